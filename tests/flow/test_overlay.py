import json
from dataclasses import replace
from datetime import timedelta

import pytest

from recallwatch.errors import UsageError
from recallwatch.extract import EARLIER, read
from recallwatch.flow.ingest import Manner, ingest
from recallwatch.flow.items import register
from recallwatch.flow.overlay import correct, in_force, save, standing, undo
from recallwatch.flow.reprocess import reprocess
from recallwatch.flow.review import worst_first
from recallwatch.model import Act, CodeType, Correction, Harvest, Notice, Reading, Rule
from recallwatch.ports import Source, Store
from tests.flow.world import World
from tests.making import item, notice, payload, source, watch

_ID = "test:100"
_SAVED = payload(json.dumps("lamps").encode())
_TEXT = "This recall involves Voltique power banks with model number VQ800."
_ADD = Correction(Act.ADD_MODEL, "VQ500", note="the maker says so")
_LOOKED = Correction(Act.REVIEWED)
_CALM = {"hazard": "", "remedy": "Call.", "title": "Lumo Recalls Lamps", "products": (), "summary": "Lumo lamps."}


def _notice(summary: str = _TEXT, **changed: str) -> Notice:
    return notice(summary=summary, payload=_SAVED.sha256, **changed)


@pytest.fixture
def world(store: Store) -> World:
    """Ann's VQ500, and a notice of the VQ800."""
    made = World(store)
    made.add_owner("ann")
    register(made.context, item())
    with store.write() as unit:
        unit.payloads.put(_SAVED)
    made.publish(_notice())
    return made


def _set(world: World, *corrections: Correction, note: str = "") -> None:
    """Correct the notice and compare it again; a minute passes."""
    world.now += timedelta(minutes=1)
    with world.store.write() as unit:
        save(unit, correct(unit, _ID, corrections, by="op", at=world.now, note=note))
    world.match()


def _undo(world: World) -> None:
    world.now += timedelta(minutes=1)
    with world.store.write() as unit:
        save(unit, undo(unit, _ID, by="op", at=world.now))
    world.match()


def _reading(world: World) -> Reading:
    with world.store.read() as unit:
        record = unit.notices.get(_ID)
    assert record is not None
    return record.reading


def _models(world: World) -> list[str]:
    return [term.value for term in _reading(world).products[0].selectors[0].models]


def _reprocess(world: World, made: Notice) -> None:
    parser: Source = replace(source(), parse=lambda _saved: Harvest((made,)))
    list(reprocess(world.store, {"test": parser}, now=world.now))
    world.match()


def test_a_correction_that_makes_a_thing_affected_alerts_its_owner_once(world: World) -> None:
    assert world.kinds() == []
    _set(world, _ADD)
    _set(world, _ADD, _LOOKED)
    assert world.kinds() == ["alert"]


def test_a_correction_that_makes_a_cleared_thing_affected_alerts(world: World) -> None:
    world.publish(notice(summary="The recall involves VQ500 power banks with serial numbers 1000 through 1999."))
    world.register(item(serial="2500"))
    with world.store.read() as unit:
        assert [v.outcome.value for v in unit.verdicts.of_item("ann", "item-1")] == ["clear"]
    told = len(world.kinds())
    rule = Rule(CodeType.RANGE, first="2000", last="2999")
    _set(world, Correction(Act.ADD_CODE, rule=rule), note="the maker says so")
    assert world.kinds()[told:] == ["alert"]


def test_a_correction_that_clears_a_thing_says_so(world: World) -> None:
    _set(world, _ADD)
    _set(world, Correction(Act.ADD_EXCLUDED_MODEL, "VQ500"), note="the maker says so")
    assert world.kinds() == ["alert", "cleared"]


def test_a_correction_reaches_an_item_that_no_key_led_to(world: World) -> None:
    world.add_owner("ben")
    world.register(item("item-2", "ben", name="gadget", brand="Voltique", model="ZZ99881"))
    _set(world, Correction(Act.ADD_MODEL, "ZZ99881"), note="the maker says so")
    assert world.kinds("ben") == ["alert"]


def test_taking_it_back_restores_the_reading_and_keeps_the_history(world: World) -> None:
    before = _reading(world)
    _set(world, _ADD)
    _undo(world)
    assert _reading(world) == before == read(_notice())
    with world.store.read() as unit:
        assert [(o.number, o.undo, o.by) for o in unit.overlays.history(_ID)] == [(1, False, "op"), (2, True, "op")]
    assert world.kinds() == ["alert", "cleared"]


def test_each_undo_goes_one_step_further_back(world: World) -> None:
    for model in ("VQ1", "VQ2", "VQ3"):
        _set(world, Correction(Act.ADD_MODEL, model), note="x")
    _undo(world)
    _undo(world)
    assert _models(world) == ["VQ800", "VQ1"]
    _set(world, Correction(Act.ADD_MODEL, "VQ4"), note="x")
    _undo(world)
    assert _models(world) == ["VQ800", "VQ1"]
    with world.store.read() as unit:
        history = unit.overlays.history(_ID)
    assert [o.number for o in in_force(history)] == [1]
    assert [c.value for c in standing(history)] == ["VQ1"]


def test_there_must_be_something_to_take_back(world: World) -> None:
    with pytest.raises(UsageError, match="nothing is corrected"):
        _undo(world)


def test_corrections_add_up_and_the_same_again_replaces(world: World) -> None:
    _set(world, replace(_ADD, note=""), note="first")
    _set(world, Correction(Act.ADD_MODEL, "VQ9"), note="second")
    _set(world, replace(_ADD, note=""), note="third")
    with world.store.read() as unit:
        made = [(c.value, c.note) for c in standing(unit.overlays.history(_ID))]
    assert made == [("VQ9", "second"), ("VQ500", "third")]


def test_a_correction_survives_reprocess(world: World) -> None:
    _set(world, _ADD)
    _reprocess(world, _notice())
    assert _models(world) == ["VQ800", "VQ500"]
    assert world.kinds() == ["alert"]


def test_a_correction_survives_a_revision_of_the_same_texts(world: World) -> None:
    _set(world, _ADD)
    world.publish(_notice(url="https://recalls.example.org/moved"))
    assert (_models(world), _reading(world).review) == (["VQ800", "VQ500"], ())


@pytest.mark.parametrize("again", [lambda w, n: w.publish(n), _reprocess], ids=["poll", "reprocess"])
def test_a_correction_for_an_earlier_text_holds_and_asks_for_a_look(world: World, again: object) -> None:
    _set(world, _ADD)
    again(world, _notice(_TEXT + " It is on the back."))  # type: ignore[operator]
    assert (_models(world), _reading(world).review) == (["VQ800", "VQ500"], (EARLIER,))
    _set(world, Correction(Act.ADD_ALIAS, "power banks"))
    assert _reading(world).review == (EARLIER,)
    _set(world, _LOOKED)
    assert _reading(world).review == ()
    assert world.kinds() == ["alert"]


def test_a_correction_made_while_a_harvest_is_read_is_not_lost(world: World) -> None:
    def meanwhile(step: str, _done: int, _of: int) -> None:
        if step == "reading" and _models(world) == ["VQ800"]:
            _set(world, _ADD)

    harvest = Harvest((_notice(_TEXT + " It is on the back."), notice("201", **_CALM)))
    manner = Manner(progress=meanwhile)
    ingest(world.store, source(), harvest, started=world.now, now=world.now, manner=manner)
    assert (_models(world), _reading(world).review) == (["VQ800", "VQ500"], (EARLIER,))


def test_a_draft_changes_nothing(world: World) -> None:
    with world.store.read() as unit:
        draft = correct(unit, _ID, [_ADD], by="op", at=world.now)
    assert draft.reading != draft.record.reading
    assert _models(world) == ["VQ800"]


def test_what_speaks_against_a_correction_is_said_and_nothing_kept(world: World) -> None:
    with pytest.raises(UsageError, match=r"does not say 'VQ7'(.|\n)*no 'VQ8' to remove"):
        _set(world, Correction(Act.ADD_MODEL, "VQ7"), Correction(Act.REMOVE_MODEL, "VQ8"))
    with pytest.raises(UsageError, match="no notice 'test:9'"), world.store.write() as unit:
        correct(unit, "test:9", [_ADD], by="op", at=world.now)
    with world.store.read() as unit:
        assert unit.overlays.history(_ID) == []


def _doubt(world: World, **reasons: int) -> None:
    with world.store.write() as unit:
        for number, count in reasons.items():
            record = unit.notices.get(f"test:{number[1:]}")
            assert record is not None
            doubted = replace(record.reading, review=tuple(f"reason {n}" for n in range(count)))
            unit.notices.replace_readings({record.notice.id: doubted})


def _worst(world: World) -> list[str]:
    with world.store.read() as unit:
        return [d.record.notice.number for d in worst_first(unit, now=world.now)]


def test_the_worst_comes_first(world: World) -> None:
    calm = {number: notice(number, **_CALM) for number in ("201", "202")}
    fire = notice("203", **(_CALM | {"hazard": "The lamp can catch fire, posing a fire hazard."}))
    world.publish(*calm.values(), fire)
    _doubt(world, n201=1, n202=2, n203=1, n100=1)
    assert _worst(world) == ["100", "203", "202", "201"]  # ann's, dangerous, two reasons, one


def test_a_notice_that_a_newsroom_waits_for_comes_earlier(world: World) -> None:
    world.publish(notice("201", **_CALM), notice("202", **_CALM))
    _doubt(world, n201=1, n202=1, n100=0)
    assert _worst(world) == ["202", "201"]
    world.publish(notice("201", **(_CALM | {"title": "Glim Recalls Lamps"})))
    _doubt(world, n201=1)
    with world.store.write() as unit:
        unit.items.put_watch(watch(words="glim"))
    assert _worst(world) == ["201", "202"]


def test_a_notice_that_was_looked_at_is_no_longer_listed(world: World) -> None:
    _doubt(world, n100=2)
    _set(world, _LOOKED)
    assert _worst(world) == []
