"""The names that columns have: one pattern for each field, and those of columns of codes."""

import re

from .columns import Field
from .cues import Kind

_N = r"(?:\s?(?:Numbers?|Nos?\.?|#s?|Codes?|IDs?|Nbrs?\.?|Identifiers?|Designations?)(?:\(s\)|/s)?)"
_MODELS = r"Models?|Items?|SKUs?|Parts?|Catalog(?:ue)?|Articles?|Stock|Reference|PID"
_CODED = {
    Kind.SERIAL: r"(?:Coil\s)?Serial(?:ized)?(?:\(s\))?|S/Ns?|SNs?",
    Kind.LOT: r"Lots?|Batch(?:es)?|Cohorts?(?:\sInformation)?|Spec(?:ification|\.)?s?|Heat(?=\s(?:Code|Number|No))"
    r"|Tracking",
    Kind.VIN: r"Vehicle\sIdentification(?:\sNumbers?)?(?:\s\(VINs?\))?|VINs?",
    Kind.BAR: r"Bar(?=\sCodes?)",
    Kind.DATE: rf"(?:Date|(?:Manufactur\w+|Production|Build|Mfg\.?)(?:\sDate)?)(?={_N})",
}
_LEAD = r"(?:(?P<lead>First|Last|Start(?:ing)?|End(?:ing)?|Begin(?:ning)?|From|To)\s)?"
_RANGES = r"(?:\s(?:or\s)?(?:Break\s)?Range(?:s|\(s\))?)?"
_FORMAT = r"(?:\sformat(?:\swith(?:\s[a-z]+){1,3})?)?"
_FAMILY = r"Prefix(?:es)?|(?:Begin(?:s|ning)?|Start(?:s|ing)?|End(?:s|ing)?)\s(?:With|In)"
_TAIL = (
    r"(?(lead)|(?:\s(?P<bracket>\()?"
    rf"(?P<tail>(?-i:From|To|Start|End|First|Last)|{_FAMILY})\b(?(bracket)\)))?)"
)
#: A column of codes: which end of a range it is, what they are, and whether it speaks of ranges or beginnings.
CODES = re.compile(
    rf"{_LEAD}(?:Ranges?\sof\s)?(?:Recalled\s|Affected\s)?"
    rf"(?:{'|'.join(f'(?P<{k.name}>{p})' for k, p in _CODED.items())})(?:{_N})?{_RANGES}{_FORMAT}{_TAIL}(?![a-z])",
    re.IGNORECASE,
)
#: What only goes on with a column of codes.
BARE = re.compile(
    r"(?:FROM|TO|START|END|FIRST|LAST|MIN|MAX|From|To|Start|End|First|Last|Min|Max|Prefix|Begin|Through|Numbers?|Range)"
    r"(?![A-Za-z])"
)
_SOLD = (
    r"(?:Dates?|Where|Countr(?:y|ies)|Units|Months?|Years?)\sSold|Sold(?:\s(?:at|by|through|in|on|exclusively\sat))?"
)
_LOCATED = (
    rf"(?:(?:Item|Model){_N}\sand\s)?(?:\w+\s)?"
    rf"(?:Serial|Model|Item|Date|Lot|Product|Batch|Brand|UPC|Code|Label)(?:{_N}|\sName)?\sLocations?"
)
_MADE = (
    r"(?:(?:Manufactur\w+|Mfg\.?|Production|Assembly|Build|Made)\s)?Dates?"
    r"(?:\sRanges?|\sof\s(?:Manufacture|Production))?(?:\sMonth/Year)?|Manufactured|Months?/Years?"
)
_SIZES = r"Sizes?|Capacit(?:y|ies)|Height|Width|Length|Weight|Dimensions?|Measurements?|Voltage|Volume|Count"
_NAMES = (
    r"(?:(?:Product|Item|Color|Tree|Medication)\s)?(?:Names?|Descriptions?|Titles?)(?:\snumbers?)?(?:\sof\s[A-Z]\w+)?"
    r"(?:\son\s\w+\.com)?|Products?|Series|Engine|Scent|Theme"
)
_OTHERS = (
    r"Retailers?|Stores?|Locations?|Country|Units|Quantity|Qty\.?|Types?|(?:Fabric\s)?(?:Material|Content)s?|Fabric|Remedy"
    r"|Images?|(?:Third-Party\s)?(?:Seller\s)?Email\sAddress|Website|Months?|Photo|Details|Category|Lighting\sType"
)
#: What may be the name of a column, the first that fits is taken; None stands for the columns of codes.
_PHRASES: tuple[tuple[Field | None, str], ...] = (
    (Field.OTHER, rf"{_LOCATED}|{_SOLD}|(?:Expir\w+|Exp\.?|Best\sBy|Use\sBy)(?:\sDates?)?"),
    (Field.SAMPLE, rf"(?:Sample|Example)s?(?:\s(?:Serial|Model|Lot))?{_N}?"),
    (Field.YEAR, r"Model\sYears?|Years?(?:\(s\))?(?:\sof\sManufacture)?"),
    (None, ""),
    (Field.RETAIL, rf"(?:ASIN|FNSKU|DPCI|TCIN)s?{_N}?"),
    (Field.GTIN, rf"(?:(?:Unit|Display|Carton|Case)\s)?(?:UPC|GTIN|EAN|Barcode)s?{_N}?"),
    (Field.MADE, _MADE),
    (
        Field.MODEL,
        rf"(?:{_MODELS}|Styles?){_N}|Product(?:\sIdentification)?{_N}|SKUs?|P/Ns?\)?(?:\sor\s\(?P/C\)?)?(?:\s#)?",
    ),
    (
        Field.TITLE,
        r"(?:Models?|Items?|Styles?)(?:\s(?:Names?|Designations?|Information))?|(?:Catalog(?:ue)?|Part|PID)(?=\s?/)",
    ),
    (Field.COLOUR, r"(?:Products?\s)?(?:Colou?rs?|Finish(?:es)?)(?:\(s\))?(?:\s(?:Names?|Codes?))?"),
    (Field.SIZE, rf"(?:Products?\s|Mounting\s)?(?:{_SIZES})(?:\(s\))?(?:\s\(Inches\))?"),
    (Field.PRICE, r"(?:Retail\s)?Prices?|MSRP|Retail"),
    (Field.BRAND, r"(?:Brand|Manufacturer)s?(?:\sNames?)?"),
    (Field.NAME, _NAMES),
    (Field.OTHER, _OTHERS),
)
PHRASES = tuple(
    (field, re.compile(rf"(?:{names})(?:\s\(?(?P<tail>{_FAMILY})\b\)?)?(?![a-z])", re.IGNORECASE))
    for field, names in _PHRASES
)
_NOUNS = (
    r"Models?|Items?|Styles?|SKUs?|Parts?|Catalog|Article|Product|UPC|GTIN|EAN|Bar|Serial|S/N|SN|Lot|Batch|Cohort|Spec|VIN"
    r"|Vehicle|Date|Manufactur|Mfg|Production|Name|Description|Title|Colou?r|Size|Capacity|Height|Width|Length|Weight"
    r"|Dimension|Measurement|Voltage|Type|Price|MSRP|Retail|Units|Quantity|Qty|Year|Brand|Sold|Where|Country|Store|Location"
    r"|Range|First|Last|Start|End|Begin|From|To\b|Prefix|Heat|Series|Engine|Month|Expir|Exp|Best|Use|Sample|Example|Theme"
    r"|Scent|P/N|ASIN|FNSKU|DPCI|PID|Stock|Reference|Tracking|Material|Fabric|Finish"
)


def _by_letter(names: list[str]) -> dict[str, re.Pattern[str]]:
    """The names that begin with each capital, in their order: few to try at any place."""
    own = {letter: "|".join(name for name in names if name[0] == letter) for letter in sorted({n[0] for n in names})}
    return {letter: re.compile(own[letter], re.IGNORECASE) for letter in own}


#: How the names of columns begin, by their first letter: a header is looked for only where such words, behind no other
#: letter, stand close together.
NOUNS = _by_letter(_NOUNS.split("|"))
