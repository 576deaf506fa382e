"""How many units, per country: "About 5,480 (In addition, about 160 in Canada)"."""

import re

from recallwatch.model import Notice
from recallwatch.text.numbers import Count, find_counts

_COUNTRIES = {
    "US": r"U\.?S\.?(?:A\.?)?(?![a-z])|United States|domestic",
    "CA": r"Canada|Canadian",
    "MX": r"Mexico",
    "GB": r"United Kingdom|U\.K\.",
    "AU": r"Australia",
}
_PRIOR = re.compile(r"previously|recalled (?:on|in)|this includes|were recalled|earlier", re.IGNORECASE)
_COUNTRY = re.compile("|".join(f"(?P<{code}>{words})" for code, words in _COUNTRIES.items()))
_SENTENCE = re.compile(r"\.\s|;|\)\.?\s|\(")
_SUM = re.compile(r"approximately|about|recall(?:ed|s|ing)?|involves", re.IGNORECASE)


def units(notice: Notice) -> tuple[tuple[str, int], ...]:
    """Units per country; what names no country counts for the notice's own."""
    home = notice.jurisdictions[0] if notice.jurisdictions else "US"
    total: dict[str, int] = {}
    for text in dict.fromkeys(p.units for p in notice.products if p.units):
        for country, count in _counted(text, home):
            total[country] = total.get(country, 0) + count
    return tuple(sorted(total.items(), key=lambda pair: (pair[0] != home, pair[0])))


def _counted(text: str, home: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    counts = [c for c in find_counts(text) if not _is_year(text, c)]
    for n, count in enumerate(counts):
        after = counts[n + 1].start if n + 1 < len(counts) else len(text)
        clause = text[count.end : after]
        before = text[max(0, count.start - 40) : count.start]
        if _PRIOR.search(clause[:80]) or _PRIOR.search(before.rsplit(".", 1)[-1]):
            continue
        cut = _SENTENCE.search(clause)
        named = _COUNTRY.search(clause[: cut.start() + 2 if cut else None])
        found.append((str(named.lastgroup) if named else home, count.value))
    return found


def _is_year(text: str, count: Count) -> bool:
    raw = text[count.start : count.end]
    return (
        raw.isdigit()
        and len(raw) == 4
        and raw[:2] in ("19", "20")
        and bool(re.search(r"[A-Z][a-z]+\s(?:\d{1,2},\s)?\Z", text[: count.start]))
    )
