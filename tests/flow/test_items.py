from dataclasses import replace
from pathlib import Path

import pytest

from recallwatch.errors import UsageError
from recallwatch.flow import items, webhooks
from recallwatch.model import Ask, Outcome
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import item, notice

_SOME_SERIALS = notice().summary + " Only units with serial numbers VQA1000 through VQA1999 are included."


@pytest.fixture
def world(store: Store) -> World:
    """Ann, who has registered nothing yet; a recall that is known."""
    made = World(store)
    made.add_owner("ann")
    made.publish(notice())
    return made


def _outcomes(found: list[items.Found]) -> list[Outcome]:
    return [hit.verdict.outcome for hit in found]


def test_registering_finds_an_old_recall_at_once_and_alerts(world: World) -> None:
    assert _outcomes(world.register(item())) == [Outcome.AFFECTED]
    assert world.kinds() == ["alert"]


def test_registering_the_same_again_alerts_nobody_twice(world: World) -> None:
    world.register(item())
    world.register(item())
    assert world.kinds() == ["alert"]


def test_checking_keeps_nothing(world: World) -> None:
    assert _outcomes(items.check(world.store, item())) == [Outcome.AFFECTED]
    with world.store.read() as unit:
        assert unit.items.of("ann") == []
    assert world.kinds() == []


def test_a_question_answered_with_a_serial_inside_becomes_an_alert(world: World) -> None:
    world.publish(notice(summary=_SOME_SERIALS))
    (asked,) = world.register(item())
    assert asked.verdict.question is not None
    assert asked.verdict.question.ask is Ask.SERIAL
    world.register(item(serial="VQA1500"))
    assert world.kinds() == ["question", "alert"]


def test_a_question_answered_with_a_serial_outside_is_cleared_without_a_mail(world: World) -> None:
    world.publish(notice(summary=_SOME_SERIALS))
    world.register(item())
    assert _outcomes(world.register(item(serial="VQA2500"))) == [Outcome.CLEAR]
    assert world.kinds() == ["question"]


def test_a_clear_that_an_expansion_overturns_alerts(world: World) -> None:
    world.publish(notice(summary=_SOME_SERIALS))
    world.register(item(serial="VQA2500"))
    world.publish(notice(summary=_SOME_SERIALS.replace("VQA1999", "VQA2999")))
    assert world.kinds() == ["alert"]


def test_an_edited_item_that_fits_nothing_is_unknown_not_clear(world: World) -> None:
    world.register(item())
    assert world.register(item(name="another lamp", model="ZZ-9")) == []
    assert world.kinds() == ["alert"]


def test_an_item_edited_back_is_alerted_again(world: World) -> None:
    world.register(item())
    world.register(item(name="another lamp", model="ZZ-9"))
    world.register(item())
    assert world.kinds() == ["alert", "alert"]


def test_a_removed_item_is_not_alerted(world: World) -> None:
    world.register(item(model="VQ800"))
    items.remove(world.context, "ann", "item-1")
    world.publish(notice("200", url="", summary=notice().summary.replace("VQ500", "VQ800")))
    assert world.kinds() == []


@pytest.mark.parametrize(
    ("changed", "says"), [({"name": "x" * 10_000}, "10000 characters"), ({"name": "", "model": ""}, "what it is")]
)
def test_what_cannot_be_registered_is_refused_in_words(world: World, changed: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        world.register(item(**changed))


def test_an_item_without_a_time_gets_one(world: World) -> None:
    world.register(replace(item(), created_at=None))
    with world.store.read() as unit:
        assert [found.created_at for found in unit.items.of("ann")] == [world.now]


def test_the_strongest_hit_comes_first(world: World) -> None:
    world.publish(notice("200", url="", summary=_SOME_SERIALS))
    assert _outcomes(items.check(world.store, item())) == [Outcome.AFFECTED, Outcome.CHECK]


def test_a_webhook_needs_a_web_address(world: World, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="https"):
        webhooks.add(world.context, "ann", f"file://{tmp_path}")


def test_a_webhook_has_a_secret_of_its_own(world: World) -> None:
    secrets = {webhooks.add(world.context, "ann", "https://hooks.example.com").secret for _ in range(2)}
    assert len(secrets) == 2
    assert all(secret.startswith("whsec_") for secret in secrets)
