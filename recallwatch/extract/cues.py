"""Cues: the words that announce what kind of code follows."""

import re
from dataclasses import dataclass
from enum import StrEnum

_N = r"\s?(?:numbers?|nos?\.|nos?\b|nbrs?\.?|#s?:?|codes?|IDs?)"


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
    Kind.RETAIL: r"ASINs?|FNSKUs?|DPCIs?|TCINs?|(?:Costco|Walmart|Target|Lowe['’]s|Home Depot|Sam['’]s Club"
    r"|BJ['’]s)\s"
    rf"(?:item|SKU|store SKU){_N}?",
    Kind.GTIN: rf"(?:UPC|GTIN|EAN)s?(?:{_N})?",
    Kind.VIN: r"VINs?(?:\snumbers?)?(?:\sranges?)?|vehicle\sidentification\snumbers?(?:\s\(VINs?\))?",
    Kind.BAR: rf"bar\s?codes?(?:{_N})?",
    Kind.DATE: r"(?:date|manufactur(?:e|ing|er['’]?s?)|production|build|mfg\.?)(?:\s(?:date"
    r"|run))?\s(?:codes?|stamps?)(?:\snumbers?)?"
    r"|markings?(?=\s(?:ending|beginning|starting))",
    Kind.MADE: r"(?:manufactur(?:e|ing|ed)|production|mfg\.?|build|born[- ]on|made)\s(?:dates?|on)"
    r"|dates?\sof\s(?:manufacture|production)",
    Kind.SERIAL: rf"serial(?:ized)?(?:/\w+)?{_N}?(?:\s(?:break\s)?ranges?)?|S/Ns?|SNs?|product\sID{_N}?|IMEIs?",
    Kind.LOT: rf"(?:lot|batch|run|tracking|PO|P\.O\.){_N}|(?:lot|batch)(?:es|s)?|tracking\slabels?",
    Kind.MODEL: rf"(?:models?|items?|styles?|parts?|catalog(?:ue)?|article|product|reference|stock|material"
    rf"|SKU)(?:(?:\sand\s|\sor\s|\s?/\s?)(?:model|item|style|part|name|product|SKU)s?)?{_N}"
    r"|(?:model(?!\s?years?\b)|item|style)s?(?:\s(?:names?|identifiers?|designations?))?|identifiers?(?=[:\s])|(?<=[\"“])No\.|SKUs?|P/Ns?|M/Ns?",
}
_ANY = "|".join(f"(?P<{kind.name}>{words})" for kind, words in _CUES.items())
# The look-ahead spares the engine most places: no cue begins with another letter.
_CUE = re.compile(rf"(?<![\w-])(?=[abcdefghilmnprstuvw])(?:{_ANY})(?!(?-i:[a-z])|-)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with its span."""

    kind: Kind
    start: int
    end: int


def find_cues(text: str) -> list[Cue]:
    """Every cue of a text, in order."""
    return [Cue(Kind[str(found.lastgroup)], found.start(), found.end()) for found in _CUE.finditer(text)]
