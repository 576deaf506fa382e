"""What an operator corrected in the reading of a notice: small typed operations, kept beside it and applied anew."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .criteria import CodeType, Scope
from .dates import PartialDate


class Act(StrEnum):
    """What a correction does. ``reviewed``: somebody looked, and the reasons for looking are settled."""

    ADD_MODEL = "add-model"
    REMOVE_MODEL = "remove-model"
    ADD_EXCLUDED_MODEL = "add-excluded-model"
    REMOVE_EXCLUDED_MODEL = "remove-excluded-model"
    ADD_ALIAS = "add-alias"
    ADD_GTIN = "add-gtin"
    ADD_CODE = "add-code"
    REMOVE_CODE = "remove-code"
    SET_MADE = "set-made"
    SET_SCOPE = "set-scope"
    SET_BRAND = "set-brand"
    ADD_BRAND_ALIAS = "add-brand-alias"
    ADD_PRODUCT_NAME = "add-product-name"
    REVIEWED = "reviewed"


#: Acts that need no value: a rule, a window or nothing at all says what they do.
_WITHOUT_VALUE = (Act.ADD_CODE, Act.REMOVE_CODE, Act.SET_MADE, Act.REVIEWED)
_PART = re.compile(r"(?:first|last|char)[1-9]\d?\Z")


@dataclass(frozen=True, slots=True)
class Rule:
    """A criterion on codes as an operator writes it: a ``Code`` whose quote is looked up when it is applied."""

    type: CodeType
    kind: str = "serial"
    first: str = ""
    last: str = ""
    values: tuple[str, ...] = ()
    order: str = "natural"
    part: str = ""
    models: tuple[str, ...] = ()
    url: str = ""

    def __post_init__(self) -> None:
        if self.type is CodeType.RANGE and not (self.first or self.last):
            raise ValueError("a range needs one of its ends: from, to")
        if self.type in (CodeType.LIST, CodeType.PREFIX, CodeType.SUFFIX) and not all((self.values, *self.values)):
            raise ValueError(f"a {self.type} needs its values")
        if self.type is CodeType.WILDCARD and not self.first:
            raise ValueError("a wildcard needs its pattern: from")
        if self.part and not _PART.match(self.part):
            raise ValueError(f"not a part of a code: {self.part!r}; write it like first4, last6 or char10")


@dataclass(frozen=True, slots=True)
class Correction:
    """One operation on a reading.

    ``value`` is the model, number, name or scope it is about; ``product`` counts the reading's products from 1 (0:
    every one). ``words`` are the notice's own words that state it, ``note`` the operator's where it has none.
    """

    act: Act
    value: str = ""
    rule: Rule | None = None
    first: PartialDate | None = None
    last: PartialDate | None = None
    product: int = 0
    words: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.act not in _WITHOUT_VALUE and not self.value.strip():
            raise ValueError(f"{self.act} needs a value")
        if self.act in (Act.ADD_CODE, Act.REMOVE_CODE) and self.rule is None:
            raise ValueError(f"{self.act} needs a rule")
        if self.act is Act.SET_SCOPE and self.value not in list(Scope):
            raise ValueError(f"there is no scope {self.value!r}; known are {', '.join(Scope)}")
        if self.first and self.last and self.last.last < self.first.first:
            raise ValueError(f"it ends before it begins: {self.first} to {self.last}")
        if self.product < 0:
            raise ValueError("products are counted from 1")


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that operators corrected in one notice, as of one change to it; numbered from 1, the last one holds.

    ``digest`` is that of the texts the corrections were made for; ``undo``: this one took the one before it back.
    """

    notice_id: str
    number: int
    corrections: tuple[Correction, ...]
    by: str
    at: datetime
    digest: str
    note: str = ""
    undo: bool = False
