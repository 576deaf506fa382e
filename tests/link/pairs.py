"""Invented pairs of notices, each with how they relate: one row for each thing that decides."""

from dataclasses import replace
from typing import Any

from recallwatch.model import Firm, Kind, LinkType, ListedProduct, Notice, PartialDate, Role

_JOINT = "Joint recall with Health Canada, the United States Consumer Product Safety Commission (US CPSC) and Zephyra."


def notice(number: str, title: str, product: str, day: str = "2025-03-06", **changed: Any) -> Notice:
    """A notice of the American authority."""
    made = Notice(
        "us-test",
        number,
        title,
        jurisdictions=("US",),
        published=PartialDate.parse(day),
        hazard="The battery can overheat, posing a fire hazard.",
        products=(ListedProduct(product),),
    )
    return replace(made, **changed)


def abroad(number: str, title: str, product: str, day: str = "2025-03-06", **changed: Any) -> Notice:
    """A notice of the Canadian authority: terse, with the day of its last edit for a date."""
    edited = {"source": "ca-test", "jurisdictions": ("CA",), "published": None, "hazard": "Fire hazard"}
    return notice(number, title, product, day, **{**edited, "updated": PartialDate.parse(day), **changed})


def units(text: str, product: str = "Zephyra Breeze kettles") -> dict[str, Any]:
    """A product line with the source's words on how many there are."""
    return {"products": (ListedProduct(product, units=text),)}


KETTLES = notice("25100", "Zephyra Recalls Breeze Kettles Due to Fire Hazard", "Zephyra Breeze kettles")
MODELS = replace(KETTLES, summary="This recall involves Zephyra Breeze kettles with model numbers ZB1200 and ZB1300.")
TWIN = abroad("7001", "Zephyra Breeze Kettle recalled due to fire hazard", "Zephyra Breeze Kettle")
OTHER_BRAND = abroad("7002", "Bluefinch Kettle recalled due to fire hazard", "Bluefinch Kettle")
LONG_AGO = replace(KETTLES, number="21040", published=PartialDate.parse("2021-02-11"))
WARNING = notice("W1", "Oorbee Baby Walkers: stop using, risk of fall", "Oorbee Baby Walkers", kind=Kind.WARNING)
WALKERS = notice("25300", "Oorbee Baby Walkers Recalled Due to Fall Hazard", "Oorbee Baby Walkers", "2025-06-01")
AGAIN = "Zephyra Reannounces Recall of Breeze Kettles Due to Fire Hazard"
MORE = "Zephyra Expands Recall of Breeze Kettles Due to Fire Hazard"
LATER = "2025-09-04"

SAME, NOTHING = LinkType.SAME_EVENT, None

#: What the row shows, the notices, and how they relate.
PAIRS: tuple[tuple[str, Notice, Notice, LinkType | None], ...] = (
    ("brand, name and day", KETTLES, TWIN, SAME),
    ("another brand vetoes", KETTLES, OTHER_BRAND, NOTHING),
    ("a year apart", LONG_AGO, replace(TWIN, published=PartialDate.parse("2025-03-06")), NOTHING),
    (
        "a model in common, the names wholly different",
        replace(MODELS, products=(ListedProduct("Zephyra water heaters"),)),
        abroad("7003", "Zephyra ZB1200 Pot recalled due to fire hazard", "Zephyra ZB1200 Pot", "2025-03-20"),
        SAME,
    ),
    (
        "models on both sides, none in common",
        MODELS,
        abroad("7004", "Zephyra Cup Warmer QW7700 recalled", "Zephyra Cup Warmer QW7700", "2025-04-20"),
        NOTHING,
    ),
    (
        "a bar code in common, in different languages",
        notice(
            "1",
            "Choco Noir Bars Recalled",
            "Choco Noir bars",
            products=(ListedProduct("Bars", gtins=("4006381333931",)),),
        ),
        notice(
            "2",
            "Rappel de barres",
            "Barres",
            source="fr-test",
            language="fr",
            jurisdictions=("FR",),
            products=(ListedProduct("Barres de chocolat", gtins=("4006381333931",)),),
        ),
        SAME,
    ),
    (
        "the firm stands only among the allies, the brand is missing in the title",
        notice("25101", "Zephyra Recalls Ionic Kettles Due to Fire Hazard", "Zephyra Ionic kettles"),
        abroad("7005", "Ionic kettle recalled due to fire hazard", "Ionic kettle", remedy=_JOINT),
        SAME,
    ),
    (
        "sold abroad by its own words, the page re-dated by an edit",
        replace(KETTLES, **units("About 42,000 (In addition, about 620 were sold in Canada)")),
        replace(TWIN, updated=PartialDate.parse("2025-12-20")),
        SAME,
    ),
    ("the same kind of thing alone", KETTLES, abroad("7006", "Kettle recalled", "Kettle", "2025-05-01"), NOTHING),
    (
        "the name of a maker in two spellings",
        notice("25102", "Aeroleaf Recalls i77Q Kettles Due to Fire Hazard", "Aeroleaf i77Q kettles"),
        abroad("7007", "Aero Leaf i77Q Kettle recalled due to fire hazard", "Aero Leaf i77Q Kettle"),
        SAME,
    ),
    ("one authority, nothing said of an earlier notice", KETTLES, LONG_AGO, NOTHING),
    ("announced again", notice("25200", AGAIN, "Zephyra Breeze kettles", LATER), KETTLES, LinkType.REANNOUNCES),
    ("more of them", notice("25201", MORE, "Zephyra Breeze kettles", LATER), KETTLES, LinkType.EXPANDS),
    (
        "again, and more of them",
        notice("25202", AGAIN.replace("Reannounces", "Reannounces and Expands"), "Zephyra Breeze kettles", LATER),
        KETTLES,
        LinkType.EXPANDS,
    ),
    (
        "said in the count of units only",
        notice(
            "25203",
            "Zephyra Recalls Kettles Due to Fire Hazard",
            "",
            LATER,
            **units("About 900 (about 400 were previously recalled in March 2025)", "Zephyra Gale kettles"),
        ),
        KETTLES,
        LinkType.EXPANDS,
    ),
    (
        "another date is said",
        notice(
            "25204",
            MORE,
            "",
            LATER,
            **units("About 900 (about 400 were previously recalled in the U.S. in May 2024)", "Zephyra kettles"),
        ),
        KETTLES,
        NOTHING,
    ),
    ("what is expanded is another maker's", notice("25205", MORE, "Zephyra Breeze kettles", LATER), WALKERS, NOTHING),
    ("a warning, then a recall", WALKERS, WARNING, LinkType.SUPERSEDES),
    ("a recall, then a warning", replace(WALKERS, published=PartialDate.parse("2024-01-01")), WARNING, NOTHING),
    (
        "a recall's number is named",
        notice("25206", MORE, "Zephyra pots", LATER, summary="It expands recall number 25-100 of March."),
        KETTLES,
        LinkType.EXPANDS,
    ),
    (
        "one authority in two languages on one day, with one code",
        replace(
            MODELS,
            number="25100-ES",
            title="Zephyra retira hervidores",
            language="es",
            products=(ListedProduct("Zephyra hervidor ZB1200"),),
        ),
        MODELS,
        LinkType.TRANSLATES,
    ),
    (
        "a firm in common, the things not",
        notice("25103", "Acme Tools Recalls Mowers", "Brushcut mowers", firms=(Firm("Acme Tools", Role.IMPORTER),)),
        abroad("7008", "Acme Tools nail gun recalled", "Acme Tools nail gun", "2025-04-10", hazard="Laceration hazard"),
        NOTHING,
    ),
    (
        "words of packages and announcements are no maker's name",
        notice(
            "26001",
            "Oakdale Expands Recall of Ready-To-Eat Ham Products",
            "Ready-To-Eat Ham Products, 8-oz packages",
            "2025-09-04",
            hazard="Product contamination",
        ),
        notice(
            "26002",
            "Pinehill Recalls Ready-To-Eat Ham Products",
            "Ready-To-Eat Ham Products, 8-oz packages",
            hazard="Product contamination",
        ),
        NOTHING,
    ),
)
