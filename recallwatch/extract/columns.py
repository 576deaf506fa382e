"""Headers of flattened tables: a run of column names, read into typed columns in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from .cues import Kind


class Field(StrEnum):
    """What the cells of a column hold.

    A title is a model given by its name: words, or a code. A lead has no name in the header but may stand before
    the first column.
    """

    CODE = "code"
    MODEL = "model"
    GTIN = "gtin"
    RETAIL = "retail"
    TITLE = "title"
    MADE = "made"
    YEAR = "year"
    NAME = "name"
    BRAND = "brand"
    LEAD = "lead"
    COLOUR = "colour"
    SIZE = "size"
    PRICE = "price"
    SAMPLE = "sample"
    OTHER = "other"


class Role(StrEnum):
    """Which piece of a code a column holds."""

    WHOLE = ""
    PREFIX = "prefix"
    SUFFIX = "suffix"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``kind`` is what its codes are, ``part`` which part of a code is printed (``first8``).

    ``inner``: its cells stand in brackets behind those of the column before; ``ranged``: its header speaks of ranges.
    """

    field: Field
    kind: Kind | None = None
    role: Role = Role.WHOLE
    part: str = ""
    inner: bool = False
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """A header's columns with its span. A weak one is a header only where it repeats one before."""

    columns: tuple[Column, ...]
    start: int
    end: int
    weak: bool = False


_N = r"(?:\s?(?:Numbers?|Nos?\.?|#s?|Codes?|IDs?|Nbrs?\.?|Identifiers?|Designations?)(?:\(s\)|/s)?)"
_RANGES = r"(?:\s(?:or\s)?(?:Break\s)?Range(?:s|\(s\))?)?"
_KINDS = {
    Kind.SERIAL: r"(?:Coil\s)?Serial(?:ized)?(?:\(s\))?|S/Ns?|SNs?",
    Kind.LOT: r"Lots?|Batch(?:es)?|Cohorts?(?:\sInformation)?|Spec(?:ification|\.)?s?|Heat(?=\s(?:Code|Number|No))|Tracking",
    Kind.VIN: r"Vehicle\sIdentification(?:\sNumbers?)?(?:\s\(VINs?\))?|VINs?",
    Kind.DATE: rf"(?:Date|(?:Manufactur\w+|Production|Build|Mfg\.?)(?:\sDate)?)(?={_N})",
}
_MODELS = r"Models?|Items?|SKUs?|Parts?|Catalog(?:ue)?|Articles?|Stock|Reference|PID"
_FORMAT = r"(?:\sformat(?:\swith(?:\s[a-z]+){1,3})?)?"
#: Column names, the first that fits is taken: longer before shorter, sales before dates, locations before codes.
_PHRASES: tuple[tuple[Field, str], ...] = (
    (
        Field.OTHER,
        rf"(?:(?:Item|Model){_N}\sand\s)?(?:\w+\s)?(?:Serial|Model|Item|Date|Lot|Product|Batch|Brand|UPC|Code|Label)(?:{_N}|\sName)?\sLocations?",
    ),
    (
        Field.OTHER,
        r"(?:Dates?|Where|Countr(?:y|ies)|Units|Months?|Years?)\sSold|Sold(?:\s(?:at|by|through|in|on|exclusively\sat))?",
    ),
    (Field.OTHER, r"(?:Expir\w+|Exp\.?|Best\sBy|Use\sBy)(?:\sDates?)?"),
    (Field.SAMPLE, rf"(?:Sample|Example)s?(?:\s(?:Serial|Model|Lot))?{_N}?"),
    (Field.YEAR, r"Model\sYears?|Years?(?:\(s\))?(?:\sof\sManufacture)?"),
    (Field.CODE, ""),
    (Field.RETAIL, rf"(?:ASIN|FNSKU|DPCI|TCIN)s?{_N}?"),
    (Field.GTIN, rf"(?:(?:Unit|Display|Carton|Case)\s)?(?:UPC|GTIN|EAN|Bar\s?code)s?{_N}?"),
    (
        Field.MADE,
        r"(?:(?:Manufactur\w+|Mfg\.?|Production|Assembly|Build|Made)\s)?Dates?(?:\sRanges?|\sof\s(?:Manufacture|Production))?"
        r"(?:\sMonth/Year)?|Manufactured|Months?/Years?",
    ),
    (Field.MODEL, rf"(?:{_MODELS}|Styles?){_N}|Product(?:\sIdentification)?{_N}|SKUs?"),
    (
        Field.TITLE,
        r"(?:Models?|Items?|Styles?)(?:\s(?:Names?|Designations?|Information))?|(?:Catalog(?:ue)?|Part|PID)(?=\s?/)",
    ),
    (Field.COLOUR, rf"(?:Products?\s)?(?:Colou?rs?|Finish(?:es)?)(?:\(s\))?(?:\s(?:Names?|Codes?))?"),
    (
        Field.SIZE,
        r"(?:Products?\s|Mounting\s)?(?:Sizes?|Capacit(?:y|ies)|Height|Width|Length|Weight|Dimensions?|Measurements?|Voltage|Volume|Count)"
        r"(?:\(s\))?(?:\s\(Inches\))?",
    ),
    (Field.PRICE, r"(?:Retail\s)?Prices?|MSRP|RETAIL|Retail"),
    (Field.BRAND, r"(?:Brand|Manufacturer)s?(?:\sNames?)?"),
    (
        Field.NAME,
        r"(?:(?:Product|Item|Color|Tree|Medication)\s)?(?:Names?|Descriptions?|Titles?)(?:\snumbers?)?(?:\sof\s[A-Z]\w+)?(?:\son\s\w+\.com)?"
        r"|Products?|Series|Engine|Scent|Theme",
    ),
    (
        Field.OTHER,
        r"Retailers?|Stores?|Locations?|Country|Units|Quantity|Qty\.?|Types?|(?:Fabric\s)?(?:Material|Content)s?|Fabric|Remedy|Images?|"
        r"(?:Third-Party\s)?(?:Seller\s)?Email\sAddress|Website|Months?|Photo|Details|Category|Lighting\sType|Matrix\sRetail",
    ),
)
_LEAD = r"(?:(?P<lead>First|Last|Start(?:ing)?|End(?:ing)?|Begin(?:ning)?|From|To)\s)?"
_TAIL = (
    r"(?(lead)|(?:\s(?P<bracket>\()?(?P<tail>(?-i:From|To|Start|End|First|Last)|Prefix(?:es)?"
    r"|(?:Begin(?:s|ning)?|Start(?:s|ing)?|End(?:s|ing)?)\s(?:With|In))\b(?(bracket)\)))?)"
)
_CODE = re.compile(
    rf"{_LEAD}(?:Ranges?\sof\s)?(?:Recalled\s|Affected\s)?(?:{'|'.join(f'(?P<{k.name}>{p})' for k, p in _KINDS.items())})"
    rf"(?:{_N})?{_RANGES}{_FORMAT}{_TAIL}(?![a-z])",
    re.IGNORECASE,
)
_PLAIN = tuple(
    (
        field,
        re.compile(
            rf"(?:{pattern})(?:\s\(?(?P<tail>Prefix(?:es)?|Begin\w*\sWith|End\w*\s(?:With|In))\b\)?)?(?![a-z])",
            re.IGNORECASE,
        ),
    )
    for field, pattern in _PHRASES
)
_END = re.compile(
    r"(?:FROM|TO|START|END|FIRST|LAST|From|To|Start|End|First|Last|Prefix|Begin|Through|Numbers?|Range)(?![A-Za-z])"
)
_GAP = re.compile(r"\s?[:|,–-]?\s?(?P<join>/\s?|&\s|and/or\s|and\s|or\s)?", re.IGNORECASE)
_STRANGE = re.compile(r"[A-Z][A-Za-z'’&-]*\s")
_PLURAL = re.compile(r"Numbers|Nos\b|#s|Codes|Numbers?\(s\)")
_RECALLED = re.compile(r"(?:Recalled|Affected|Included)\s", re.IGNORECASE)
_BRACKET = re.compile(r"\s?\([^()]{0,90}\)")
_PART = re.compile(r"\b(first|last)\s(\d|two|three|four|five|six|seven|eight)\s", re.IGNORECASE)
_COUNTS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}
#: Words that go on with a sentence: what stands before them was no header.
_PROSE = re.compile(
    r"\s*[\"”),]*\s*(?:is|are|can|may|was|were|has|have|must|will|located|printed|appears?|listed|below|which|that|for|on|in|of|to|from"
    r"|begin\w*|shown|where|included|involved|as|a|an|the|information|if|when|stamped|label\w*|recall|sold|by|at|not|only)\b|\s*[.;)\"”?]|\s*\Z"
)
_FIRST = re.compile(r"(?<![\w-])[A-Z][A-Za-z./'’-]*\s?[\w#(/]")
_KIND_OF = {
    Field.MODEL: Kind.MODEL,
    Field.TITLE: Kind.MODEL,
    Field.GTIN: Kind.GTIN,
    Field.RETAIL: Kind.RETAIL,
    Field.MADE: Kind.MADE,
}
#: Fields by how much they tell, for names joined by a slash.
_WEIGHT = (Field.CODE, Field.MODEL, Field.GTIN, Field.RETAIL, Field.TITLE)
_MARKS = frozenset((Field.CODE, Field.MODEL, Field.GTIN, Field.RETAIL, Field.TITLE))


def find_headers(text: str) -> Iterator[Header]:
    """Every header of two columns or more of which one at least tells which things are meant."""
    at = 0
    while found := _FIRST.search(text, at):
        header = _header(text, found.start())
        if header:
            yield header
        space = text.find(" ", found.start())
        at = header.end if header else (space + 1 if space >= 0 else len(text))


def _header(text: str, start: int) -> Header | None:
    columns: list[Column] = []
    at, end, join, sure = start, start, "", (0, start)
    while step := _column(text, at, columns, joined=join == "/"):
        column, stop, strange = step
        if strange and not columns:
            columns.append(Column(Field.LEAD))
        _add(columns, column, join)
        if bracket := _BRACKET.match(text, stop):
            _note(columns, bracket.group())
            stop = bracket.end()
        end = stop
        if not strange or column.field in _MARKS:
            sure = (len(columns), end)
        gap = _GAP.match(text, stop)
        at = gap.end() if gap else stop
        if gap and ":" in gap.group() and text[at : at + 1].isupper():
            columns, start = [], at
        join = (gap["join"] or "").strip().lower() if gap else ""
    count, end = sure
    columns = columns[:count]
    if count < 2 or _PROSE.match(text, end) or not any(c.field in _MARKS for c in columns):
        return None
    weak = columns[0].field is Field.LEAD and count == 2 and not _PLURAL.search(text, start, end)
    return Header(tuple(_titled(columns)), start, end, weak)


def _column(text: str, at: int, before: list[Column], *, joined: bool) -> tuple[Column, int, bool] | None:
    """The column name at a place, its end, and whether words stand before it that say of what."""
    begin = at
    for words in range(3):
        if not (text[begin : begin + 1].isupper() or (joined and not words)):
            return None
        lead = _RECALLED.match(text, begin)
        if found := _named(text, lead.end() if lead else begin, before):
            column, end = found
            if words < 2 or column.field in _MARKS:
                return column, end, bool(words)
        strange = _STRANGE.match(text, begin)
        if not strange:
            return None
        begin = strange.end()
    return None


def _named(text: str, at: int, before: list[Column]) -> tuple[Column, int] | None:
    for field, pattern in _PLAIN:
        if field is Field.CODE:
            if found := _CODE.match(text, at):
                kind = next(k for k in _KINDS if found[k.name])
                said = (found["lead"] or found["tail"] or "").lower()
                ranged = "range" in found.group().lower()
                return Column(field, kind, _role(said, tail=bool(found["tail"])), ranged=ranged), found.end()
        elif found := pattern.match(text, at):
            role = (
                _role((found["tail"] or "").lower(), tail=True) if field in (Field.MODEL, Field.TITLE) else Role.WHOLE
            )
            return Column(field, _KIND_OF.get(field), role), found.end()
    last = before[-1] if before else None
    if last and last.field is Field.CODE and (bare := _END.match(text, at)):
        return Column(Field.CODE, last.kind, _role(bare.group().lower(), tail=False)), bare.end()
    return None


def _role(said: str, *, tail: bool) -> Role:
    if not said:
        return Role.WHOLE
    if said.startswith("prefix") or (tail and said.endswith(("with", "in")) and not said.startswith("end")):
        return Role.PREFIX
    if tail and said.endswith(("with", "in")):
        return Role.SUFFIX
    return Role.LAST if said.startswith(("last", "end", "to", "through")) else Role.FIRST


def _add(columns: list[Column], column: Column, join: str) -> None:
    """Put a column behind the others, or make one of two whose names are joined."""
    last = columns[-1] if columns else None
    coded = last and Field.CODE in (last.field, column.field)
    apart = coded and last and (last.field, last.kind) != (column.field, column.kind) and column.field is not Field.MADE
    if not last or not join or apart:
        columns.append(column)
        return
    best = min((last, column), key=lambda c: _WEIGHT.index(c.field) if c.field in _WEIGHT else len(_WEIGHT))
    columns[-1] = replace(best, role=Role.WHOLE)
    if column.field is Field.NAME and last.field in (Field.MODEL, Field.TITLE):
        columns.append(column)


def _note(columns: list[Column], bracket: str) -> None:
    """What a bracket behind a column's name adds: the digits that count, or a second code in the same cell."""
    if part := _PART.search(bracket):
        columns[-1] = replace(columns[-1], part=part[1].lower() + _COUNTS.get(part[2].lower(), part[2]))
    elif (inner := _CODE.search(bracket)) and columns[-1].field in _MARKS - {Field.CODE}:
        said = (inner["lead"] or inner["tail"] or "").lower()
        kind = next(k for k in _KINDS if inner[k.name])
        columns.append(Column(Field.CODE, kind, _role(said, tail=bool(inner["tail"])), inner=True))


def _titled(columns: list[Column]) -> Iterator[Column]:
    """A title beside a column of model numbers is a name only; beside one of names it is the model number."""
    numbered = any(c.field is Field.MODEL for c in columns)
    named = False
    for column in columns:
        if column.field is Field.TITLE and column.role is Role.WHOLE and (numbered or named):
            column = Column(Field.NAME) if numbered else replace(column, field=Field.MODEL)
        named = named or column.field is Field.NAME
        yield column
