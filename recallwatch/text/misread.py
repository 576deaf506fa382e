"""What cannot be right about a barcode or a VIN that somebody typed, in words: a slip must not be swallowed."""

from .gtin import Repair, candidates, digits
from .vin import read_vin

_LENGTHS = (8, 12, 13, 14)


def misread(*, gtin: str, vin: str) -> list[str]:
    """What is wrong with what was typed; empty fields are never wrong."""
    found = []
    if gtin.strip() and (why := _barcode(gtin)):
        found.append(f"this barcode cannot be right: {why}; look again")
    if vin.strip() and read_vin(vin) is None:
        found.append("this VIN cannot be right: it has 17 letters and digits, never I, O or Q; look again")
    return found


def _barcode(text: str) -> str:
    number = digits(text)
    if not number:
        return "it holds more than digits"
    # A digit added at the end always makes a GTIN, so that repair proves nothing about what was typed.
    if any(each.repair is not Repair.CHECK_DIGIT for each in candidates(text)):
        return ""
    if len(number) in _LENGTHS:
        return "its check digit does not fit"
    return f"it has {len(number)} digits where 8, 12, 13 or 14 are due"
