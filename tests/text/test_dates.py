from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.text.dates import find_dates, find_windows


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("sold in March 2023", ["2023-03"]),
        ("made on June 16, 2023", ["2023-06-16"]),
        ("12 June 2016", ["2016-06-12"]),
        ("since 2019", ["2019"]),
        ("2024-02-29", ["2024-02-29"]),
        ("06/15/2023", ["2023-06-15"]),
        ("01-Mar-21", ["2021-03-01"]),
        ("09/2021", ["2021-09"]),
        ("from March through July 2024", ["2024-03", "2024-07"]),
        ("February 30, 2023", []),
        ("model 2030X", []),
        ("$2,015", []),
    ],
)
def test_dates_are_as_precise_as_written(text: str, dates: list[str]) -> None:
    assert [str(d.value) for d in find_dates(text)] == dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from June 2016 through December 2022", "2016-06", "2022-12"),
        ("between January and November 2025", "2025-01", "2025-11"),
        ("in May 2025", "2025-05", "2025-05"),
        ("since August 2021", "2021-08", None),
        ("from 2019 to present", "2019", None),
        ("November 2019 or later", "2019-11", None),
        ("before April 28, 1984", None, "1984-04-27"),
        ("prior to November 19, 2025", None, "2025-11-18"),
        ("before January 2020", None, "2019-12"),
        ("prior to 2015", None, "2014"),
        ("prior to mid-1983", None, "1983-06"),
        ("on or before May 4, 2014", None, "2014-05-04"),
        ("until the end of 2022", None, "2022"),
        ("2022 and prior", None, "2022"),
        ("after April 30, 1994", "1994-05-01", None),
        ("after December 2019", "2020-01", None),
        ("from September through mid-October 2001", "2001-09", "2001-10"),
        ("on or after June 16, 2023", "2023-06-16", None),
        ("from 2011 - 2014", "2011", "2014"),
    ],
)
def test_windows_join_two_dates_or_stay_open(text: str, first: str | None, last: str | None) -> None:
    (window,) = find_windows(text)
    assert (window.first and str(window.first), window.last and str(window.last)) == (first, last)


def test_two_months_joined_by_and_are_two_windows() -> None:
    assert len(find_windows("made in December 2023 and April 2024")) == 2


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    for window in find_windows(text):
        assert 0 <= window.start < window.end <= len(text)


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_a_written_day_reads_back(day: date) -> None:
    assert [d.value.first for d in find_dates(f"on {day:%B} {day.day}, {day.year}")] == [day]
