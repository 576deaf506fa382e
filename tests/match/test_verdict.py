import pytest

from recallwatch.model import Acquired, Ask, CodeType, Item, PartialDate, Scope

from .support import MAKER, code, item, notice, outcome, reading, selector, verdict

POWER_BANK = reading("321 Power Bank (PowerCore 5K)", "Anker", selector("A1112"))
CORE = notice(
    "Anker PowerCore 10000 power banks",
    'Only model A1263 with qualifying serial numbers. "SN" is printed on the bottom.',
)
LOOKUP = code(CodeType.LOOKUP)
CORE_READ = reading(
    "PowerCore 10000 power banks",
    "Anker",
    selector("A1263", scope=Scope.LISTED, serials=(LOOKUP,), location="printed on the bottom"),
    sold=("2016-06", "2022-12"),
)
RANGE = code(CodeType.RANGE, first="SQC202121000", last="SQC202247603")
SAFE = reading("gun safes", "MouTec", selector("QCJJ01", scope=Scope.LISTED, serials=(RANGE,)))
SAFES = notice("MouTec gun safes", "Model QCJJ01, serial numbers SQC202121000 through SQC202247603.")


@pytest.mark.parametrize(
    ("name", "model", "want"),
    [
        ("anker 321 powerbank", "A-1112", "affected"),
        ("Anker 321 Power Bank", "a1112", "affected"),
        ("anker a1112 portable charger", "", "affected"),
        ("321 MagGo battery", "A1616", "none"),
        ("Anker 321 MagGo battery", "A1616", "none"),
        ("Anker 535 power bank", "", "none"),
        ("anker 321 power bank", "", "likely"),
        ("anker 321 powerbank", "A111Z", "likely"),
        ("anker 321 powerbank", "A1113", "none"),
    ],
)
def test_every_unit_of_a_model(name: str, model: str, want: str) -> None:
    assert outcome(item(name, model), MAKER, POWER_BANK) == want


def test_a_code_that_only_the_maker_can_check_asks_for_it() -> None:
    found = verdict(item("powercore 10000", "A1263", brand="Anker"), CORE, CORE_READ)
    assert found is not None
    assert found.question is not None
    assert (found.outcome, found.question.ask) == ("check", Ask.SERIAL)
    assert found.question.where == "printed on the bottom"


def test_with_the_serial_given_a_lookup_sends_to_the_maker() -> None:
    found = verdict(item("powercore", "A1263", brand="Anker", serial="A9X0123456"), CORE, CORE_READ)
    assert found is not None
    assert found.question is not None
    assert found.question.ask is Ask.LOOKUP


@pytest.mark.parametrize(
    ("bought", "want"),
    [
        ("2015-11-02", "clear"),
        ("2016-05-20", "check"),
        ("2016-04", "clear"),
        ("2016-05", "check"),
        ("2024-07-20", "check"),
        ("2016", "check"),
    ],
)
def test_only_the_start_of_the_sale_window_clears(bought: str, want: str) -> None:
    assert outcome(item("powercore 10000", "A1263", brand="Anker", bought=bought), CORE, CORE_READ) == want


@pytest.mark.parametrize("name", ["PowerCore 10000 (used, from facebook marketplace)", "powercore, second-hand"])
def test_second_hand_in_the_name_ignores_the_date(name: str) -> None:
    assert outcome(item(name, "A1263", brand="Anker", bought="2015-01-01"), CORE, CORE_READ) == "check"


def test_a_gift_ignores_the_date() -> None:
    gift = Item("i", "o", "powercore", "Anker", "A1263", purchased=PartialDate(2014), acquired=Acquired.GIFT)
    assert outcome(gift, CORE, CORE_READ) == "check"


@pytest.mark.parametrize(
    ("serial", "want"),
    [
        ("SQC202130000", "affected"),
        ("sqc 2021 30000", "affected"),
        ("SQC202250000", "clear"),
        ("", "check"),
        ("88-1", "check"),
    ],
)
def test_serial_ranges(serial: str, want: str) -> None:
    assert outcome(item("gun safe", "QCJJ01", brand="MouTec", serial=serial), SAFES, SAFE) == want


@pytest.mark.parametrize(
    ("brand", "want"),
    [("Lenovo", "affected"), ("LENOVO Inc", "affected"), ("Lenvo", "affected"), ("HP", "none"), ("", "check")],
)
def test_the_brand_must_agree(brand: str, want: str) -> None:
    cords = reading("power cords", "Lenovo", selector("LS-15"))
    assert outcome(item("", "LS15", brand=brand), notice("Lenovo power cords"), cords) == want


def test_a_bar_code_decides_without_a_brand() -> None:
    cup = reading("LUUM tumbler", "BUILT", selector("5324497", gtins=("843461116374",)))
    assert outcome(item("light up tumbler", gtin="843461116374"), notice("BUILT LUUM tumblers"), cup) == "affected"


def test_a_shop_s_own_number_needs_the_brand() -> None:
    jam = reading("jam", "Acme", selector(gtins=("212345000007",)))
    said = notice("Acme jam")
    assert outcome(item("jam", brand="Acme", gtin="212345000007"), said, jam) == "affected"
    assert outcome(item("ham", brand="Boss", gtin="212345000007"), said, jam) == "none"


def test_a_bar_code_and_another_model_ask() -> None:
    cup = reading("LUUM tumbler", "BUILT", selector("5324497", gtins=("843461116374",)))
    found = verdict(item("tumbler", "5216789", brand="Built", gtin="843461116374"), notice("BUILT LUUM tumblers"), cup)
    assert found is not None
    assert found.question is not None
    assert found.question.ask is Ask.MODEL


def test_an_excluded_model_is_clear() -> None:
    read = reading("detectors", "Acme", selector("SDC9", excluded=("SDC1",), prefixes=("SDC",)))
    assert outcome(item("detector", "SDC-1", brand="Acme"), notice("Acme detectors"), read) == "clear"
    assert outcome(item("detector", "SDC-4", brand="Acme"), notice("Acme detectors"), read) == "affected"


def test_a_host_product_asks_whether_the_part_is_in_it() -> None:
    laptops = notice("HP notebook batteries", "Batteries used in Pavilion dv6500 and dv9000 computers.")
    read = reading("notebook batteries", "HP", selector("HSTNN-Q21C"))
    found = verdict(item("Pavilion", "dv6500", brand="HP"), laptops, read)
    assert found is not None
    assert found.question is not None
    assert (found.outcome, found.question.ask) == ("check", Ask.CONDITION)


def test_a_selector_that_was_not_understood_stops_at_check() -> None:
    read = reading("gun safes", "MouTec", selector("QCJJ01", scope=Scope.UNKNOWN, serials=(RANGE,)))
    assert outcome(item("gun safe", "QCJJ01", brand="MouTec", serial="SQC202130000"), SAFES, read) == "check"


def test_a_code_of_another_model_does_not_count() -> None:
    one = code(CodeType.LIST, "GK2310154", "GK2310155", models=("MXB008",))
    two = code(CodeType.LIST, "GK2309901", models=("DBL6000M", "DBL6000P"))
    read = reading(
        "power banks", "iWALK", selector("MXB008", "DBL6000M", "DBL6000P", scope=Scope.LISTED, serials=(one, two))
    )
    said = notice("iWALK power banks")
    assert outcome(item("power bank", "MXB008", brand="iwalk", serial="GK2310154"), said, read) == "affected"
    assert outcome(item("power bank", "MXB008", brand="iwalk", serial="GK2309901"), said, read) == "clear"


@pytest.mark.parametrize(
    ("model", "want"),
    [
        ("BPD005btBK", "likely"),
        ("T-49", "none"),
        ("2G505", "none"),
        ("2G505B", "affected"),
        ("NE63T8511SS", "likely"),
        ("A3102016", "likely"),
        ("RY40602", "check"),
        ("FSG-40-242", "likely"),
        ("FSGX-40", "none"),
    ],
)
def test_suffixes(model: str, want: str) -> None:
    listed = selector("BPD005", "T-49G", "2G505B", "NE63T8511SS/AA", "RY40602VNM", "FSG", aliases=("A3102",))
    read = reading("things", "Acme", listed)
    assert outcome(item("thing", model, brand="Acme"), notice("Acme things"), read) == want


def test_a_name_with_a_model_year_means_nothing_for_one_bought_years_later() -> None:
    said = notice("2011 Brillo Trail 900 off-road vehicles")
    read = reading("2011 Brillo Trail 900 off-road vehicles", "Brillo", selector(), sold=("2010-05", "2014-02"))
    assert outcome(item("Trail 900", brand="Brillo", bought="2012-05"), said, read) != "none"
    assert outcome(item("Trail", brand="Brillo", bought="2015-05"), said, read) == "none"


def test_an_exclusion_is_asked_about_as_one() -> None:
    condition = "Strollers with white bars are not included."
    read = reading("Strollers", "Brillo", selector("S1", scope=Scope.LISTED, conditions=(condition,)))
    found = verdict(item("stroller", "S1", brand="Brillo"), notice("Brillo Strollers"), read)
    assert found is not None
    assert found.question is not None
    assert found.question.text == f"The notice says what is not recalled: “{condition}” Is yours one of those?"


def test_a_thing_named_only_by_its_kind_is_asked_for_by_the_notice_s_name() -> None:
    name = "Brillo Wooden Pull Toys"
    said, read = notice(f"{name} recalled", "The toys have wooden wheels to pull."), reading(name, "Brillo", selector())
    found = verdict(item("brillo toy"), said, read)
    assert found is not None
    assert found.question is not None
    assert found.question.text == f"Is yours one of these: “{name}”?"
    assert outcome(item("brillo pull toy"), said, read) == "likely"


def test_a_doubt_says_where_to_look() -> None:
    found = verdict(item("", "KX9000"), notice("Brillo lamps"), reading("lamps", "Brillo", selector("KX9000")))
    assert found is not None
    assert found.question is not None
    assert found.question.text == "Look at the label or the box: please check whether it is made by Brillo."


_CASE = notice(
    "Acme Recalls Charge Cases for Tinpin",
    "The Acme cases were used with the Glowtail Tinpin. Acme engines GX2004 are recalled too.",
)


@pytest.mark.parametrize(
    ("name", "brand", "want"),
    [
        ("Tinpin", "Acme", "check"),  # no more than what the recalled thing is for
        ("Glowtail Tinpin", "Acme", "check"),
        ("charge case for Tinpin", "Acme", "likely"),
        ("pressure washer with Acme GX2004 engine", "Hosta", "check"),  # the owner says what it has
        ("pressure washer with Bolo GX2004 engine", "Hosta", "none"),
    ],
)
def test_what_goes_with_the_recalled_thing_is_asked_about(name: str, brand: str, want: str) -> None:
    understood = reading("Charge Cases for Tinpin", "Acme", selector("GX2004"))
    assert outcome(item(name, brand=brand), _CASE, understood) == want


def test_a_model_is_one_whether_the_brand_is_joined_to_it() -> None:
    understood = reading("Tanks", "Acme", selector("Acme - M0859"))
    assert outcome(item("tank", "M0859", brand="Acme"), notice("Acme Tanks"), understood) == "affected"


def test_a_model_that_the_name_says_word_for_word_is_that_product() -> None:
    carts = reading("Swift 4F, Swift 4FL golf carts", "Acme", selector("4FL"))
    said = notice("Acme Swift 4F, Swift 4FL golf carts")
    assert outcome(item("golf cart", "Swift 4F", brand="Acme"), said, carts) == "affected"
    assert outcome(item("golf cart", "Swift 6F", brand="Acme"), said, carts) == "none"


def test_a_name_that_is_the_notice_s_whole_needs_no_brand_but_the_shop_s() -> None:
    kitchens = reading("Lumo Chef Kitchens", "Lumo", selector())
    said = notice("Lumo Chef Kitchens", "Sold at Bystyle. The Lumo Chef Kitchens have a sink.")
    assert outcome(item("Lumo Chef Kitchen", brand="Bystyle"), said, kitchens) == "affected"
    assert outcome(item("Lumo kitchen shelf", brand="Bystyle"), said, kitchens) != "affected"


@pytest.mark.parametrize(("name", "want"), [("mower", "check"), ("ZQ730M mower", "none"), ("zq-900 mower", "affected")])
def test_another_model_in_the_name_is_another_model(name: str, want: str) -> None:
    mowers = reading("Grooming Mowers", "Acme", selector("ZQ900"))
    assert outcome(item(name, brand="Acme"), notice("Acme Grooming Mowers", "These mowers are green."), mowers) == want
