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
        (CodeType.LIST, ("04/2022",), "April 2022", True),
        (CodeType.LIST, ("04/2022",), "2022-04", True),
        (CodeType.LIST, ("04/2022", "11/2022"), "05/2022", False),
        (CodeType.LIST, ("04/2022",), "B7745", None),
        (CodeType.LIST, ("A09050", "A10055"), "A09051", False),
        (CodeType.LIST, ("A09050", "A10055"), "909051", None),
        (CodeType.LIST, ("A1B2", "12AB", "AB12", "1A2B"), "99ZZ", False),
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


@pytest.mark.parametrize(
    ("typed", "want"),
    [
        ("03/15/2021", True),
        ("2021-03-15", True),
        ("15 Mar 2021", True),
        ("06/30/2021", True),
        ("07/01/2021", False),
        ("12/31/2019", True),
        ("2021", None),
        ("X99", None),
    ],
)
def test_a_range_of_dates_compares_as_dates(typed: str, want: bool | None) -> None:
    assert holds(code(CodeType.RANGE, last="06/30/2021"), typed) is want


def test_months_are_not_compared_by_their_first_digits() -> None:
    span = code(CodeType.RANGE, first="12/2022", last="08/2023")
    assert [holds(span, typed) for typed in ("05/2023", "11/2022", "09/2023")] == [True, False, False]
