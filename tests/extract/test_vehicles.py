import pytest

from recallwatch.extract import read
from recallwatch.extract.vehicles import VehicleRow, vehicle_products
from recallwatch.model import Notice, PartialDate, Scope, Sort, Vehicle

from .making import quotes

_ROWS = (
    VehicleRow("ORBIT", "LYNX", "2016", "20150806", "20161003"),
    VehicleRow("ORBIT", "LYNX", "2017", "20150901", "20170101"),
    VehicleRow("ORBIT", "LYNX", "2017", "20150901", "20170101"),
    VehicleRow("ORBIT", "LYNX", "2019", "20150901", "20190101"),
    VehicleRow("ORBIT", "LYNX HYBRID", "9999", "19010101", ""),
)


def _notice(*rows: VehicleRow) -> Notice:
    return Notice(
        "test", "26V1", "Orbit recalls vehicles", products=vehicle_products(rows), lookup_url="https://vin.example.org"
    )


def test_rows_of_one_make_and_model_are_one_product_line() -> None:
    lynx, hybrid = vehicle_products(_ROWS)
    assert lynx.name == "ORBIT LYNX 2016-2017, 2019"
    assert lynx.vehicle == Vehicle(
        "ORBIT", "LYNX", (2016, 2017, 2019), PartialDate(2015, 8, 6), PartialDate(2019, 1, 1)
    )
    assert hybrid.vehicle == Vehicle("ORBIT", "LYNX HYBRID")


@pytest.mark.parametrize(("year", "want"), [("2016-2018", (2016, 2017, 2018)), ("2016, 2018", (2016, 2018)), ("", ())])
def test_a_row_may_hold_a_span_of_years(year: str, want: tuple[int, ...]) -> None:
    (line,) = vehicle_products([VehicleRow("ORBIT", "LYNX", year)])
    assert line.vehicle is not None
    assert line.vehicle.years == want


def test_one_row_without_its_end_leaves_the_span_of_manufacture_open() -> None:
    (line,) = vehicle_products([_ROWS[0], VehicleRow("ORBIT", "LYNX", "2017", "", "20170101")])
    assert line.vehicle is not None
    assert (line.vehicle.made_first, line.vehicle.made_last) == (None, PartialDate(2017, 1, 1))


def test_a_vehicle_is_selected_by_make_model_and_years_each_with_its_quote() -> None:
    made = _notice(*_ROWS)
    lynx, _ = read(made).products
    (chosen,) = lynx.selectors
    assert (lynx.sort, lynx.brand, chosen.scope) == (Sort.VEHICLE, "ORBIT", Scope.LISTED)
    assert [t.value for t in chosen.model_years] == ["2016", "2017", "2019"]
    assert (chosen.models[0].quote.text, chosen.model_years[0].quote.text) == ("LYNX", "2016-2017, 2019")
    texts = made.texts()
    assert all(texts[q.part][q.start : q.end] == q.text for q in quotes(read(made)))


def test_makes_of_one_notice_stay_apart() -> None:
    made = _notice(_ROWS[0], VehicleRow("NADIR", "TAPIR", "2018"))
    assert [(p.brand, p.brand_aliases) for p in read(made).products] == [("ORBIT", ()), ("NADIR", ())]
