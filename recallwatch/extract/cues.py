"""Cues: the words that announce what kind of code follows."""

import re
from dataclasses import dataclass
from enum import StrEnum

from recallwatch.text.phrases import beginning

#: The words of cues in small letters, whatever letters a text has.
_N = r"\s?(?:numbers?|nos?\.|nos?\b|nbrs?\.?|#s?:?|codes?|ids?)"


class Kind(StrEnum):
    """What a printed code is."""

    MODEL = "model"
    SERIAL = "serial"
    LOT = "lot"
    DATE = "date_code"
    BAR = "bar_code"
    VIN = "vin"
    GTIN = "gtin"
    RETAIL = "retail"
    MADE = "made"


_CUES = {
    Kind.RETAIL: r"asins?|fnskus?|dpcis?|tcins?|(?:costco|walmart|target|lowe['’]s|home depot|sam['’]s club"
    r"|bj['’]s)\s"
    rf"(?:item|sku|store sku){_N}?",
    Kind.GTIN: rf"(?:upc|gtin|ean)s?(?:{_N})?",
    Kind.VIN: r"vins?(?:\snumbers?)?(?:\sranges?)?|vehicle\sidentification\snumbers?(?:\s\(vins?\))?",
    Kind.BAR: rf"bar\s?codes?(?:{_N})?",
    Kind.DATE: r"(?:dates?|manufactur(?:e|ing|er['’]?s?)|production|build|mfg\.?)(?:\s(?:date"
    r"|run))?\s(?:codes?|stamps?)(?:\snumbers?)?"
    r"|markings?(?=\s(?:ending|beginning|starting))",
    Kind.MADE: r"(?:manufactur(?:e|ing|ed)|production|mfg\.?|build|born[- ]on|made)\s(?:dates?|on)"
    r"|dates?\sof\s(?:manufacture|production)",
    Kind.SERIAL: rf"serial(?:ized)?(?:/\w+)?{_N}?(?:\s(?:break\s)?ranges?)?|s/ns?|sns?|product\sid{_N}?|imeis?",
    Kind.LOT: rf"(?:lot|batch|run|tracking|po|p\.o\.){_N}|(?:lot|batch)(?:es|s)?|tracking\slabels?",
    Kind.MODEL: rf"(?:models?|items?|styles?|parts?|catalog(?:ue)?|article|product|reference|stock|material"
    rf"|sku)(?:(?:\sand\s|\sor\s|\s?/\s?)(?:model|item|style|part|name|product|sku)s?)?{_N}"
    r"|(?:model(?!\s?years?\b)|item|style)s?(?:\s(?:names?|identifiers?|designations?))?|identifiers?(?=[:\s])|(?<=[\"“])no\.|skus?|p/ns?|m/ns?",
}
_ANY = "|".join(f"(?P<{kind.name}>{words})" for kind, words in _CUES.items())
_CUE = re.compile(rf"(?:{_ANY})(?!(?-i:[a-z])|-)", re.IGNORECASE)
# Where a cue may begin. In lowered text this is found in half the time; the capitals decide only where one ends
# ("Model NumberSerial Number"). What stands before it comes first, one plain set of characters, to which the engine
# skips; the first look-ahead spares it most of those places: no cue begins with another letter.
_BEGIN = re.compile(rf"[^\w-](?=[abcdefghilmnprstuvw])(?={'|'.join(_CUES.values())})")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with its span."""

    kind: Kind
    start: int
    end: int


def find_cues(text: str) -> list[Cue]:
    """Every cue of a text, in order."""
    return [Cue(Kind[str(found.lastgroup)], *found.span()) for found in beginning(text, _CUE, _BEGIN, behind=True)]
