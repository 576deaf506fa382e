"""Tables of invented owners and notices, one for each kind of doubt: what is typed, and what must be said."""

from dataclasses import replace

import pytest

from recallwatch.model import Acquired, CodeType, Item, PartialDate, Product, Reading, Scope, Window

from .support import code, item, notice, outcome, quote, reading, selector, term

KETTLES = notice("Norvik Aqua kettles", "Norvik Aqua kettles, models NK-4410, NK-4410B, 2750 and LS-15, are recalled.")
KETTLE = reading(
    "Aqua kettles", "Norvik", selector("NK-4410", "NK-4410B", "2750", "LS-15"), sold=("2021-03", "2022-09")
)


@pytest.mark.parametrize(
    ("model", "want"),
    [
        ("NK-4410", "affected"),
        ("nk4410", "affected"),
        ("NK 4410", "affected"),
        ("NK.4410", "affected"),
        ("Model NK-4410", "affected"),
        ("Model: NK-4410", "affected"),
        ("Mod. No. NK4410", "affected"),
        ("Ref. 2750", "affected"),
        ("Item #2750", "affected"),
        ("No. 2750", "affected"),
        ("Norvik-NK4410", "affected"),
        ("Norvik NK-4410", "affected"),
        ("NK-441O", "likely"),
        ("NK-44l0", "likely"),
        ("NK-4410WH", "likely"),
        ("NK-4410-EU", "likely"),
        ("NK-4410C", "none"),
        ("NK-4411", "none"),
        ("NK-441", "none"),
        ("MK-4410", "none"),
        ("27500", "none"),
    ],
)
def test_spellings_of_a_model(model: str, want: str) -> None:
    assert outcome(item("kettle", model, brand="Norvik"), KETTLES, KETTLE) == want


@pytest.mark.parametrize(
    ("brand", "name", "want"),
    [
        ("Norvik", "kettle", "affected"),
        ("NORVIK", "kettle", "affected"),
        ("Nor vik", "kettle", "affected"),
        ("Norvick", "kettle", "affected"),
        ("", "norvik kettle", "affected"),
        ("Lumora", "kettle", "none"),
        ("Lumora", "power cord", "none"),
    ],
)
@pytest.mark.parametrize("model", ["LS-15", "2750"])
def test_a_bare_model_belongs_to_its_brand(brand: str, name: str, want: str, model: str) -> None:
    assert outcome(item(name, model, brand=brand), KETTLES, KETTLE) == want


@pytest.mark.parametrize(
    ("bought", "acquired", "want"),
    [
        ("2021-03", None, "affected"),
        ("2021-02", None, "affected"),
        ("2021-01-30", None, "affected"),
        ("2021-01-20", None, "clear"),
        ("2021-01", None, "affected"),
        ("2020-12", None, "clear"),
        ("2020", None, "clear"),
        ("2021", None, "affected"),
        ("2026-05-01", None, "affected"),
        ("2019-05-01", Acquired.SECOND_HAND, "affected"),
        ("2019-05-01", Acquired.GIFT, "affected"),
        ("2019-05-01", Acquired.NEW, "clear"),
    ],
)
def test_only_the_start_of_the_sales_clears(bought: str, acquired: Acquired | None, want: str) -> None:
    mine = Item("i", "o", "kettle", "Norvik", "2750", purchased=PartialDate.parse(bought), acquired=acquired)
    assert outcome(mine, KETTLES, KETTLE) == want


NAMED = notice(
    "Norvik Tundra II jackets, Youth Fjell 240 jackets and T-Line bicycles",
    "Norvik Tundra II jackets, Youth Fjell 240 jackets and T-Line bicycles are recalled.",
)
NAMED_READ = Reading(
    products=tuple(
        Product(name, "Norvik", selectors=(selector(),))
        for name in ("Tundra II jackets", "Youth Fjell 240 jackets", "T-Line bicycles")
    )
)


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("Tundra II jacket", "affected"),
        ("tundra 2 jacket", "affected"),
        ("Tundra III jacket", "none"),
        ("Youth Fjell 240 jacket", "affected"),
        ("kid's Fjell 240 jacket", "affected"),
        ("Fjell 240 jacket men's L", "none"),
        ("T Line bike", "affected"),
        ("T-line bicycle", "affected"),
        ("P Line bicycle", "none"),
        ("tent", "none"),
    ],
)
def test_names_of_products_without_models(name: str, want: str) -> None:
    assert outcome(item(name, brand="Norvik"), NAMED, NAMED_READ) == want


HOSTS = notice(
    "Norvik Vento battery packs", "Battery packs BP-900 were sold with Norvik laptops VX-42. Model BP-901 is not."
)
HOST_READ = reading("Vento battery packs", "Norvik", selector("BP-900", excluded=("BP-901",)))


@pytest.mark.parametrize(
    ("name", "model", "want"),
    [
        ("battery", "BP-900", "affected"),
        ("laptop", "VX-42", "check"),
        ("battery", "BP-901", "clear"),
        ("laptop", "VX-43", "none"),
    ],
)
def test_hosts_are_asked_and_excluded_models_are_not_recalled(name: str, model: str, want: str) -> None:
    assert outcome(item(name, model, brand="Norvik"), HOSTS, HOST_READ) == want


@pytest.mark.parametrize(
    ("gtin", "model", "want"),
    [
        ("810447020536", "", "affected"),
        ("0810447020536", "", "affected"),
        ("8-10447-02053-6", "", "affected"),
        ("81044702053", "", "affected"),
        ("810447020543", "", "none"),
        ("810447020536", "NK-4410", "affected"),
        ("810447020536", "NK-9999", "check"),
    ],
)
def test_bar_codes(gtin: str, model: str, want: str) -> None:
    understood = reading("kettles", "Norvik", selector("NK-4410", gtins=("810447020536",)))
    assert outcome(item("", model, gtin=gtin), KETTLES, understood) == want


def test_where_only_the_bar_code_narrows_a_model_it_is_asked_for() -> None:
    understood = reading("kettles", "Norvik", selector("NK-4410", scope=Scope.LISTED, gtins=("810447020536",)))
    assert outcome(item("kettle", "NK-4410", brand="Norvik"), KETTLES, understood) == "check"
    assert outcome(item("kettle", "NK-4410", brand="Norvik", gtin="810447020536"), KETTLES, understood) == "affected"


FANS = notice("Norvik fans", "Models FA-1, FA-2 and FA-3.")
ONE = code(CodeType.LIST, "BG20240330")
TWO = code(CodeType.LIST, "A20240910")
FAN_READ = reading(
    "fans",
    "Norvik",
    selector("FA-1", scope=Scope.LISTED, serials=(ONE,)),
    selector("FA-2", scope=Scope.LISTED, serials=(TWO,)),
    selector("FA-3"),
)


@pytest.mark.parametrize(
    ("model", "serial", "want"),
    [
        ("FA-1", "BG20240330", "affected"),
        ("FA-1", "BG20240331", "clear"),
        ("FA-1", "123", "check"),
        ("FA-1", "", "check"),
        ("FA-2", "BG20240330", "clear"),
        ("FA-2", "SN: A20240910", "affected"),
        ("FA-3", "", "affected"),
        ("FA-3", "BG20240330", "affected"),
        ("", "A20240910", "likely"),
    ],
)
def test_codes_that_hold_only_for_some_models(model: str, serial: str, want: str) -> None:
    assert outcome(item("fan", model, brand="Norvik", serial=serial), FANS, FAN_READ) == want


SERIES = reading(
    "belay devices",
    "Norvik",
    selector(scope=Scope.LISTED, serials=(code(CodeType.RANGE, first="QX0041591", last="QX0044486"),)),
    selector(scope=Scope.LISTED, serials=(code(CodeType.RANGE, first="QXL01283", last="QXL03425"),)),
)


@pytest.mark.parametrize(
    ("serial", "want"),
    [
        ("QX0041591", "affected"),
        ("QX0044486", "affected"),
        ("QX0044487", "clear"),
        ("QX0041590", "clear"),
        ("QXL01283", "affected"),
        ("ZZ0044000", "check"),
        ("0044000", "check"),
        ("", "check"),
    ],
)
def test_a_code_belongs_to_the_series_it_is_shaped_like(serial: str, want: str) -> None:
    said = notice("Norvik Vento belay devices")
    understood = replace(SERIES, products=(replace(SERIES.products[0], name="Vento belay devices"),))
    assert outcome(item("Vento belay device", brand="Norvik", serial=serial), said, understood) == want


def test_a_code_of_another_product_than_the_named_one_is_asked_about() -> None:
    said = notice("Norvik Fjell vitamins and Tundra vitamins")
    batches = {"Fjell vitamins": "V0532", "Tundra vitamins": "V0534"}
    listed = {n: selector(scope=Scope.LISTED, serials=(code(CodeType.LIST, b),)) for n, b in batches.items()}
    understood = Reading(products=tuple(Product(n, "Norvik", selectors=(s,)) for n, s in listed.items()))
    assert outcome(item("Fjell vitamins", brand="Norvik", serial="V0532"), said, understood) == "affected"
    assert outcome(item("Fjell vitamins", brand="Norvik", serial="V0534"), said, understood) == "check"
    assert outcome(item("Fjell vitamins", brand="Norvik", serial="V0599"), said, understood) == "clear"


def test_codes_of_two_kinds_must_not_contradict() -> None:
    both = (code(CodeType.PREFIX, "W"), replace(code(CodeType.LIST, "06-23", "07-23"), kind="date_code"))
    understood = reading("cylinders", "Norvik", selector("C77", scope=Scope.LISTED, serials=both))
    said = notice("Norvik cylinders")
    assert outcome(item("cylinder", "C77", brand="Norvik", serial="W2309981 07-23"), said, understood) == "affected"
    assert outcome(item("cylinder", "C77", brand="Norvik", serial="W2309981 09-23"), said, understood) == "check"


@pytest.mark.parametrize(
    ("listed", "year", "want"),
    [
        (("2018", "2021", "2022"), "2021", "affected"),
        (("2018", "2021", "2022"), "2019", "clear"),
        (("2018-2020",), "2019", "affected"),
        (("2018-2020",), "2021", "clear"),
    ],
)
def test_model_years_may_have_gaps(listed: tuple[str, ...], year: str, want: str) -> None:
    years = replace(selector("RX5", scope=Scope.LISTED), model_years=tuple(map(term, listed)))
    mine = item(f"{year} RX5", "RX5", brand="Norvik")
    assert outcome(mine, notice("Norvik carts"), reading("carts", "Norvik", years)) == want


def test_another_model_year_is_outside_whatever_codes_narrow_it() -> None:
    rule = code(CodeType.RANGE, first="QX100", last="QX900")
    years = replace(selector("RX5", scope=Scope.LISTED, serials=(rule,)), model_years=(term("2018"),))
    understood, said = reading("carts", "Norvik", years), notice("Norvik carts")
    assert outcome(item("2020 RX5", "RX5", brand="Norvik"), said, understood) == "clear"
    assert outcome(item("2018 RX5", "RX5", brand="Norvik"), said, understood) == "check"
    assert outcome(item("2018 RX5", "RX5", brand="Norvik", serial="QX500"), said, understood) == "affected"


@pytest.mark.parametrize(
    ("serial", "want"),
    [
        ("05-2023", "affected"),
        ("5/2023", "affected"),
        ("2023-05", "affected"),
        ("2023/05/17", "affected"),
        ("20230517", "affected"),
        ("17.05.2023", "affected"),
        ("May 2023", "affected"),
        ("made 05/2023", "affected"),
        ("12/2022", "affected"),
        ("08/2023", "affected"),
        ("09/2023", "clear"),
        ("2022/11/30", "clear"),
        ("03/09/2023", "check"),
        ("2023", "check"),
        ("B7745", "check"),
        ("", "check"),
    ],
)
def test_dates_of_manufacture_in_any_writing(serial: str, want: str) -> None:
    ends = [PartialDate.parse(end) for end in ("2022-12", "2023-08")]
    made = Window(ends[0], ends[1], quote("made from December 2022 through August 2023"))
    understood = reading("mirrors", "Norvik", selector("75-103", scope=Scope.LISTED, made=made))
    said = notice("Norvik mirrors", "The date is printed in MM-YYYY format.")
    assert outcome(item("mirror", "75-103", brand="Norvik", serial=serial), said, understood) == want


def test_a_model_of_the_shape_the_notice_calls_a_model_is_another_one() -> None:
    said = notice("Norvik hair dryers", 'Norvik hair dryers. "Product model: X13" is printed on the label.')
    assert (
        outcome(item("hair dryer", "X15", brand="Norvik"), said, reading("hair dryers", "Norvik", selector())) == "none"
    )
