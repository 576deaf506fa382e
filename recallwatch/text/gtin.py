"""GTIN-8, -12 (UPC-A), -13 (EAN), -14 and UPC-E with their check digit (GS1 General Specifications 7.9)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum import ean

_SEPARATORS = re.compile(r"[\s\-‐‑–.]+")
# As 13 digits: in-store and variable weight (02, 04, 2), coupons (05, 98, 99), ISSN and ISBN (977-979), fillers:
# numbers that name no article (GS1 General Specifications, prefix list).
_LOCAL = re.compile(r"0[245]\d{11}\Z|2\d{12}\Z|9[89]\d{11}\Z|97[789]\d{10}\Z|0{9}")

#: Digits of the longest GTIN, and the ways to cut a run that are followed up.
_LONGEST, _KEPT = 14, 4


class Repair(StrEnum):
    """What had to be assumed to make a printed number a GTIN."""

    NONE = ""
    CHECK_DIGIT = "check digit was missing"
    LEADING_ZERO = "leading zeros were missing"
    UPC_E = "read as UPC-E"


@dataclass(frozen=True, slots=True)
class Gtin:
    """A number as 14 digits. ``repair`` is what was assumed; ``local`` means it names no article (in-store number)."""

    value: str
    repair: Repair = Repair.NONE
    local: bool = False

    @property
    def sure(self) -> bool:
        """Whether it may be used as identity as it stands."""
        return self.repair is Repair.NONE and not self.local


def digits(text: str) -> str:
    """The digits of a printed number (``0-84358-04482-4``); empty if it holds anything but digits and separators."""
    bare = _SEPARATORS.sub("", text)
    return bare if bare.isascii() and bare.isdigit() else ""


def read_gtin(text: str) -> Gtin | None:
    """The GTIN a text is, exactly as printed; None when length or check digit are wrong."""
    number = digits(text)
    if len(number) not in (8, 12, 13, 14) or not _checks(number):
        return None
    padded = number.zfill(14)
    return Gtin(padded, local=bool(_LOCAL.match(padded[1:])) or not number.strip("0"))


def candidates(text: str) -> list[Gtin]:
    """What a printed number may be, best first: itself, else each repair that makes it valid, flagged as such."""
    exact = read_gtin(text)
    number = digits(text)
    found = [exact] if exact else []
    if len(number) == 8 and number[0] in "01" and (wide := expand_upc_e(number)):
        found.append(Gtin(wide.zfill(14), Repair.UPC_E))
    if exact or not 9 <= len(number) <= 12:
        return found
    if len(number) in (11, 12):
        found.append(Gtin((number + ean.calc_check_digit(number)).zfill(14), Repair.CHECK_DIGIT))
    if len(number) < 12 and _checks(number):
        found.append(Gtin(number.zfill(14), Repair.LEADING_ZERO))
    return found


def apart(run: str) -> tuple[str, ...]:
    """The GTINs of a run of digits that were printed with nothing between them; empty unless all of it is such.

    Where several cuts hold, the one of EAN-13 alone stands, else that with the fewest numbers if it is the only one:
    every tenth number passes the check digit by chance, so a run that can be cut in many ways is not cut at all.
    """
    if len(run) <= _LONGEST or not run.isascii() or not run.isdigit():
        return ()
    if len(run) % 13 == 0:
        even = tuple(run[at : at + 13] for at in range(0, len(run), 13))
        if all(map(_checks, even)):
            return even
    cuts = _cuts(run)
    fewest = [cut for cut in cuts if len(cut) == min(map(len, cuts))]
    return fewest[0] if len(fewest) == 1 else ()


def _cuts(run: str) -> list[tuple[str, ...]]:
    """Every way to cut a run into numbers of 12, 13 or 14 digits that hold, at most a few from each place."""
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(run) + 1):
        found: list[tuple[str, ...]] = []
        for length in (13, 12, 14):
            if end >= length and ways[end - length] and _checks(run[end - length : end]):
                found += [(*cut, run[end - length : end]) for cut in ways[end - length]]
        ways.append(sorted(found, key=len)[:_KEPT])
    return ways[-1]


def expand_upc_e(number: str) -> str | None:
    """The UPC-A behind an 8-digit UPC-E; None when it is none."""
    if len(number) != 8 or not number.isascii() or not number.isdigit() or number[0] not in "01":
        return None
    system, body, last, check = number[0], number[1:6], number[6], number[7]
    if last in "012":
        middle = body[:2] + last + "0000" + body[2:]
    elif last == "3":
        middle = body[:3] + "00000" + body[3:]
    elif last == "4":
        middle = body[:4] + "00000" + body[4]
    else:
        middle = body + "0000" + last
    wide = system + middle + check
    return wide if _checks(wide) else None


def _checks(number: str) -> bool:
    return str(ean.calc_check_digit(number[:-1])) == number[-1]
