import pytest

from recallwatch.extract import read
from recallwatch.extract.vehicles import VehicleRow, vehicle_products
from recallwatch.match import item_keys, judge, notice_keys
from recallwatch.model import Ask, Item, KeyKind, Notice, PartialDate, Verdict

_LOOKUP = "https://vin.example.org"
_ROWS = (
    VehicleRow("ORBIT", "LYNX", "2016-2018", "20150601", "20180901"),
    VehicleRow("ORBIT", "CR-5", "2017"),
    VehicleRow("ORBIT", "C 300", "2022"),
    VehicleRow("ORBIT", "C 300 4WD", "2023"),
    VehicleRow("NADIR-KLEE", "TAPIR", "9999"),
    VehicleRow("NADIR-KLEE", "2008", "2015"),
)
_NOTICE = Notice(
    "test",
    "26V1",
    "Orbit recalls vehicles",
    products=vehicle_products(_ROWS),
    lookup_url=_LOOKUP,
    jurisdictions=("US",),
)
_READING = read(_NOTICE)


def _verdict(name: str = "", model: str = "", brand: str = "", vin: str = "", bought: str = "") -> Verdict | None:
    day = PartialDate.parse(bought) if bought else None
    return judge(Item("i", "o", name, brand, model, vin=vin, purchased=day), _NOTICE, _READING, revision=1)


@pytest.mark.parametrize(
    ("name", "model", "brand", "want"),
    [
        ("2017 lynx", "Lynx", "Orbit", "check"),
        ("Orbit Lynx 2017", "", "", "check"),
        ("2017 Orbit CR5 EX", "", "", "check"),
        ("my car", "CR-5 2017", "Orbit", "check"),
        ("Orbit Lynx 2019", "", "", "clear"),
        ("2015", "Lynx", "Orbit", "clear"),
        ("Orbit Puma 2017", "", "", "none"),
        ("Vesper Lynx 2017", "", "Vesper", "none"),
        ("Nadir Lynx 2017", "", "", "none"),
        ("lynx 2017", "", "", "none"),
        ("Nadir Klee Tapir 1999", "", "", "check"),
        ("Nadir 2008 2015", "", "", "check"),
        ("Nadir 2008 2017", "", "", "clear"),
        ("Orbit C 300 2023", "", "", "check"),  # the shorter name may mean the longer one
        ("Orbit C 300 2024", "", "", "clear"),
    ],
)
def test_make_model_and_year_inside_are_checked_and_a_year_outside_clears(
    name: str, model: str, brand: str, want: str
) -> None:
    found = _verdict(name, model, brand)
    assert (str(found.outcome) if found else "none") == want


def test_inside_the_years_the_official_look_up_is_asked() -> None:
    found = _verdict("2017 lynx", "Lynx", "Orbit")
    assert found is not None
    assert found.question is not None
    assert (found.question.ask, found.question.url) == (Ask.LOOKUP, _LOOKUP)


def test_without_a_year_the_vin_is_asked_for() -> None:
    found = _verdict("Orbit Lynx")
    assert found is not None
    assert found.question is not None
    assert (found.question.ask, found.question.url) == (Ask.VIN, _LOOKUP)


@pytest.mark.parametrize(
    ("vin", "want"),
    [
        ("1ORBT", "check"),  # no VIN at all: the year is still asked
        ("JTDKARFU0H3528314", "check"),  # 2017
        ("JTDKARFU0L3528314", "check"),  # 2020, but without a check digit that holds nothing is proven
        ("1M8GDM9AXKP042788", "clear"),  # 1989 or 2019, and its check digit holds
    ],
)
def test_the_vin_says_the_year(vin: str, want: str) -> None:
    found = _verdict("Orbit Lynx", vin=vin)
    assert found is not None
    assert found.outcome == want


def test_a_typed_year_that_the_vin_contradicts_is_checked() -> None:
    found = _verdict("Orbit Lynx 2019", vin="JTDKARFU0H3528314")
    assert found is not None
    assert found.outcome == "check"


def test_bought_before_the_first_was_made_clears() -> None:
    found = _verdict("Orbit Lynx", bought="2014-03")
    assert found is not None
    assert found.outcome == "clear"


def _shared(name: str, brand: str = "", model: str = "") -> list[str]:
    mine = item_keys(Item("i", "o", name, brand, model))
    both = mine & notice_keys(_NOTICE, _READING)
    return sorted(k.value for k in both if k.kind is KeyKind.VEHICLE)


def test_keys_join_make_model_and_year_together() -> None:
    assert _shared("Orbit Lynx 2017") == ["orbit lynx 2017"]
    assert _shared("Orbit Lynx 2019") == []
    assert _shared("Orbit Lynx") == ["orbit lynx *"]
    assert _shared("2017 sedan", "Orbit", "CR5") == ["orbit cr5 2017"]
    assert _shared("Nadir Klee Tapir 1999") == ["klee tapir ?", "nadir tapir ?", "nadirklee tapir ?"]
    assert _shared("Orbit C 300 2023") == ["orbit c300+ 2023"]
