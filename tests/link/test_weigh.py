from dataclasses import replace

import pytest

from recallwatch.extract import read
from recallwatch.link import Told, relate, told
from recallwatch.link.weigh import Weight, weigh
from recallwatch.model import Link, ListedProduct, Notice, PartialDate, Vehicle
from tests.link.pairs import KETTLES, MODELS, TWIN, WALKERS, WARNING, abroad, notice, units

_PLAIN = replace(TWIN, title="Zephyra Breeze Kettle recalled")
_ABROAD = units("About 900 (In addition, about 60 in Canada)")
_CODED = abroad("7010", "Zephyra Breeze Kettle ZB1200 recalled due to fire hazard", "Zephyra Breeze Kettle ZB1200")


def _side(of: Notice) -> Told:
    return told(of, read(of))


def _weigh(one: Notice, two: Notice) -> Weight:
    return weigh(_side(one), _side(two))


def _relate(one: Notice, two: Notice) -> Link | None:
    return relate(_side(one), _side(two))


def _on(day: str, of: Notice = KETTLES) -> Notice:
    return replace(of, published=PartialDate.parse(day))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ((MODELS, _CODED), (KETTLES, _CODED)),
        ((KETTLES, _PLAIN), (KETTLES, replace(_PLAIN, hazard="Laceration hazard"))),
        ((replace(KETTLES, **_ABROAD), TWIN), (KETTLES, TWIN)),
        ((KETTLES, TWIN), (KETTLES, replace(TWIN, products=(), title="Zephyra Gale Kettle recalled"))),
        ((KETTLES, TWIN), (KETTLES, replace(TWIN, products=(), title="Zephyra Tent recalled"))),
    ],
    ids=["models", "hazards", "countries", "names", "kinds"],
)
def test_what_agrees_adds_points(more: tuple[Notice, Notice], less: tuple[Notice, Notice]) -> None:
    assert _weigh(*more).points > _weigh(*less).points


def test_hazards_that_differ_cost_more_than_one_that_is_not_told() -> None:
    untold, other = replace(_PLAIN, hazard=""), replace(_PLAIN, hazard="Laceration hazard")
    assert _weigh(KETTLES, other).points < _weigh(KETTLES, untold).points < _weigh(KETTLES, _PLAIN).points


def test_a_number_that_one_names_adds_points_and_is_proof() -> None:
    later = notice(
        "25206", "Zephyra Expands Recall of Pots", "Zephyra pots", summary="It expands recall number 25-100."
    )
    other = replace(later, summary="It expands recall number 25-101.")
    assert _weigh(later, KETTLES).points > _weigh(other, KETTLES).points + 5
    assert _weigh(later, KETTLES).proof
    assert not _weigh(other, KETTLES).proof


def test_the_makers_own_words_are_not_counted_again() -> None:
    one = notice("1", "Acme Tools Recalls Mowers", "Acme Tools mowers", hazard="")
    two = abroad("2", "Acme Tools Saw recalled", "Acme Tools Saw", hazard="")
    assert _weigh(one, two).evidence == ("the same brand: acme, acmetools",)
    assert not _weigh(one, two).likeness


def test_other_makers_rule_out_even_one_model_and_one_day() -> None:
    other = replace(_CODED, title=_CODED.title.replace("Zephyra", "Bluefinch"))
    other = replace(other, products=(ListedProduct("Bluefinch Breeze Kettle ZB1200"),))
    assert _relate(MODELS, _CODED) is not None
    assert _weigh(MODELS, other).veto == "other brands: zephyra, bluefinch"
    assert _relate(MODELS, other) is None


def test_a_bar_code_outweighs_other_makers() -> None:
    code = ("4006381333931",)
    one = replace(KETTLES, products=(ListedProduct("Zephyra kettles", brand="Zephyra", gtins=code),))
    one = replace(one, title="Zephyra Recalls Kettles Due to Fire Hazard")
    two = replace(_PLAIN, title="Bluefinch Kettle recalled")
    two = replace(two, products=(ListedProduct("Bluefinch Kettle", brand="Bluefinch", gtins=code),))
    assert _weigh(one, two).veto
    assert _relate(one, two) is not None


def test_models_that_all_differ_speak_against_one_event() -> None:
    other = replace(
        TWIN, products=(ListedProduct("Zephyra Breeze Kettle, model ZQ7700"),), title="Zephyra Kettle recalled"
    )
    found, apart = _relate(KETTLES, replace(other, updated=PartialDate.parse("2025-03-25"))), _weigh(MODELS, other)
    assert found is not None
    assert apart.apart
    assert _relate(MODELS, replace(other, updated=PartialDate.parse("2025-03-25"))) is None


def test_a_longer_form_of_a_model_is_not_another() -> None:
    longer = replace(TWIN, products=(ListedProduct("Zephyra Breeze Kettle, model ZB1200-BLK"),))
    assert not _weigh(MODELS, longer).apart


def test_more_than_four_hundred_days_are_too_many_unless_the_page_was_edited() -> None:
    settled = replace(_CODED, published=PartialDate.parse("2026-06-01"))
    edited = replace(_CODED, updated=PartialDate.parse("2026-06-01"))
    here = replace(MODELS, **_ABROAD)
    assert _relate(here, settled) is None
    assert _relate(here, edited) is not None
    assert _relate(replace(KETTLES, **_ABROAD), TWIN) is not None
    assert _relate(replace(KETTLES, **_ABROAD), replace(TWIN, updated=PartialDate.parse("2026-06-01"))) is None


def test_vehicles_are_one_event_by_a_number_only() -> None:
    cars = (ListedProduct("Zephyra Gale 2024", brand="Zephyra", vehicle=Vehicle("Zephyra", "Gale", (2024,))),)
    one = replace(KETTLES, title="Zephyra Gale fuel pump", number="24V100", products=cars)
    two = replace(TWIN, title="Zephyra Gale fuel pump", number="2024100", products=cars)
    naming = replace(two, summary="Transport Canada's number for recall number 24-100.")
    assert _relate(one, two) is None
    assert _relate(replace(one, number="24100"), naming) is not None
    assert _relate(replace(one, products=()), replace(two, products=())) is not None


def test_a_recall_long_after_a_warning_supersedes_nothing() -> None:
    assert _relate(_on("2025-06-01", WALKERS), WARNING) is not None
    assert _relate(_on("2026-06-01", WALKERS), WARNING) is None


def test_two_notices_of_one_day_in_one_language_are_no_translation() -> None:
    assert _relate(MODELS, replace(MODELS, number="25999")) is None


def test_an_updated_page_does_not_speak_of_an_earlier_notice() -> None:
    update = replace(KETTLES, title="Update: Zephyra expands recall of Breeze Kettles", number="25555")
    assert _relate(_on("2025-09-04", update), KETTLES) is None


def test_what_is_said_of_the_earlier_notice_tells_which_it_is() -> None:
    later = notice("25600", "Zephyra Expands Recall of Kettles Due to Fire Hazard", "Zephyra kettles", "2025-09-04")
    about = replace(later, summary="This expands the prior recall of Breeze kettles.")
    assert _relate(later, KETTLES) is None
    found = _relate(about, KETTLES)
    assert found is not None
    assert "it speaks of the earlier: breeze" in found.evidence


def test_things_that_are_called_nothing_alike_lose_points() -> None:
    tent = replace(TWIN, title="Zephyra Tent recalled", products=(ListedProduct("Zephyra Tent"),))
    found = _weigh(KETTLES, tent)
    assert (found.points, found.likeness) == (1.0, False)
    assert found.evidence == ("the same brand: zephyra", "the same hazard: fire")
