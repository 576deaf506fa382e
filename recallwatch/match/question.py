"""The one question of a ``check``: the one that decides most, with where its answer is printed."""

from recallwatch.model import Ask, Question

from .identity import Level, Match
from .unit import Unit, UnitAnswer


def question(match: Match, unit: UnitAnswer, *, serial_given: bool, listed: bool) -> Question:
    """Ask for the identity first, then for the unit."""
    where = unit.selector.code_location.text if unit.selector and unit.selector.code_location else ""
    if match.doubt:
        return Question(Ask.MODEL, f"Please check {match.doubt}.", where)
    if match.level is Level.HOST:
        text = f"Does yours have the recalled part: {match.product.name}?"
        return Question(Ask.CONDITION, text, where, unit.url)
    if match.level <= Level.NAME and listed:
        return Question(Ask.MODEL, "Which model is it?", where)
    ask = unit.ask if unit.unit is Unit.UNKNOWN and unit.ask else Ask.MODEL
    return Question(ask, _TEXTS[ask] if not (ask is Ask.SERIAL and serial_given) else _AGAIN, where, unit.url)


_AGAIN = "The code you gave has another form than those in the notice. Is there another code on the label?"
_TEXTS = {
    Ask.SERIAL: "Which code (serial number, lot or date code) is printed on it?",
    Ask.MODEL: "Which model is it? The number is on its label or its box.",
    Ask.PURCHASED: "When was it bought?",
    Ask.CONDITION: "Does the notice's description fit yours? Please compare it.",
    Ask.LOOKUP: "Only the maker can tell: please enter your code on the maker's page.",
}
