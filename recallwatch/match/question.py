"""The one question of a ``check``: the one that decides most, with where its answer is printed."""

from recallwatch.extract.excluded import exclusions
from recallwatch.extract.quotes import Part
from recallwatch.model import Ask, Question, Selector, Sort

from .batches import batch_noun
from .identity import Level, Match
from .unit import Unit, UnitAnswer


def question(match: Match, unit: UnitAnswer, *, serial_given: bool, listed: bool) -> Question:
    """Ask for the identity first, then for the unit."""
    where = unit.selector.code_location.text if unit.selector and unit.selector.code_location else ""
    if match.doubt:
        return Question(Ask.MODEL, f"Look at the label or the box: please check {match.doubt}.", where)
    if match.level is Level.HOST:
        text = f"Does yours have the recalled part: {match.product.name}?"
        return Question(Ask.CONDITION, text, where, unit.url)
    if match.level <= Level.NAME and listed:
        return Question(Ask.MODEL, "Which model is it?", where)
    if match.level in (Level.LINE, Level.NAME) and unit.unit is not Unit.UNKNOWN:
        return Question(Ask.CONDITION, f"Is yours one of these: “{match.product.name}”?", where)
    ask = unit.ask if unit.unit is Unit.UNKNOWN and unit.ask else Ask.MODEL
    if match.product.sort is Sort.VEHICLE and ask is Ask.LOOKUP:
        return Question(ask, _VIN_LOOKUP, where, unit.url)
    return Question(ask, _text(ask, unit.selector, serial_given=serial_given), where, unit.url)


def code_noun(text: str) -> str:
    """Which code a serial question asks for, read back from its words."""
    return next((noun for noun in _NOUNS if noun in text), "code")


def _text(ask: Ask, selector: Selector | None, *, serial_given: bool) -> str:
    if ask is Ask.SERIAL:
        if serial_given and selector and batch_noun(selector):
            return f"What you gave does not decide it. Which {batch_noun(selector)} is printed on it, in full?"
        return _AGAIN if serial_given else f"Which {_noun(selector)} is printed on it?"
    if ask is Ask.CONDITION and selector and selector.conditions:
        said = selector.conditions[0].value.strip()
        if exclusions(Part("", said)):
            return f"The notice says what is not recalled: “{said}” Is yours one of those?"
        return f"Does this hold for yours: “{said}”?"
    if ask is Ask.MODEL and selector and selector.gtins and not selector.models:
        return "Which number stands under the bar code on it or its box?"
    return _TEXTS[ask]


def _noun(selector: Selector | None) -> str:
    if selector and batch_noun(selector):
        return batch_noun(selector)
    if selector and (selector.serials or selector.lots):
        return "serial number" if selector.serials else "lot or date code"
    return "date of manufacture" if selector and selector.made else "code"


_NOUNS = (
    "serial number",
    "lot or date code",
    "lot or use-by date",
    "use-by date",
    "production date",
    "establishment number",
    "date of manufacture",
)
_VIN_LOOKUP = "Not all of these vehicles are recalled: please enter the VIN on the official page, which knows."
_AGAIN = "The code you gave has another form than those in the notice. Is there another code on the label?"
_TEXTS = {
    Ask.MODEL: "Which model is it? The number is on its label or its box.",
    Ask.PURCHASED: "When was it bought?",
    Ask.CONDITION: "Does the notice's description fit yours? Please compare it.",
    Ask.VIN: "Which model year is it? Please give the VIN, which says it.",
    Ask.LOOKUP: "Only the maker can tell: please enter your code on the maker's page.",
}
