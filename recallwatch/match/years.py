"""Model years that a notice recalls whole, where it recalls only certain units of another year."""

import re

from recallwatch.extract.quotes import Part
from recallwatch.model import Item, Notice, Quote

from .words import designators, name_words

_YEAR = r"(?:19|20)\d\d"
#: "All 2017-2021 Trail 800 sleds and certain 2022 ones with serial numbers ..."
_WHOLE = re.compile(
    rf"\ball\b[^.;,]{{0,30}}?\b(?P<first>{_YEAR})(?:\s?(?:-|–|to|through|and)\s?(?P<last>{_YEAR}))?\b"
    rf"(?P<what>[^.;]{{0,80}}?)\b(?:certain|some|select)\b[^.;]{{0,40}}?\b{_YEAR}\b",
    re.IGNORECASE,
)


def whole_year(item: Item, notice: Notice) -> Quote | None:
    """Where a notice says that all of the item's model year are recalled, naming a number the owner calls it by."""
    mine = {int(year) for year in re.findall(rf"(?<!\d){_YEAR}(?!\d)", f"{item.name} {item.model}")}
    numbers = designators(name_words(f"{item.name} {item.model}")).keys()
    for found in _WHOLE.finditer(notice.summary) if mine and numbers else ():
        years = range(int(found["first"]), int(found["last"] or found["first"]) + 1)
        if mine <= set(years) and not numbers.isdisjoint(name_words(found["what"])):
            return Part("summary", notice.summary).quote(found.start(), found.end("what"))
    return None
