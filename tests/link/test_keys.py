from dataclasses import replace

from recallwatch.extract import read
from recallwatch.link import event_keys, told
from recallwatch.model import Kind, Notice
from tests.link.pairs import KETTLES, TWIN, abroad, notice, units

_JOINT = (
    "Joint recall with Health Canada, the United States Consumer Product Safety Commission (US CPSC) and GD Zephyra "
    "Kettle Equipment Co., Ltd.Please note that recalled products may not be sold."
)


def _keys(of: Notice) -> set[str]:
    return {key.value for key in event_keys(told(of, read(of)))}


def test_two_telling_words_make_a_key() -> None:
    assert "breeze zephyra" in _keys(KETTLES) & _keys(TWIN)


def test_a_maker_that_only_an_ally_bears_meets_the_kind_of_thing() -> None:
    here = notice(
        "1", "Zephyra Recalls U Kettles", "", **units("About 9 (In addition, about 6 in Canada)", "U kettles")
    )
    there = abroad("2", "Update: U kettle recalled", "U Kettle", remedy=_JOINT)
    assert "zephyra kettle" in _keys(here) & _keys(there)


def test_a_maker_that_only_an_ally_bears_meets_its_product() -> None:
    here = notice("1", "Zephyra Recalls Promo Brakes", "Promo brakes sold on Zephyra bicycles")
    there = abroad("2", "Revised Promo Brakes recalled", "Revised Promo Brakes", remedy=_JOINT)
    assert "promo zephyra" in _keys(here) & _keys(there)


def test_a_number_is_met_by_who_names_it() -> None:
    naming = replace(TWIN, summary="See recall number 25-100.")
    assert "#25100" in _keys(KETTLES) & _keys(naming)


def test_only_who_speaks_of_an_earlier_notice_or_warns_looks_back() -> None:
    again = replace(KETTLES, title="Zephyra Reannounces Recall of Kettles")
    assert "looks back" not in _keys(KETTLES)
    assert "looks back" in _keys(again) & _keys(replace(KETTLES, kind=Kind.WARNING))
