"""Vehicle identification numbers (ISO 3779): 17 characters without I, O and Q."""

import re
from dataclasses import dataclass
from functools import lru_cache

_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}\Z")
_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)], strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Vin:
    """A VIN. ``checked`` is None outside North America, where position 9 need not be a check digit."""

    value: str
    checked: bool | None


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a VIN says of its vehicle; empty where nobody could tell."""

    make: str = ""
    model: str = ""
    year: str = ""


def vin_pattern(value: str) -> str:
    """What of a VIN tells make, model and year (49 CFR 565.15): no serial number, nor the check digit made with it."""
    return f"{value[:8]}*{value[9:11]}"


@lru_cache(maxsize=16_384)
def read_vin(text: str) -> Vin | None:
    """The VIN a text is, separators aside; None when it has not the shape of one."""
    value = re.sub(r"[\s-]", "", text).upper()
    if not _VIN.match(value) or not any(c.isdigit() for c in value) or not any(c.isalpha() for c in value):
        return None
    return Vin(value, check_digit(value) == value[8] if value[0] in "12345" else None)


def check_digit(value: str) -> str:
    """What position 9 must be (49 CFR 565.15) for 17 valid characters."""
    total = sum((int(c) if c.isdigit() else _VALUES[c]) * w for c, w in zip(value, _WEIGHTS, strict=True))
    return "X" if total % 11 == 10 else str(total % 11)


_YEAR_LETTERS = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_YEAR = 1980
_CYCLE = len(_YEAR_LETTERS)


def model_years(value: str) -> tuple[int, ...]:
    """The model years position 10 may mean, the likelier first; empty when it is no year letter.

    Letters come round every thirty years. Position 7 tells the cycles apart (49 CFR 565.15: a letter there since
    2010), on cars and light trucks only, so the other cycle stays possible.
    """
    at = _YEAR_LETTERS.find(value[9].upper()) if len(value) == 17 else -1
    if at < 0:
        return ()
    early = _FIRST_YEAR + at
    late = early + _CYCLE
    return (late, early) if value[6].isalpha() else (early, late)
