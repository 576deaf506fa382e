"""Windows of sale and of making, model years, and how date codes are written."""

import pytest

from recallwatch.extract import read
from recallwatch.extract.quotes import Part
from recallwatch.extract.stamps import stamp_orders
from recallwatch.extract.windows import made_window, made_windows
from recallwatch.extract.years import model_years
from recallwatch.model import Window
from tests.making import notice

from .making import selector


def _ends(window: Window | None) -> tuple[str, str] | None:
    return (str(window.first), str(window.last)) if window else None


@pytest.mark.parametrize(
    ("sold_at", "ends"),
    [
        ("Shops from March 2019 to May 2020. A catalog sold both through April 2022.", ("2019-03", "2022-04")),
        ('Online by "NORDLAMP SINCE 1921" from January 2024 through July 2024.', ("2024-01", "2024-07")),
        ("Lumo, 1915 Oak Street, for about $9.", None),
        ("Shops during 2004 for about $9.", ("2004", "2004")),
        ("Shops in spring 2019 for about $9.", ("2019", "2019")),
        ("Dealers from September through mid-October 2001.", ("2001-09", "2001-10")),
        ("The recalled bunk beds were sold from May 2019 to June 2020.", None),
        ("The recalled power banks were sold from May 2019 to June 2020.", ("2019-05", "2020-06")),
    ],
)
def test_a_sellers_text_is_believed_where_it_speaks_of_this_sale(sold_at: str, ends: tuple[str, str] | None) -> None:
    assert _ends(read(notice(sold_at=(sold_at,))).sold) == ends


@pytest.mark.parametrize(
    ("summary", "ends"),
    [
        ("About 40 lamps were distributed from 1991 through 1993 in shops.", ("1991", "1993")),
        ("The lamps were sold in May 1991 by a shop.", ("1991-05", "1991-05")),
        ("The lamps were sold by a shop and made from 1991 to 1993.", None),
        ("Lamps purchased between May 1991 and June 1992 are not subject to the recall.", None),
    ],
)
def test_a_summary_tells_of_sale_only_by_its_words(summary: str, ends: tuple[str, str] | None) -> None:
    assert _ends(read(notice(sold_at=(), summary=summary)).sold) == ends


@pytest.mark.parametrize(
    ("summary", "ends"),
    [
        ("No lamps made on or after April 28, 1984 are involved.", ("None", "1984-04-27")),
        ("Lumo has not manufactured the lamp since May 2003.", ("None", "2003-04")),
        ("Lamps made before June 1990 are recalled. Those made after May 1990 have a vent.", ("None", "1990-05")),
        ("Lamps made since May 2003 do not need to be replaced.", None),
        ("Previously recalled lamps were made from May 2001 to June 2002.", None),
        ("Lamps with date code 0511 were shipped between July 9, 2005 and August 8, 2005.", None),
        ("Only manufacturing dates through the end of 2022 and prior are included.", ("None", "2022")),
    ],
)
def test_the_window_of_making_is_that_of_the_recalled_units(summary: str, ends: tuple[str, str] | None) -> None:
    assert _ends(made_window(Part("summary", summary), [], [])) == ends


def test_windows_of_making_keep_the_models_they_hold_for() -> None:
    text = "Lamps LX10 and LX20 manufactured from May 2019 to June 2019, and LX30 manufactured before May 2020."
    found = made_windows(Part("summary", text), [], [], frozenset({"LX10", "LX20", "LX30"}))
    assert [(_ends(window), models) for window, models in found] == [
        (("2019-05", "2019-06"), ("LX10", "LX20")),
        (("None", "2020-04"), ("LX30",)),
    ]


def test_equal_windows_of_a_table_are_one() -> None:
    text = "Models Dates LX10 01-Mar-21 through 29-Feb-24 LX20 01-Mar-21 through 29-Feb-24 LX30 older than 01-Mar-24"
    found = made_windows(Part("summary", text), [], [(13, len(text))], frozenset({"LX10", "LX20", "LX30"}))
    assert [models for _, models in found] == [("LX10", "LX20"), ("LX30",)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("This recall involves 2024 Lumo XT trikes.", ["2024"]),
        ("It includes the following: 2002 Lumo 100 2003 Lumo 200 2005 Lumo 300.", ["2002", "2003", "2005"]),
        ("Model Color 2007 and 2008 Trail XT red", ["2007", "2008"]),
        ("Lumo Go trikes (Model years 2018, 2021 and 2022)", ["2018", "2021", "2022"]),
        ("Motors for model year 2016-2018 carts; the motors are model year 2021.", ["2021"]),
        ("It was fitted on 1993 model year bikes.", []),
        ("Sold in May 2007 and 2008 Lumo stopped.", []),
    ],
)
def test_model_years_are_those_of_the_thing(text: str, years: list[str]) -> None:
    assert [term.value for term in model_years(Part("summary", text))] == years


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("Date codes are a 4-digit number WWYY where WW is the week.", ("wwyy",)),
        ("The date is in MM/DD/YY format.", ()),
        ("The first two digits represent the year and the last two digits represent the week.", ("yyww",)),
        ("The four-digit code shows the week and year of production.", ("wwyy",)),
        ("Codes in MMDDYY format.", ("mmddyy",)),
        ("Size MMYY or YYWW.", ("mmyy", "yyww")),
        ("The code gives the week and day.", ()),
    ],
)
def test_a_stated_way_to_write_dates_is_read(text: str, orders: tuple[str, ...]) -> None:
    assert stamp_orders(Part("summary", text)) == orders


def test_codes_of_a_stated_form_are_compared_as_dates() -> None:
    chosen = selector("Only date codes 4514 through 3215 are included. Date codes are in the WWYY format.")
    assert [(code.first, code.last, code.order) for code in chosen.lots] == [("4514", "3215", "wwyy")]


def test_two_stated_forms_decide_nothing() -> None:
    chosen = selector(
        "Only date codes 1114 through 3215 are included. On lamps made by the firm itself they are WWYY, else YYWW."
    )
    assert [code.order for code in chosen.lots] == ["num"]
