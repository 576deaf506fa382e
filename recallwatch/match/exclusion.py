"""The exclusion axis: does the notice itself say that this one is not recalled? Exclusions beat everything."""

import re

from recallwatch.model import Axis, Evidence, Item, Notice, Reading

from .mentions import sentence_at
from .models import code_key, codes_in_name, typed_keys

_MARK = re.compile(
    r"\b([A-Z]{1,3})\b[\"”'’]?\s(?:preced\w+|before|in front of|at the (?:beginning|start) of)\s(?:of\s)?the\s"
    r"serial number"
)
_SPARED = re.compile(r"\b(?:are|is) not (?:included|involved|affected|subject|part|being recalled)")


def excluded(item: Item, notice: Notice, reading: Reading) -> Evidence | None:
    """Proof that the notice excludes the item; None when there is none."""
    return _model(item, reading) or _serial(item, notice)


def _model(item: Item, reading: Reading) -> Evidence | None:
    mine = set(typed_keys(item.model)) | set(codes_in_name(item.name))
    listed = {code_key(t.value) for p in reading.products for s in p.selectors for t in s.models}
    for product in reading.products:
        for selector in product.selectors:
            for term in selector.excluded_models:
                key = code_key(term.value)
                if key in mine and key not in listed:
                    return Evidence(Axis.EXCLUSION, "excluded model", item.model or item.name, term.value, term.quote)
    return None


def _serial(item: Item, notice: Notice) -> Evidence | None:
    """ "An N before the serial number": such units were repaired or never had the fault."""
    found = _MARK.search(notice.summary) if item.serial else None
    if not found or not re.match(rf"\W*{found[1]}\W*\d", item.serial, re.IGNORECASE):
        return None
    quote = sentence_at(notice, found.start())
    if not _SPARED.search(quote.text):
        return None
    return Evidence(Axis.EXCLUSION, "excluded mark", item.serial, found[1], quote)
