"""Safety Gate's free fields: models, batches and bar codes as people typed them, the measures, the closed lists."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from recallwatch.model import Kind
from recallwatch.text.gtin import apart, read_gtin

#: What authorities type into a field that they cannot fill (2,865 of 30,188 brands, models, names and batches).
_NOTHING = re.compile(
    r"[\s.\-–/?]*(?:(?:unknown|none|nincs|no brand|no name|not (?:specified|known|applicable|available|indicated)"
    r"|unspecified|n\.?\s?/?\s?a\.?)[\s.]*)?\Z",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?(?:a|b|br|div|em|font|i|li|ol|p|span|strong|sub|sup|u|ul)\b[^<>]*(?:>|\Z)", re.IGNORECASE)
_LABEL = re.compile(
    r"\A(?:(?:the\s)?(?:models?|types?|items?|art(?:icles?|ikel)?|ref(?:erences?)?|codes?|styles?|products?|part|cat(?:alogue)?"
    r"|numbers?|nos?|nr|n[°ºo]|#)(?=[\s.:°º#\d-]|\Z)[\s.:°º#-]*)+",
    re.IGNORECASE,
)
_BARRED = re.compile(
    r"(?:\bEAN|\bUPC|\bGTIN|\bbar\s?codes?)\b[\s\w.:°]{0,12}?(?P<number>\d[\d\s.-]{6,17}\d)", re.IGNORECASE
)
_OTHERS = re.compile(r"\b(?:ASIN|FNSKU|SKU)\b\S*\s*\S+|\b[BX]0[0-9A-Z]{8}\b", re.IGNORECASE)
_APPROVAL = re.compile(r"\b[a-z]\s?\d{1,2}\s?\*|\bapproval\b", re.IGNORECASE)
#: A comma between digits may be a decimal one.
_SPLIT = re.compile(
    r"\s*(?:[;\n|•]|,(?!\d)|(?<=\d{4}),)\s*|\s+(?:/|and|und|et)\s+|\.\s+(?=[A-Z][a-z])|(?:\A|\s)\d{1,2}[.)]\s+"
)
_DIGITS = re.compile(r"\d(?:[\d-]|[ ](?=\d))*")
_SIZE = re.compile(
    r"\d+(?:[.,]\d+)?(?:\s?(?:mm|cm|ml|mg|kg|hz|v|w|mah)|\s(?:m|g|l|liters?|years?|months?|hours?))\Z", re.IGNORECASE
)
#: Characters and words of a model at most; what is longer describes it.
_LONGEST_MODEL, _WORDS = 60, 5
#: Digits of a number that may be anything, and of the longest bar code.
_SHORT, _LONGEST_CODE = 11, 14

_MEASURE = re.compile(
    r"Type of economic operator (?P<how>to whom the measure\(s\) were ordered|taking notified measure\(s\)):"
    r"(?P<who>.*?)Category of measure\(s\):(?P<what>.*?)"
    r"Date of entry into force:\s*(?P<day>\d\d/\d\d/\d{4}|\w*?(?=Type of|\Z))",
    re.DOTALL,
)


def plain(text: str) -> str:
    """Undo the HTML that some fields hold, escaped once or twice; line breaks stay."""
    if "<" in text or "&" in text:
        text = _TAG.sub(lambda tag: "\n" if tag[0].lower().startswith(("<br", "</p")) else " ", text)
        text = html.unescape(html.unescape(text))
    parts = text.splitlines()
    if len(parts) < 2:  # most fields, and this is the quicker way
        return " ".join(text.split())
    return "\n".join(line for line in (" ".join(part.split()) for part in parts) if line)


@lru_cache(maxsize=2048)  # most fields say one of a few things
def said(text: str) -> str:
    """A field's text, plain; empty if it only says that nothing is known."""
    found = plain(text)
    return "" if _NOTHING.match(found) else found


def models(text: str) -> tuple[str, ...]:
    """The models of a field: its values without the words before them; bar codes and type approvals are none."""
    bare = _OTHERS.sub(" ", _BARRED.sub(" ", text))
    parts = (_LABEL.sub("", part.strip()).strip(" .:\"“”'()") for part in _SPLIT.split(bare) if part)
    return tuple(dict.fromkeys(p for p in parts if _is_model(p)))


def _is_model(text: str) -> bool:
    return bool(
        text
        and len(text) <= _LONGEST_MODEL
        and not _NOTHING.match(text)
        and not _SIZE.match(text)
        and sum(map(str.isalnum, text)) > 1
        and not _APPROVAL.search(text)
        and not gtins(text)
        and len(text.split()) <= (_WORDS if any(c.isdigit() for c in text) else _WORDS - 1)
    )


def barcodes(text: str) -> tuple[str, ...]:
    """The bar codes of the field for them, also those whose check digit is wrong: as printed, they may be compared."""
    return tuple(dict.fromkeys(number for run in _DIGITS.findall(text) for number in _numbers(run, printed=True)))


def gtins(text: str) -> tuple[str, ...]:
    """The bar codes that stand in a field of models or batches; there only a check digit tells them apart."""
    found = (number for run in _DIGITS.findall(text) for number in _numbers(run, printed=False))
    return tuple(dict.fromkeys(number for number in found if len(number) > _SHORT))


def _numbers(run: str, *, printed: bool) -> tuple[str, ...]:
    """The numbers of one run of digits: itself, or the parts that blanks or nothing at all keep apart."""
    run = run.strip(" -")
    if read_gtin(run):
        return (run,)
    joined = apart(re.sub(r"[\s-]", "", run))
    if joined:
        return joined
    parts = run.split()
    if len(parts) > 1:
        return tuple(number for part in parts for number in _numbers(part, printed=printed))
    return (run,) if printed and run.isdigit() and _SHORT < len(run) <= _LONGEST_CODE else ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: what was done, by or to whom, whether an authority ordered it, and since when (ISO)."""

    what: str
    who: str
    ordered: bool
    day: str = ""

    def line(self) -> str:
        """As one line of text."""
        how = f"{'ordered' if self.ordered else 'taken'}: {self.who.lower()}" if self.who else ""
        return "; ".join(part for part in (self.what, how, self.day) if part)


def measures(text: str) -> tuple[Measure, ...]:
    """The measures of the field, which the weekly file serves with every line break lost."""
    return tuple(
        Measure(said(m["what"]), m["who"].strip(), m["how"].startswith("to whom"), _iso(m["day"]))
        for m in _MEASURE.finditer(text.replace("\n", " "))
        if said(m["what"])
    )


def _iso(day: str) -> str:
    return "-".join(reversed(day.split("/"))) if "/" in day else ""


def kind(what: Iterable[str]) -> Kind:
    """What the measures come to for the owner: the one that reaches furthest; an alert without any warns."""
    said_ = " ; ".join(what).lower()
    if "recall" in said_ or "corrective action" in said_:
        return Kind.RECALL
    if not said_ or "warn" in said_:
        return Kind.WARNING
    if re.search(r"withdraw|ban|prohibit|stop of sales|removal|remov|destruc|destroy|seiz|market", said_):
        return Kind.WITHDRAWAL_FROM_SALE
    return Kind.BORDER_REJECTION if "reject" in said_ else Kind.OTHER


_NUMBER = r"(?:(?:A1[12]|SR|OR|INFO|EM)/)?\d{3,5}/\d\d(?!\d)"
_TOLD = re.compile(
    rf"(?P<number>{_NUMBER})|(?P<gone>\b(?:has|have|was|were)\s(?:now\s|also\s|been\s|consequently\s|permanently\s)*"
    r"(?:withdrawn|removed)\b(?![^.]{0,120}\b(?:until|pending|waiting|whilst|while)\b))|(?P<stop>[.]\s|[.](?=[A-Z])|\n|\b(?:updated|amended|added)\b)"
)


def withdrawn(addendum: str) -> tuple[str, ...]:
    """The numbers that a report's addendum says were withdrawn for good; one that was removed for a time is not."""
    found: list[str] = []
    named: list[str] = []
    for told in _TOLD.finditer(plain(addendum)):
        if told["number"]:
            named.append(told["number"])
        else:
            found += named if told["gone"] else []
            named = []
    return tuple(dict.fromkeys(found))


#: The closed list of risks, each with the class it is of ours; what harms in more than one way has none.
_RISKS = {
    "Asphyxiation": "asphyxia",
    "Burns": "burn",
    "Chemical": "",
    "Choking": "choking",
    "Cuts": "laceration",
    "Damage to hearing": "hearing",
    "Damage to sight": "eye_irritation",
    "Drowning": "drowning",
    "Electric shock": "shock",
    "Electromagnetic disturbance": "",
    "Entrapment": "entrapment",
    "Environment": "",
    "Explosion": "fire",
    "Fire": "fire",
    "Health risk / other": "",
    "Injuries": "injury",
    "Microbiological": "bacteria",
    "Radiation": "",
    "Security": "",
    "Strangulation": "strangulation",
    "Suffocation": "suffocation",
}
_CATEGORIES = (
    "Chemical products|Childcare articles and children's equipment|Clothing, textiles and fashion items"
    "|Communication and media equipment|Construction products|Cosmetics|Decorative articles"
    "|Electrical appliances and equipment|Explosive atmospheres equipment|Food-imitating products|Furniture|Gadgets"
    "|Gas appliances and components|Hand tools|Hobby/sports equipment|Jewellery|Kitchen/cooking accessories"
    "|Laser pointers|Lighters|Lighting chains|Lighting equipment|Machinery|Measuring instruments|Motor vehicles"
    "|Pressure equipment/vessels|Protective equipment|Pyrotechnic articles|Recreational crafts|Stationery|Toys"
)
_MEASURES = {
    "PRODUCT_RECALL_FROM_CONSUMERS": "Recall of the product from end users",
    "PRODUCT_WITHDRAWAL_FROM_MARKET": "Withdrawal of the product from the market",
    "REMOVAL_FROM_ONLINE_MARKETPLACE": "Removal of this product listing by the online marketplace",
    "WARNING_CONSUMERS_OF_RISKS": "Warning consumers of the risks",
}
_SPELT = {re.sub(r"[^a-z]", "", word.lower()): word for word in (*_RISKS, *_CATEGORIES.split("|"))}


def hazard_classes(risks: str) -> tuple[str, ...]:
    """Our classes of the risks that the field lists."""
    found = (_RISKS.get(risk.strip(), "") for risk in risks.split(","))
    return tuple(dict.fromkeys(name for name in found if name))


def spelt(name: str) -> str:
    """A name of the JSON's closed lists (``ELECTRIC_SHOCK``) in the words that the weekly file has for it."""
    known = _MEASURES.get(name) or _SPELT.get(re.sub(r"[^a-z]", "", name.lower()))
    return known or name.replace("_", " ").capitalize()
