"""What we think of one item and one notice, and why."""

from dataclasses import dataclass
from enum import StrEnum

from .criteria import Quote


class Outcome(StrEnum):
    """The four answers, strongest first. ``clear`` is given only on proof; silence is never "safe"."""

    AFFECTED = "affected"
    LIKELY = "likely"
    CHECK = "check"
    CLEAR = "clear"


class Axis(StrEnum):
    """The four questions a verdict is made of."""

    IDENTITY = "identity"
    UNIT = "unit"
    TIME = "time"
    EXCLUSION = "exclusion"


class Ask(StrEnum):
    """What one question asks for."""

    SERIAL = "serial"
    MODEL = "model"
    PURCHASED = "purchased"
    CONDITION = "condition"
    VIN = "vin"
    LOOKUP = "lookup"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: the owner's words (``yours``) beside the notice's (``theirs``), the rule, and the quote."""

    axis: Axis
    rule: str
    yours: str
    theirs: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """The one question that decides most; ``where`` says where the answer is printed, ``url`` an official check."""

    ask: Ask
    text: str
    where: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one item and one notice at one revision."""

    notice: str
    revision: int
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    question: Question | None = None
