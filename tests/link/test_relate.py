from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.extract import read
from recallwatch.link import Told, relate, told
from recallwatch.link.choose import MARGIN
from recallwatch.model import LinkType, Notice, PartialDate
from tests.link.pairs import KETTLES, PAIRS, TWIN, notice

_SIDES = [n for _, one, two, _ in PAIRS for n in (one, two)]


def side(of: Notice) -> Told:
    return told(of, read(of))


@pytest.mark.parametrize(("one", "two", "kind"), [p[1:] for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_each_rule_decides_its_pair(one: Notice, two: Notice, kind: LinkType | None) -> None:
    found = relate(side(one), side(two))
    assert (found.type if found else None) == kind


@given(st.sampled_from(_SIDES), st.sampled_from(_SIDES))
def test_the_order_of_a_pair_is_of_no_account(one: Notice, two: Notice) -> None:
    if one.id != two.id:
        assert relate(side(one), side(two)) == relate(side(two), side(one))


@given(st.sampled_from(_SIDES), st.sampled_from(_SIDES))
def test_what_is_believed_has_reasons_and_a_score(one: Notice, two: Notice) -> None:
    found = relate(side(one), side(two)) if one.id != two.id else None
    if found:
        assert found.evidence
        assert all(found.evidence)
        assert 0.7 < found.score < 1.0


def test_the_reasons_are_told_in_words() -> None:
    found = relate(side(KETTLES), side(TWIN))
    assert found is not None
    assert found.evidence == (
        "the same brand: zephyra",
        "the same name: breeze",
        "the same kind of thing: kettle",
        "the same hazard: fire",
        "on the same day",
    )


def test_an_expansion_runs_from_the_later_to_the_earlier() -> None:
    later = notice("25201", "Zephyra Expands Recall of Breeze Kettles", "Zephyra Breeze kettles", "2025-09-04")
    found = relate(side(KETTLES), side(later))
    assert found is not None
    assert (found.from_id, found.to_id) == ("us-test:25201", "us-test:25100")


def test_the_last_of_several_earlier_notices_is_the_likeliest() -> None:
    later = side(notice("25201", "Zephyra Expands Recall of Breeze Kettles", "Zephyra Breeze kettles", "2025-09-04"))
    long_ago = side(replace(KETTLES, number="1", published=PartialDate.parse("2020-01-01")))
    near, far = relate(later, side(KETTLES)), relate(later, long_ago)
    assert near is not None
    assert far is not None
    assert near.points > far.points


def test_of_two_likely_twins_the_nearer_leads() -> None:
    far = side(replace(KETTLES, published=PartialDate.parse("2024-03-01")))
    here, there = relate(side(KETTLES), side(TWIN)), relate(far, side(TWIN))
    assert here is not None
    assert there is not None
    assert here.points - there.points > MARGIN
