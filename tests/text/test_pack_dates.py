import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recallwatch.model import Code, CodeType, PartialDate, Quote
from recallwatch.text.pack_dates import dated, find_pack_dates

_QUOTE = Quote("codes.0", 0, 0, "")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("USE BY 16 SEP 24", ["2024-09-16"]),
        ("BEST BEFORE 2024 DE 10", ["2024-12-10"]),
        ("MAY.2.24 through JUN.27.24", ["2024-05-02", "2024-06-27"]),
        ("03 23 25", ["2025-03-23"]),
        ("Aug-02-24", ["2024-08-02"]),
        ("JUN/2024", ["2024-06"]),
        ("Sep-24", ["2024-09"]),
        ("14-APR-2026", ["2026-04-14"]),
        ("05/2026", ["2026-05"]),
        ("07/28", ["2028-07"]),
        ("6/20/2023-9/11/2023", ["2023-06-20", "2023-09-11"]),
        ("2026-10-08", ["2026-10-08"]),
        ("13/05/2026", ["2026-05-13"]),
    ],
)
def test_a_date_on_a_package_is_read_as_printed(text: str, want: list[str]) -> None:
    assert [str(found.value) for found in find_pack_dates(text, day_first=False)] == want


@pytest.mark.parametrize(
    "text",
    ["AUG 10", "0 12345 67890 5", "03.07.25.C1-1", "20240510", "Oct. 28, Oct. 31", "13/13/2026", "Dec 27 Dec 29"],
)
def test_what_may_be_something_else_is_no_date(text: str) -> None:
    assert find_pack_dates(text, day_first=False) == []


def test_the_place_decides_which_number_is_the_day() -> None:
    read = [str(find_pack_dates("05/12/2026", day_first=first)[0].value) for first in (False, True)]
    assert read == ["2026-05-12", "2026-12-05"]


@pytest.mark.parametrize(
    ("day", "want"),
    [
        ("2026-05-04", False),
        ("2026-05-05", True),
        ("2026-06-12", True),
        ("2026-06-13", False),
        ("2026-05", None),
        ("2026-06", None),
        ("2026-07", False),
        ("2026", None),
    ],
)
def test_a_month_that_a_span_covers_partly_decides_nothing(day: str, want: bool | None) -> None:
    span = Code(CodeType.RANGE, "use_by", _QUOTE, "2026-05-05", "2026-06-12", order="date")
    assert dated(span, PartialDate.parse(day)) is want


def test_a_day_lies_in_a_listed_month_and_an_open_end_reaches_on() -> None:
    months = Code(CodeType.LIST, "expiry", _QUOTE, values=("2026-05", "2026-08-01"), order="date")
    until = Code(CodeType.RANGE, "best_before", _QUOTE, last="2026-05", order="date")
    assert [dated(months, PartialDate.parse(d)) for d in ("2026-05-31", "2026-08", "2026-09")] == [True, None, False]
    assert [dated(until, PartialDate.parse(d)) for d in ("2019-01-01", "2026-05-31", "2026-06-01")] == [
        True,
        True,
        False,
    ]


@settings(deadline=None)
@given(st.text(), st.booleans())
def test_no_text_raises(text: str, first: bool) -> None:
    for found in find_pack_dates(text, day_first=first):
        assert 0 <= found.start < found.end <= len(text)
