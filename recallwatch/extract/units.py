"""How many units, per country: "About 5,480 (In addition, about 160 in Canada)"."""

import re

from recallwatch.model import Notice
from recallwatch.text.dates import find_dates
from recallwatch.text.numbers import find_counts

from .quotes import sentences

_COUNTRIES = {
    "US": r"U\.?S\.?(?:A\.?)?(?![a-z])|United States|domestic",
    "CA": r"Canada|Canadian",
    "MX": r"Mexico",
    "GB": r"United Kingdom|U\.K\.",
    "AU": r"Australia",
}
_PRIOR = re.compile(
    r"previous|recalled (?:on|in)\b|this includes|were recalled|earlier"
    r"|covered in",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"internationally|worldwide|other countries|outside", re.IGNORECASE)
_COUNTRY = re.compile("|".join(f"(?P<{code}>{words})" for code, words in _COUNTRIES.items()))
_CLAUSE = re.compile(r"[;()]|\.\s")
_NOT_UNITS = re.compile(
    r"\s?(?:inch|feet|foot|pound|ounce|gallon|report|injur|incident|fire|complaint|year|month|day|percent|%"
    r"|volt|watt|degree|mile|minute|claims|death|cases|stores|retail|cm|mm)",
    re.IGNORECASE,
)


def units(notice: Notice) -> tuple[tuple[str, int], ...]:
    """Units per country; what names no country counts for the notice's own."""
    home = notice.jurisdictions[0] if notice.jurisdictions else "US"
    total: dict[str, int] = {}
    texts = dict.fromkeys(p.units[:4000] for p in notice.products if p.units) or [notice.summary[:4000]]
    for text in texts:
        counted = _counted(text, home) if text != notice.summary[:4000] else _recalled(text, home)
        for country, count in counted:
            total[country] = total.get(country, 0) + count
    return tuple(sorted(total.items(), key=lambda pair: (pair[0] != home, pair[0])))


def _counted(text: str, home: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    dates = find_dates(text)
    counts = [c for c in find_counts(text) if not any(d.start <= c.start < d.end for d in dates)]
    counts = [c for c in counts if text[c.end : c.end + 1] != "-"]
    for n, count in enumerate(counts):
        cut = _CLAUSE.search(text, count.end)
        stop = cut.start() if cut else len(text)
        clause = text[count.end : min(stop, counts[n + 1].start if n + 1 < len(counts) else stop)]
        before = _CLAUSE.split(text[max(0, count.start - 60) : count.start])[-1]
        if _PRIOR.search(text, count.end, stop) or _PRIOR.search(before) or _ELSEWHERE.search(clause):
            continue
        named = _COUNTRY.search(clause)
        found.append((str(named.lastgroup) if named else home, count.value))
    return found


def _recalled(text: str, home: str) -> list[tuple[str, int]]:
    """Counts of the first sentence that counts what is recalled: "about 9,000 ..., 1,800 ... and 150,000 ..."."""
    for sentence in sentences(text):
        words = text[sentence.start : sentence.end]
        if not re.search(r"\brecall|manufactured|sold\b", words, re.IGNORECASE):
            continue
        counts = [c for c in find_counts(words) if c.value >= 50 and not _NOT_UNITS.match(words, c.end)]
        lead = [
            n
            for n, c in enumerate(counts)
            if re.search(r"\b(?:about|approximately)\s\Z", words[: c.start], re.IGNORECASE)
        ]
        dates = find_dates(words)
        if lead:
            kept = [
                c
                for c in counts[lead[0] :]
                if "," in words[c.start : c.end] or "illion" in words[c.start : c.end] or c is counts[lead[0]]
            ]
            return [(home, c.value) for c in kept if not any(d.start <= c.start < d.end for d in dates)]
    return []
