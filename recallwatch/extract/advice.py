"""What to do: a notice in the words of a message, with the steps in the order an owner takes them."""

import re
from collections.abc import Iterator

from recallwatch.model import Advice, Kind, Notice, Reading, Scope, Selector, Status, Step
from recallwatch.text.remember import NOTICES, remembered

from .contact import link
from .hazard_labels import is_label
from .quotes import sentences
from .urgency import grave, urgent

_SAID = {
    Kind.RECALL: "recalled",
    Kind.WARNING: "safety warning",
    Kind.WITHDRAWAL_FROM_SALE: "withdrawn from sale",
    Kind.BORDER_REJECTION: "stopped at the border",
    Kind.CORRECTION: "recall corrected",
    Kind.OTHER: "safety notice",
}
_PLAIN = {
    "battery_ingestion": "battery swallowing",
    "carbon_monoxide": "carbon monoxide",
    "failure_to_alert": "failure to warn",
    "magnet_ingestion": "magnet swallowing",
    "shock": "electric shock",
    "tip_over": "tip-over",
}
_STOP = re.compile(
    r"(?:should|must|are (?:urged|advised|asked) to|please)\s"
    r"(?P<what>(?:not\s|immediately\s|(?:turn off|unplug|power down)\s?[^.;]{0,60}?\b)?"
    r"(?:stop\s(?:using|riding|driving|use)|unplug|turn off|not\s(?:use|eat|drink|drive|consume|open)"
    r"|take|keep|secure|remove|discontinue|discard|dispose|do not)\b[^.;]{0,120}?)"
    r"(?=[.;]|,?\sand\s(?:contact|return|go to|visit|call|request|take them to|bring|check|email|register)"
    r"|,\s(?:contact|return|visit)|\Z)",
    re.IGNORECASE,
)
#: The same as an order, at the beginning of a sentence or of a list's line.
_ORDER = re.compile(
    r"(?:\A|[.;:\n][^\S\n]*+)(?P<what>(?:immediately\s)?"
    r"(?:stop\s(?:using|riding|driving)|do not\s(?:use|eat|drink|drive|consume|open)|park outside)\b[^.;\n]{0,160})",
    re.IGNORECASE,
)
_STOP_WORDS = re.compile(
    r"\b(?:stop (?:using|use|riding|driving)|do not (?:use|eat|drink|drive|consume)|park outside|unplug"
    r"|immediately)\b",
    re.IGNORECASE,
)
_OFFERS = {
    "refund": "your money back",
    "replace": "a free replacement",
    "repair": "a free repair",
    "new_instructions": "new instructions or labels",
    "dispose": "safe disposal",
}
_GIVEN = re.compile(
    r"\b(?:receive|send you|offer(?:s|ing)?|provide[sd]?|get|entitled to)\b[^.]{0,120}"
    r"\b(?:free|full|replace\w*|refund|repair)\b",
    re.IGNORECASE,
)
#: Longest sentence of a notice that still reads as one step.
_ONE_STEP = 200
_READY = (
    ("the serial number", r"serial number"),
    ("the model number", r"model number"),
    ("proof of purchase", r"proof of purchase|receipt|order number|invoice"),
    ("a photo of the product", r"photo|picture"),
)
_BATTERY = re.compile(r"lithium|\bpower banks?\b|\bbatter(?:y|ies)\b pack", re.IGNORECASE)
_BATTERY_ANY = re.compile(r"lithium[- ]ion|lithium batter", re.IGNORECASE)


@remembered(NOTICES)
def advise(notice: Notice, reading: Reading) -> Advice:
    """Put a notice into the words of a message. Never says less than the notice, never promises more."""
    return Advice(
        headline=_headline(notice, reading),
        danger=_danger(notice, reading),
        steps=tuple(_steps(notice, reading)),
        urgent=urgent(notice, reading),
        grave=grave(notice, reading),
    )


@remembered(NOTICES)
def first_step(notice: Notice, reading: Reading) -> str:
    """What to do before anything else."""
    for text in (notice.remedy, notice.summary):
        if found := _STOP.search(text[:8000]) or _ORDER.search(text[:8000]):
            words = re.sub(r"^not\s", "do not ", " ".join(found["what"].split()).strip(" ,"), flags=re.IGNORECASE)
            return f"{words[0].upper()}{words[1:]}."
    scopes = {selector.scope for product in reading.products for selector in product.selectors}
    return "Stop using it." if scopes == {Scope.ALL} else "Stop using it until you know whether yours is affected."


def _headline(notice: Notice, reading: Reading) -> str:
    product = reading.products[0] if reading.products else None
    name = (product.name if product else "") or notice.title
    if product and product.brand and product.brand.lower() not in name.lower():
        name = f"{product.brand} {name}"
    models = [t.value for s in (product.selectors if product else ()) for t in s.models if t.value not in name]
    shown = f" ({', '.join(models[:3])}{' and others' if len(models) > 3 else ''})" if models else ""
    said = "recall withdrawn" if notice.status is Status.WITHDRAWN else _SAID[notice.kind]
    hazard = _hazard_words(reading)
    return f"{_short(name, 90)}{shown} {said}{f': {hazard}' if hazard else ''}"


def _hazard_words(reading: Reading) -> str:
    words = [_PLAIN.get(h, h.replace("_", " ")) for h in reading.hazards[:2]]
    return f"{' and '.join(words)} hazard{'s' if len(words) > 1 else ''}" if words else ""


def _danger(notice: Notice, reading: Reading) -> str:
    text = notice.hazard.strip()
    if text and not is_label(text):
        return _short(text, 500)
    hazard = _hazard_words(reading)
    return f"The notice names this: {hazard}." if hazard else ""


def _steps(notice: Notice, reading: Reading) -> Iterator[Step]:
    yield Step(first_step(notice, reading))
    yield from _check(reading)
    if offer := _offer(notice, reading):
        yield Step(offer, link(reading.contact_url))
    if ready := _ready(notice):
        yield Step(ready)
    if disposal := _disposal(notice, reading):
        yield Step(disposal)
    if notice.contact.strip():
        yield Step(f"Contact: {_short(notice.contact.strip(), 300)}")


def _check(reading: Reading) -> Iterator[Step]:
    selectors = [s for p in reading.products for s in p.selectors]
    url = next((c.url for s in selectors for c in (*s.serials, *s.lots) if c.url), "")
    location = next((s.code_location.text for s in selectors if s.code_location), "")
    where = f" The notice says where it is: {_short(location, 200)}." if location else ""
    if url:
        yield Step(f"Check yours with the maker, who decides by the number on it.{where}", link(url))
    elif what := _what_to_check(selectors):
        yield Step(f"Check {what} on yours.{where}")


def _what_to_check(selectors: list[Selector]) -> str:
    wanted = []
    if any(s.models or s.model_patterns for s in selectors):
        wanted.append("the model number")
    kinds = {c.kind for s in selectors for c in (*s.serials, *s.lots)}
    wanted += [
        f"the {kind.replace('_', ' ')} number" if kind in ("serial", "lot") else f"the {kind.replace('_', ' ')}"
        for kind in sorted(kinds)
    ]
    if any(s.made for s in selectors):
        wanted.append("the date it was made")
    return " and ".join(filter(None, (", ".join(wanted[:-1]), *wanted[-1:])))


def _offer(notice: Notice, reading: Reading) -> str:
    offers = [_OFFERS[r] for r in reading.remedies if r in _OFFERS]
    claim = " Claim it on the recall page." if reading.contact_url else ""
    if not offers:
        return "Ask the maker what it offers." if reading.contact_url else ""
    if reading.remedies == ("dispose",):
        return "Throw it away as the notice says; nothing is offered in return."
    if own := _offered(notice.remedy):
        return f"{own}{claim}"
    return f"The notice offers {' or '.join(offers)}.{claim}"


def _offered(remedy: str) -> str:
    """The notice's own sentence on what is given, where one says just that."""
    for span in sentences(remedy[:8000]):
        for line in remedy[span.start : span.end].splitlines():
            if _GIVEN.search(line) and not _STOP_WORDS.search(line) and len(line) <= _ONE_STEP:
                return line.strip().rstrip(".") + "."
    return ""


def _ready(notice: Notice) -> str:
    wanted = [words for words, cue in _READY if re.search(cue, notice.remedy, re.IGNORECASE)]
    return f"Have ready: {', '.join(wanted)}." if wanted else ""


def _disposal(notice: Notice, reading: Reading) -> str:
    product = " ".join((notice.title, *(p.name for p in reading.products)))
    texts = f"{notice.hazard} {notice.remedy} {notice.summary}"
    if _BATTERY.search(product) or _BATTERY_ANY.search(texts):
        return (
            "Never put it in the bin, in kerbside recycling or in a battery box at a shop: recalled lithium batteries "
            "catch fire there. Ask your town's hazardous waste collection before you bring it."
        )
    return ""


def _short(text: str, limit: int) -> str:
    """Cut at a word, and say so."""
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]} ..."
