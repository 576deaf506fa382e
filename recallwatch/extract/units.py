"""How many units, per country: "About 5,480 (In addition, about 160 in Canada)"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from recallwatch.model import Notice
from recallwatch.text.dates import FoundDate, find_dates
from recallwatch.text.numbers import Count, find_counts
from recallwatch.text.phrases import Phrase

from .quotes import sentences

_COUNTRIES = {
    "US": r"U\.?S\.?(?:A\.?)?(?![a-z])|United States|domestic",
    "CA": r"Canada|Canadian",
    "MX": r"Mexico",
    "GB": r"United Kingdom|U\.K\.",
    "AU": r"Australia",
}
_PRIOR = re.compile(
    r"previous|recalled (?:on|in)\b|this includes|were (?:first )?recalled|earlier|already|\bprior recall"
    r"|covered in|originally",
    re.IGNORECASE,
)
_MORE = re.compile(r"\baddition|\banother\b", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
#: A part of what was counted just before.
_PART = re.compile(
    r"\b(?:including|of which|of (?:these|those|them)|out of)\s(?:about\s|approximately\s)?\Z", re.IGNORECASE
)
#: "Of one style" counts what there is to choose from.
_SORTS = re.compile(r"\s(?:styles?|models?|sizes?|types?|versions?|colou?rs?)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"internationally|worldwide|other countries|outside", re.IGNORECASE)
_COUNTRY = re.compile("|".join(f"(?P<{code}>{words})" for code, words in _COUNTRIES.items()))
_CLAUSE = re.compile(r"[;()]|\.\s")
#: "5.900": a point among digits in threes, with no scale behind it.
_POINTED = re.compile(r"(?<![\d.,])(\d{1,3})\.(\d{3})(?![\d.]|\s(?:m|b)illion)")
_NOT_UNITS = re.compile(
    r"\s?(?:-|inch|feet|foot|pound|ounce|gallon|report|injur|incident|fire|complaint|year|month|day|percent|%"
    r"|volt|watt|degree|mile|minute|claims|death|cases of (?!\w+ bottles)|stores|retail|cm|mm|different|types|people"
    r"|children\b(?!['’]s)|hours?|homes|consumers"
    r"|dealers|customers|of (?:the |its |their )?\w+ (?:were|was|have|had)|millimeter|a\.m|p\.m)",
    re.IGNORECASE,
)
#: Prices and numbers of models.
_NAMED = re.compile(r"(?:[$#]|\b(?:models?|items?|numbers?|style|no\.)\s)\Z", re.IGNORECASE)
_RECALLS = Phrase(
    r"\brecall|manufactured|\bsold\b|\bproduced\b|distributed|imported|shipped|\binvolv|\baffect|\bPRODUCT:"
    r"|\bprogram|\brepair"
    r"|\bprovid|\bmarketed|\bmodif",
    re.IGNORECASE,
)
_ABOUT = (
    r"about|approximately|approx\.|nearly|over|more than|some|estimated|estimates?|almost|total of|at least|fewer than"
    r"|less than|roughly|around|up to"
)
#: What leads to the count of recalled units: "recalling 8,500", "a recall of 49,000", "to repair 56,000".
_LEAD = re.compile(
    rf"(?:\b(?:{_ABOUT})|\b(?:recall\w*|replac\w+|repair\w*|retrofit|modify|withdraw\w*|affecting|involving|imported"
    rf"|distributed|produced|sold|shipped)"
    r"(?: (?:of|to|for|all|its|the|and|or|from|market|\w+ing|replace|repair|retrofit|correct)){0,5}|\bPRODUCT:"
    r"|\bof)\s\Z",
    re.IGNORECASE,
)
#: What makes a small number one of units.
_SURE = re.compile(rf"\b(?:{_ABOUT}|recall\w*(?: of)?)\s\Z", re.IGNORECASE)
#: How far before a count its lead is looked for.
_NEAR = 120
#: Between two counts of one sum there is no word that makes the second a part or another thing.
_APART = re.compile(
    r"\b(?:of (?:which|these|those|the|them)|including|out of|since|reports?|injur\w*|for \$?|previous\w*)\b|[$]"
)
#: Fewest units believed without a word like "about" before them.
_FEW = 50


def units(notice: Notice) -> tuple[tuple[str, int], ...]:
    """Units per country; what names no country counts for the notice's own."""
    home = notice.jurisdictions[0] if notice.jurisdictions else "US"
    total: dict[str, int] = {}
    texts = dict.fromkeys(p.units[:4000] for p in notice.products if p.units)
    found = [pair for text in texts for pair in _counted(text, home)]
    if not texts:
        found = _recalled(notice.summary[:6000], home) or _recalled(notice.title, home)
    for country, count in found:
        total[country] = total.get(country, 0) + count
    return tuple(sorted(total.items(), key=lambda pair: (pair[0] != home, pair[0])))


def _counted(text: str, home: str) -> list[tuple[str, int]]:
    text = _parted(_POINTED.sub(r"\1,\2", _BRACKET.sub(_now, text)))
    found: list[tuple[str, int]] = []
    counts = [count for count in _counts(text) if not _SORTS.match(text, count.end)]
    cuts = [cut.start() for cut in _CLAUSE.finditer(text)]
    priors = [prior.start() for prior in _PRIOR.finditer(text)]
    for n, count in enumerate(counts):
        stop = _next(cuts, count.end, len(text))
        clause = text[count.end : min(stop, counts[n + 1].start if n + 1 < len(counts) else stop)]
        before = _CLAUSE.split(text[max(0, count.start - 60) : count.start])[-1]
        if _next(priors, count.end, stop) < stop or _PRIOR.search(before) or _ELSEWHERE.search(clause):
            continue
        named = _COUNTRY.search(clause)
        if not named and _PART.search(text, max(0, count.start - 30), count.start):
            continue
        found.append((str(named.lastgroup) if named else home, count.value))
    return found


def _next(places: list[int], at: int, otherwise: int) -> int:
    """The first of the places, which are in order, that is not before another."""
    n = bisect_left(places, at)
    return places[n] if n < len(places) else otherwise


def _now(bracket: re.Match[str]) -> str:
    """A bracket on earlier recalls counts nothing of this one."""
    words = bracket.group()
    return " " if _PRIOR.search(words) and not _MORE.search(words) else words


def _parted(text: str) -> str:
    """A text without a bracket that only splits the count before it: "7,500 (6,500 large and 1,000 small)"."""
    for bracket in reversed(list(_BRACKET.finditer(text))):
        inside = find_counts(bracket.group())
        before = find_counts(text[max(0, bracket.start() - 60) : bracket.start()])
        split = len(inside) > 1 and bool(before) and sum(c.value for c in inside) == before[-1].value
        if split and not _COUNTRY.search(bracket.group()):
            text = text[: bracket.start()] + " " + text[bracket.end() :]
    return text


def _counts(text: str) -> list[Count]:
    dates = find_dates(text)
    counts = (c for c in find_counts(text) if not _dated(dates, c.start))
    return [c for c in counts if text[c.end : c.end + 1] != "-"]


def _dated(dates: list[FoundDate], at: int) -> bool:
    """Whether a place lies in one of the dates, which are in order."""
    n = bisect_right(dates, at, key=lambda date: date.start) - 1
    return n >= 0 and at < dates[n].end


def _recalled(text: str, home: str) -> list[tuple[str, int]]:
    """Counts of the first sentence that counts what is recalled: "about 9,000 ..., 1,800 ... and 150,000 ..."."""
    for sentence in sentences(text):
        words = text[sentence.start : sentence.end]
        if _RECALLS.search(words) and (counts := list(_summed(words))):
            return [(home, count.value) for count in counts]
    return []


def _summed(words: str) -> Iterator[Count]:
    """The first count of recalled units in a sentence, and those added to it."""
    last: Count | None = None
    for count in _counts(words):
        start = max(0, count.start - _NEAR)
        if _NAMED.search(words, start, count.start) or _NOT_UNITS.match(words, count.end):
            continue
        if last is None:
            lead = _LEAD.search(words, start, count.start)
            if lead and not _PRIOR.search(words, max(0, count.start - 60), count.start) and _believed(words, count):
                last = count
                yield count
        elif _large(words, count) and count.value != last.value and not _APART.search(words, last.end, count.start):
            last = count
            yield count


def _believed(words: str, count: Count) -> bool:
    """Whether a number can count units: a bare small one after "of" is a size, a model or a year."""
    told = _SURE.search(words, max(0, count.start - _NEAR), count.start)
    return _large(words, count) or (count.value >= _FEW and bool(told))


def _large(words: str, count: Count) -> bool:
    return "," in words[count.start : count.end] or "illion" in words[count.start : count.end]
