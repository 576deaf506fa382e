"""The rules that compare an answer with what its source was like before."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from recallwatch.flow.health import Known, judge_changes, judge_harvest, learn, question
from recallwatch.flow.health.dates import judge_dates
from recallwatch.model import Harvest, ListedProduct, Notice, PartialDate, Profile, Shape, SourceState, Vehicle
from tests.making import NOON, notice

TEN = tuple(notice(str(n), title=f"Kettle {n} leaks") for n in range(10))
EARLIER = NOON - timedelta(hours=1)
SHAPE = learn(None, TEN, known=9, now=EARLIER)


def judged(*notices: Notice, shape: Shape = SHAPE) -> list[str]:
    """What is said of a part of a source's notices, the ten having come an hour ago."""
    state = SourceState("test", last_success=EARLIER, profile=Profile({"q": shape}))
    return judge_harvest(Harvest(notices), state, asked="q", now=NOON)


def compared(
    *pairs: tuple[Notice, Notice], found: int = 10, known: int = 10, listed: int = 0, now: datetime = NOON
) -> list[str]:
    return judge_changes(Known(pairs, found=found, known=known), SHAPE, listed=listed, now=now)


def all_with(**changed: Any) -> list[tuple[Notice, Notice]]:
    """Ten notices, six of them changed."""
    return [(n, replace(n, **changed) if place < 6 else n) for place, n in enumerate(TEN)]


def test_a_question_is_the_same_for_every_window_and_new_for_every_parser() -> None:
    window = question("us-x/1", "https://a.example/?from=2026-01-01&page=2")
    assert window == question("us-x/1", "https://a.example/?from=2025-12-31&page=17")
    assert window != question("us-x/2", "https://a.example/?from=2026-01-01&page=2")


@pytest.mark.parametrize(("found", "known", "problems"), [(10, 10, 0), (5, 5, 0), (4, 4, 1), (4, 2, 1), (4, 1, 0)])
def test_a_part_may_not_shrink_to_less_than_half_unless_it_is_mostly_new(found: int, known: int, problems: int) -> None:
    assert len(compared(found=found, known=known)) == problems


def test_a_part_may_not_be_empty_at_once() -> None:
    assert judged() == ["nothing where the last answer to this question had 10"]


def test_after_two_days_the_size_of_a_part_is_no_measure_any_more() -> None:
    later = NOON + timedelta(days=2)
    assert compared(found=4, known=4, now=later) == []
    assert judged(shape=replace(SHAPE, at=NOON - timedelta(days=2, minutes=1))) == []


def test_a_field_that_all_had_and_none_has_is_missed() -> None:
    bare = [replace(n, hazard="", products=()) for n in TEN]
    assert judged(*bare) == [
        "no notice has hazard, products.name, products.units any more, which nearly all had",
    ]
    assert judged(*bare[:9], TEN[9]) == []
    assert judged(*bare[:2], shape=replace(SHAPE, found=4)) == []  # of two it may be chance


def test_a_field_that_only_some_had_may_go() -> None:
    some = learn(None, [*TEN[:8], *(replace(n, hazard="") for n in TEN[8:])], known=9, now=EARLIER)
    assert judged(*(replace(n, hazard="") for n in TEN), shape=some) == []


def test_what_is_learned_moves_with_what_comes() -> None:
    bare = [replace(n, hazard="") for n in TEN]
    learned = learn(SHAPE, bare, known=10, now=NOON)
    assert (learned.at, learned.found, learned.fills["hazard"], learned.known) == (NOON, 10, 0.8, 0.92)
    assert learn(SHAPE, (), known=0, now=NOON).fills == SHAPE.fills


def test_spans_of_making_that_mostly_run_backwards_are_columns_changed_round() -> None:
    def made(first: int, last: int) -> Notice:
        vehicle = Vehicle("Makka", "Vento", made_first=PartialDate(first), made_last=PartialDate(last))
        return replace(TEN[0], products=(ListedProduct("Makka Vento", units="5", vehicle=vehicle),) * 2)

    assert judge_dates([made(2019, 2016)], now=NOON) == ["2 of 2 spans of making end before they begin"]
    assert judge_dates([made(2019, 2016), made(2016, 2019)], now=NOON) == []


def test_dates_to_come_and_dates_all_of_today_are_not_the_notices_dates() -> None:
    later = [replace(n, published=PartialDate(2026, 12, 24)) for n in TEN]
    assert judged(*later) == ["10 of 10 dates lie in the future, the furthest 2026-12-24"]
    assert judged(*later[:5], *TEN[5:]) == []
    today = [replace(n, published=PartialDate(2026, 11, 23)) for n in TEN]
    assert judged(*today) == ["all 10 notices are dated today: is it the page's date that was read?"]
    assert judged(*today[:9]) == []


@pytest.mark.parametrize("text", ["Crème brûlée", "“Sunny” — 5 °C"])
@pytest.mark.parametrize("charset", ["latin-1", "cp1252"])
def test_a_wrong_charset_shows_without_any_history(text: str, charset: str) -> None:
    garbled = text.encode().decode(charset, "replace")
    three = [replace(n, title=garbled) for n in TEN[:3]]
    clean = [replace(n, title=text) for n in TEN]
    assert "wrong charset" in judged(*three, *TEN[3:])[0]
    assert judged(*clean) == []
    assert judged(*three[:1], *clean[1:]) == []


def test_one_text_garbled_in_an_edit_is_told_from_all_of_them() -> None:
    was = [replace(n, title=f"Crème {n.number}") for n in TEN]
    now = [replace(n, title=f"CrÃ¨me {n.number}") for n in TEN]
    assert compared(*zip(was, [*now[:5], *was[5:]], strict=True)) == []
    assert "texts of title are garbled" in compared(*zip(was, [*now[:6], *was[6:]], strict=True))[-1]


def test_texts_escaped_once_more_are_told() -> None:
    was = [replace(n, hazard="Pots & pans") for n in TEN]
    now = [replace(n, hazard="Pots &amp; pans") for n in TEN]
    assert "10 of 10 texts of hazard hold escaped characters" in compared(*zip(was, now, strict=True))[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "https://recalls.example.org/1"),
        ("hazard", ""),
        ("published", PartialDate(2026, 4, 5)),
        ("updated", None),
        ("remedy", "Consumers should"),
    ],
)
def test_most_notices_with_another_value_at_once_are_no_edit(field: str, value: Any) -> None:
    before = [replace(n, updated=PartialDate(2026, 11, 21)) for n in TEN]
    pairs = [(n, replace(n, **{field: value}) if place < 6 else n) for place, n in enumerate(before)]
    assert compared(*pairs) == [f"{field} is lost or another in 6 of 10 notices at once"]
    assert compared(*pairs[1:]) != []
    assert compared(*pairs[5:]) == []


def test_what_publishers_do_to_whole_archives_is_believed() -> None:
    assert compared(*all_with(updated=PartialDate(2026, 11, 23))) == []
    assert compared(*all_with(published=PartialDate(2026, 11, 22))) == []
    assert compared(*all_with(remedy=TEN[0].remedy + " Recalled things may not be sold.")) == []
    assert compared(*all_with(url="http://www.recalls.example.org/100")) == []


def test_numbers_that_are_all_others_are_not_new_recalls() -> None:
    assert "are the numbers other ones" in compared(found=10, known=0)[0]
    assert "are the numbers other ones" in compared(found=100, known=40, listed=100)[0]
    assert compared(found=100, known=50, listed=100) == []
    assert compared(found=2, known=0) == []
    assert compared(found=10, known=0, now=NOON + timedelta(days=3)) == []  # a feed moves on while nobody looks
