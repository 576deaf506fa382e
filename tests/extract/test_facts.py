"""Windows of sale and making, units, hazards, remedies, contact and where the code is printed."""

import pytest

from recallwatch.extract import read
from recallwatch.model import ListedProduct, Window
from tests.making import notice

from .making import reading, selector


def _ends(window: Window | None) -> tuple[str, str] | None:
    return (str(window.first), str(window.last)) if window else None


@pytest.mark.parametrize(
    ("sold_at", "ends"),
    [
        ("Shops nationwide from June 2016 through December 2022 for about $27.", ("2016-06", "2022-12")),
        ("Online in May 2025 for about $3.", ("2025-05", "2025-05")),
        ("Furniture stores from November 2019 through present.", ("2019-11", "None")),
        ("Kits sold from January 2009 to September 2010; sets from February 2009 to May 2010.", ("2009-01", "2010-09")),
        ("Hardware stores for about $10.", None),
    ],
)
def test_the_window_of_sale_spans_all_that_is_named(sold_at: str, ends: tuple[str, str] | None) -> None:
    assert _ends(read(notice(summary="Lamps.", sold_at=(sold_at,))).sold) == ends


def test_without_sellers_the_summary_may_tell_when_it_was_sold() -> None:
    made = notice(sold_at=(), summary="A shop sold the lamps from May 1996 to April 1998 for about $7.")
    assert _ends(read(made).sold) == ("1996-05", "1998-04")


@pytest.mark.parametrize(
    ("summary", "ends"),
    [
        ("Lamps manufactured from April 8, 2011 through August 1, 2016 are recalled.", ("2011-04-08", "2016-08-01")),
        ("Only lamps manufactured prior to May 2020 are recalled.", ("None", "2020-04")),
        ("The date of manufacture on the sticker is November 2019 or later.", ("2019-11", "None")),
        ("Lamps made in December 2023 and April 2024 are recalled.", ("2023-12", "2024-04")),
        ("Lamps made of oak were sold from May 2019 to June 2020.", None),
    ],
)
def test_the_window_of_making_needs_words_of_making(summary: str, ends: tuple[str, str] | None) -> None:
    assert _ends(selector(summary).made) == ends


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("About 1,158,000", {"US": 1_158_000}),
        ("About 5,480 (In addition, about 160 in Canada)", {"US": 5_480, "CA": 160}),
        ("About 500,000 in the U.S. and 44,000 in Canada", {"US": 500_000, "CA": 44_000}),
        (
            "About 12,000 (In addition, 305 were sold in Canada and 10 were sold in Mexico)",
            {"US": 12_000, "CA": 305, "MX": 10},
        ),
        ("About 1.9 million (This includes the 1 million recalled on September 15, 2016)", {"US": 1_900_000}),
        ("About 34,730 16-drawer chests. (About 76,500 12-drawer chests were previously recalled)", {"US": 34_730}),
        ("About 1 million (In addition, about 693,000 were sold internationally)", {"US": 1_000_000}),
        ("About 6450 mowers; 300 kits", {"US": 6_750}),
        ("Millions", {}),
    ],
)
def test_units_are_counted_per_country(text: str, units: dict[str, int]) -> None:
    assert dict(reading("Lamps.", products=(ListedProduct("Lamps", units=text),)).units) == units


@pytest.mark.parametrize(
    ("title", "hazard", "names"),
    [
        (
            "Lumo Recalls Lamps Due to Fire Hazard",
            "The lamp can overheat, posing fire and burn hazards.",
            ("fire", "burn"),
        ),
        ("Lamps Recalled Due to Risk of Serious Injury or Death from Choking", "It can break.", ("choking",)),
        (
            "Toys Recalled Due to Battery Ingestion Hazard",
            "Button cell batteries are accessible, posing an ingestion hazard. They cause chemical burns.",
            ("battery_ingestion",),
        ),
        (
            "Boilers Recalled Due to Carbon Monoxide Hazard",
            "It emits carbon monoxide, posing a CO poisoning hazard.",
            ("carbon_monoxide",),
        ),
        ("Lamps Recalled; Made by Lumo Co.", "The plug can come loose, posing an electric shock hazard.", ("shock",)),
        ("Alarms Recalled Due to Failure to Alert", "The alarm can fail to alert of a fire.", ("failure_to_alert",)),
        ("Tubs Recalled Due to Risk of Impact Injury and Drowning", "It can tip.", ("impact", "drowning")),
        ("Rails Recalled Due to Fall and Serious Injury Hazards", "It can break.", ("fall", "injury")),
        ("Lumo Recalls Walkers After a Child Died", "A child can be pulled underneath the rear.", ("entrapment",)),
        ("Lumo Reannounces Recall", "Infant deaths have occurred in the sleepers.", ("injury",)),
        ("Bicycles Recalled Due to Crash Hazard", "The brake can fail, posing a crash hazard.", ("crash",)),
    ],
)
def test_hazards_are_those_the_notice_poses(title: str, hazard: str, names: tuple[str, ...]) -> None:
    assert reading("Lamps.", title=title, hazard=hazard).hazards == names


@pytest.mark.parametrize(
    ("options", "remedy", "names"),
    [
        (("Refund", "Repair"), "", ("refund", "repair")),
        (("New Instructions",), "", ("new_instructions",)),
        ((), "Return them for a full refund.", ("refund",)),
        ((), "Contact Lumo for a free replacement lamp and throw it away.", ("replace",)),
        ((), "Contact Lumo for a free repair with a replacement cord.", ("repair",)),
        ((), "Discard the lamps.", ("dispose",)),
    ],
)
def test_remedies_are_the_sources_own_or_in_its_words(
    options: tuple[str, ...], remedy: str, names: tuple[str, ...]
) -> None:
    assert reading("Lamps.", remedy_options=options, remedy=remedy).remedies == names


def test_the_page_that_speaks_of_the_recall_is_the_contact() -> None:
    remedy = "Visit www.lumo.example.com or https://lumo.example.com/recall-lx. CPSC: https://www.cpsc.gov/recalls."
    assert reading("Lamps.", remedy=remedy).contact_url == "https://lumo.example.com/recall-lx"


def test_where_the_code_is_printed_is_quoted() -> None:
    chosen = selector("The brand is printed on the front. The serial number is etched on the bottom of the device.")
    assert chosen.code_location is not None
    assert chosen.code_location.text.endswith("on the bottom of the device")
