"""Which words of a summary are models."""

import pytest

from recallwatch.model import PatternKind

from .making import models, selector


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("This recall involves lamps with model number LX200.", ["LX200"]),
        ("The recall covers model numbers LX200, LX210 and LX220B.", ["LX200", "LX210", "LX220B"]),
        ('Lamps with "Model: LX200" on the base are recalled.', ["LX200"]),
        ("Item number 45120 is printed on the box.", ["45120"]),
        ("The jugs have SKU 77012 or 77013 on the hang tag.", ["77012", "77013"]),
        ("This recall involves two heaters (item # HT10AB) and fans (item #FN20CD).", ["HT10AB", "FN20CD"]),
        ("Models ESC3 through ESC6 are recalled.", ["ESC3", "ESC4", "ESC5", "ESC6"]),
        ("Only the WX-3000 model is recalled.", ["WX-3000"]),
        ('"KTL900" is printed on the bottom of the kettle.', ["KTL900"]),
        ("The model names of the affected hubs are ZED 88v6, 88v7 and 88v8.", ["88v6", "88v7", "88v8"]),
        ("Models KXP-03, KXC-02 and KXV are recalled.", ["KXP-03", "KXC-02", "KXV"]),
        ("QT1382_13, QT1382_01 or QT1382_09 are printed on a label.", ["QT1382_13", "QT1382_01", "QT1382_09"]),
        ("Dehumidifiers with model number 407.5353031 are recalled.", ["407.5353031"]),
        ("Models ERT701, RE-ERT 701, ERT702 and ERT703 are recalled.", ["ERT701", "RE-ERT 701", "ERT702", "ERT703"]),
        (
            "The model numbers are UA341 and UA342 for the Lite strollers, and QB1977 for the Duo brand.",
            ["UA341", "UA342", "QB1977"],
        ),
        ("The dinosaur toy, model 8266 (ZH998-22), is silver.", ["8266", "ZH998-22"]),
        ("Only FSG and PGX models are recalled.", ["FSG", "PGX"]),
        ("BATCH NO. is absent. MODEL NO. KL7788 is on the label.", ["KL7788"]),
        ('"Steamer," "FCL-H09," and "Made by Lumo" are printed on it.', ["FCL-H09"]),
        ("Lamps with model LX20.The base is gray. Item number 1628626.All are recalled.", ["LX20", "1628626"]),
        ("Vacuums with models 2551, 2551W and 25519 are recalled.", ["2551", "2551W", "25519"]),
        ('The model identifier "C240 DUO" stands between the screens.', ["C240 DUO"]),
        ("Crushers with model numbers KY-300 and KY-300 FS came in blue.", ["KY-300", "KY-300 FS"]),
        ("The model numbers are TG5-V2, TG5 Turbo, TG-5S and 96262-2.", ["TG5-V2", "TG5 Turbo", "TG-5S", "96262-2"]),
        ("Helmet model OR-TD TRAIL is blue.", ["OR-TD TRAIL"]),
        ('A label says "Product model: X13".', ["X13"]),
        ('A tag reads "Model SFGPAVO", and the date of manufacture.', ["SFGPAVO"]),
        ("Tanks with model number EVO - M0859, and valves, are recalled.", ["EVO - M0859"]),
        ("The model number, BX 60/75, appears on a white label.", ["BX 60/75"]),
        ("The models are GXV170/200 and KF1000ARN/ARL.", ["GXV170", "GXV200", "KF1000ARN", "KF1000ARL"]),
        ("The model number is DF36450G/S/P/LP.", ["DF36450G/S/P/LP"]),
        ("The mower models are Rabble BRX54FX850, Rogue BRX61KA and Rogue 72KA.", ["BRX54FX850", "BRX61KA", "72KA"]),
        ("The costume model numbers are LV #948P00 and LV #958P00.", ["948P00", "958P00"]),
        ("The recall includes the HX300 and HX200 model laminators.", ["HX300", "HX200"]),
        ('All three models, CRX50F, CRX60F and CRX70F, have "HORNDAL" on the seat.', ["CRX50F", "CRX60F", "CRX70F"]),
        ("Chargers, model 414240, were sold with Lumo trimmers with models SB11022 and T4X30.", ["414240"]),
        ("The light was sold with a tag that has item number 642146 on it.", ["642146"]),
        ("The PQ-10 adaptor was bundled with five mixing console models - MG10, MG12 and MG14.", ["PQ-10"]),
        ("Model PAX6 heaters are 26-28 inches tall; models measure about 30-32 inches.", ["PAX6"]),
        ("A bit has a metal ring on each end. Model numbers are QT4621SS and QT4621TT.", ["QT4621SS", "QT4621TT"]),
        (
            "The rope models are sold in 150, 200 and 600 feet. Model Numbers RP07A00-RP07A02.",
            [f"RP07A0{n}" for n in range(3)],
        ),
        ("The recalled models include 2018 and 2019 Lumo Trail carts with model number TR40.", ["TR40"]),
        ("Model 2014 lamps and style number 2019 (black) are recalled.", ["2014", "2019"]),
        ('A charger has model number PW128. "Lithium+18V" is printed on it.', ["PW128"]),
        (
            'The heater, model number QH301 and lot number TQ-1487, is white. "TQ-1487" is printed on its base.',
            ["QH301"],
        ),
        ('The model number and "Prototype ID: LX21" are on a tag. Item number 500102413.', ["500102413"]),
        (
            "The following model numbers are recalled. Lumo Brand NC110L ACB 110H-N ACB 110H-P ACB 150H-N ACB 150H-P",
            ["NC110L", "ACB 110H-N", "ACB 110H-P", "ACB 150H-N", "ACB 150H-P"],
        ),
        ("Kites with serial numbers U95Y07321 or U96Y28393, or in the range U96Y28876 to U96Y29128 are recalled.", []),
        (
            "The tub models are 461; 780; DT6; ENV; ES; ESX; LT6; MON and XB4.",
            ["461", "780", "DT6", "ENV", "ES", "ESX", "LT6", "MON", "XB4"],
        ),
        ("Lamps with model number 13456-US are recalled.", ["13456-US"]),
        ("Ovens with a 1500-watt grill, model 1500-watt, are recalled.", []),
        (
            (
                "Cups are: Name Size Model Number Lumo Mug 7 oz Model # 33056 Lumo Cup 7 oz Model # QL300 "
                "Big Mug 8 oz Model # 4510 Tall Mug 12 oz Model # 4812"
            ),
            ["33056", "QL300", "4510", "4812"],
        ),
        ("Lumo QS8934 lamps with an E26 base are recalled.", ["QS8934"]),
    ],
)
def test_models_are_read_as_printed(summary: str, expected: list[str]) -> None:
    assert models(summary) == expected


@pytest.mark.parametrize(
    "summary",
    [
        "The model number is printed on the base of the lamp.",
        "The kettle holds 1.7L, runs on 120V and measures 10x12 inches.",
        "It takes two CR2032 batteries and has a USB-C port.",
        "Call 1-800-555-0100 between 9 a.m. and 5 p.m.",
        "They were sold as models for girls and boys in sizes 2T to 5T.",
        "The 2021 model is blue.",
        "This recall involves model year 2021 and 2022 Ranger and Tundra sleds.",
        "Styles of children's 100% cotton dresses cost $199 to $249.",
        "The model number is on the rating plate, on the top panel of the 3200 series.",
        'The number "E314462" is stamped on the base.',
    ],
)
def test_measures_batteries_and_telephones_are_no_models(summary: str) -> None:
    assert models(summary) == []


def test_a_family_of_models_is_a_pattern() -> None:
    (pattern,) = selector("This recall involves ovens with model numbers beginning with VB7.").model_patterns
    assert (pattern.kind, pattern.value) == (PatternKind.PREFIX, "VB7")


def test_a_family_may_begin_with_two_words() -> None:
    (pattern,) = selector("Blenders with model numbers that begin with BL 660 are recalled.").model_patterns
    assert (pattern.kind, pattern.value) == (PatternKind.PREFIX, "BL 660")


def test_a_long_range_of_models_stays_a_range() -> None:
    (pattern,) = selector("Model numbers AB10000 through AB29999 are recalled.").model_patterns
    assert (pattern.kind, pattern.value) == (PatternKind.RANGE, "AB10000..AB29999")


def test_models_named_as_not_recalled_are_set_apart() -> None:
    chosen = selector("Lamps with model number LX200 are recalled. Model number LX300 is not included in this recall.")
    assert [t.value for t in chosen.models] == ["LX200"]
    assert [t.value for t in chosen.excluded_models] == ["LX300"]


def test_without_any_cue_the_products_name_may_hold_the_model() -> None:
    assert models("Toasters catch fire.", title="Lumo Recalls Toasters LT450 Due to Fire Hazard") == ["LT450"]


def test_a_sellers_number_is_no_model() -> None:
    chosen = selector('"X004ABC9ZQ" is printed below the barcode.')
    assert not chosen.models
    assert [t.value for t in chosen.retailer_ids] == ["X004ABC9ZQ"]


def test_a_model_number_that_is_a_valid_article_number_is_one() -> None:
    assert [t.value for t in selector("The SKU number is 012345678905.").gtins] == ["012345678905"]
