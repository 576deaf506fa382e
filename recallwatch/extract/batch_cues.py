"""Cues of the texts that identify food and medicine: bar codes, lots, and what a date on the package means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Mark(StrEnum):
    """What is printed on a package. The values of dates and lots are the kinds of their criteria."""

    GTIN = "gtin"
    LOT = "lot"
    SERIAL = "serial"
    USE_BY = "use_by"
    BEST_BEFORE = "best_before"
    EXPIRY = "expiry"
    SELL_BY = "sell_by"
    MADE = "production_date"
    DATE = "date_code"
    OTHER = "other"  # a number that tells no units apart: an item number, a date of delivery
    EVERY = "every"  # "all lots", "not coded"


DATES = frozenset({Mark.USE_BY, Mark.BEST_BEFORE, Mark.EXPIRY, Mark.SELL_BY, Mark.MADE, Mark.DATE})

_NO = r"(?:\s?(?:codes?|numbers?|n[o°]s?\b\.?|n°|#s?|ids?)(?:\(s\))?)?"
_CUES = {
    Mark.EVERY: r"(?:all|any|every)\s(?:lots?|codes?|batch(?:es)?|products?|units)(?:\s(?:codes?|numbers?))?"
    r"|regardless\sof|no\s(?:manufacturing\s|lot\s)?codes?|(?:not|un)\s?coded|does\snot\suse|tous\sles\slots",
    Mark.OTHER: r"(?:item|product|model|catalog|cat|shop\sorder|pallet|plant|cert|case|ref)\b\.?"
    r"\s?(?:codes?|numbers?|nos?\b\.?|#s?|ids?|orders?)+|item\s?#?|SKUs?|PLU|NDC|time\sstamps?|establishment"
    r"|(?:deliver|distribut|ship|purchas|receiv|harvest|shuck)\w*(?:\sdates?)?|sold",
    Mark.GTIN: rf"(?:UPC|GTIN|EAN|UDI-DI|bar\s?codes?){_NO}(?:\s(?:codes?|numbers?))?",
    Mark.SELL_BY: r"sell[- ]?(?:by|thr(?:u|ough))",
    Mark.USE_BY: r"used?[- ](?:or[- ]freeze[- ])?(?:by|before|thr(?:u|ough))|date\slimite\sde\sconsommation|dlc",
    Mark.BEST_BEFORE: r"best[- ](?:(?:if|when)[- ])?(?:used[- ]|enjoyed[- ]|use[- ])?(?:by|before|buy)|best\sused\sby"
    r"|BB[ED]?D?|enjoy[- ]by|freeze[- ]by|(?:prepare/)?frz\sby|date\sde\sdurabilité\sminimale|ddm"
    r"|date\sde\sconsommation\srecommandée",
    Mark.EXPIRY: r"exp(?:ir(?:y|ation|es?|ed|ing))?\b\.?",
    Mark.MADE: r"(?:manufactur(?:e|ed|ing)|manf|mfg|production|produced|packag(?:ing|ed)|pack(?:ed)?|hand-crafted)\.?"
    r"\s?(?:on|dates?)(?!\s?codes?)|manf\.|mf[gd]\b\.?(?!\s?codes?)|manufactured|produced|pack(?:ag)?ed",
    Mark.SERIAL: rf"serial{_NO}|S/Ns?|SNs?",
    Mark.LOT: rf"(?:lot|batch)(?:e?s)?(?:\s?/\s?(?:lot|batch)(?:e?s)?)?(?:\(s\))?{_NO}"
    rf"|julian\s(?:pack\s)?(?:dates?|codes?)|(?:manufacturing|production|date|bottom)?\s?codes?(?:\(s\))?",
    Mark.DATE: r"(?:code\s)?dates?",
}
_CUE = re.compile(
    rf"(?<![a-z\d-])(?:{'|'.join(f'(?P<{mark.name}>{words})' for mark, words in _CUES.items())})(?![a-z])",
    re.IGNORECASE,
)
#: What may stand between two cues that announce one list ("Lot / Best By:", "Lot Number and Best Used By").
_BETWEEN = re.compile(r"[\s/&,:.\"“”'’-]*(?:(?:and|or|with|dates?|codes?|of)[\s:]*){0,2}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """What follows a cue, up to the next: ``marks`` are all the cues that announce it together (none: uncued)."""

    marks: frozenset[Mark]
    start: int
    end: int


def segments(text: str) -> list[Segment]:
    """Cut a text at its cues; cues that stand together share what follows."""
    found: list[Segment] = [Segment(frozenset(), 0, len(text))]
    for mark, start, end in _cues(text):
        last = found[-1]
        joined = last.marks and _BETWEEN.match(text[last.start : start]) and Mark.EVERY not in last.marks
        if joined and (mark is Mark.DATE or mark in last.marks or _pair(mark, last.marks)):
            found[-1] = replace(last, marks=last.marks | ({mark} if mark is not Mark.DATE else set()), start=end)
        else:
            found[-1] = replace(last, end=start)
            found.append(Segment(frozenset({mark}), end, len(text)))
    return found


def _pair(mark: Mark, marks: frozenset[Mark]) -> bool:
    """A lot and a date announced together are printed in turns; two kinds of dates name one date."""
    return (mark in DATES or mark is Mark.LOT) and all(m in DATES or m is Mark.LOT for m in marks)


def _cues(text: str) -> Iterator[tuple[Mark, int, int]]:
    for found in _CUE.finditer(text):
        yield Mark[str(found.lastgroup)], found.start(), found.end()


def without_cues(text: str) -> str:
    """A text with blanks for its cues: what is left of "lot A123 exp" is the lot."""
    return _CUE.sub(" ", text)
