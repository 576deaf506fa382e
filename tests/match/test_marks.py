import pytest

from recallwatch.match.marks import holds, made_dates, says_none, spellings
from recallwatch.model import CodeType

from .support import code


@pytest.mark.parametrize(
    ("serial", "hint", "want"),
    [
        ("22/03", "in YY/MM format", ["2022-03"]),
        ("22/03", "", ["2022-03"]),
        ("REV: 00 1108", "in the format REV: 00 YYMM", ["2011-08"]),
        ("1108", "", ["2011-08", "2008-11"]),
        ("10-Jan-20", "", ["2020-01-10"]),
        ("June 2024", "", ["2024-06"]),
        ("24 / 9", "", ["2024-09"]),
        ("SN1234567", "", []),
        ("", "", []),
    ],
)
def test_dates_of_manufacture_in_marks(serial: str, hint: str, want: list[str]) -> None:
    assert [str(day) for day in made_dates(serial, hint)] == want


@pytest.mark.parametrize(
    ("kind", "values", "typed", "want"),
    [
        (CodeType.LIST, ("PC: 0224",), "0224", True),
        (CodeType.LIST, ("0224",), "PC: 0224", True),
        (CodeType.LIST, ("0224", "0324"), "PC:0124", False),
        (CodeType.LIST, ("0224",), "something else", None),
        (CodeType.LIST, ("230515",), "lot 230515", True),
        (CodeType.SUFFIX, ("-223",), "-223", True),
        (CodeType.PREFIX, ("M2",), "S/N M21A04567", True),
        (CodeType.PREFIX, ("M2",), "M11B12345", False),
        (CodeType.LOOKUP, (), "A1", None),
    ],
)
def test_codes_hold_with_or_without_their_label(
    kind: CodeType, values: tuple[str, ...], typed: str, want: bool | None
) -> None:
    assert holds(code(kind, *values), typed) is want


@pytest.mark.parametrize(
    ("serial", "name", "want"),
    [
        ("none", "", True),
        ("N/A", "", True),
        ("not printed", "", True),
        ("", "tumbler, nothing printed under boot", True),
        ("", "power pack no PO number", True),
        ("NO123456", "", False),
        ("", "mug with no handle", False),
        ("", "", False),
    ],
)
def test_owners_say_that_there_is_no_code(serial: str, name: str, want: bool) -> None:
    assert says_none(serial, name) is want


def test_a_label_in_front_is_left_out() -> None:
    assert "GK2310154" in spellings("Serial No: GK2310154")
