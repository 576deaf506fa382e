"""What an owner asked for holds what may wait, never what is urgent, and nothing gets lost by it."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from recallwatch.errors import UsageError
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.manners import set_manners
from recallwatch.model import Channel, ChannelKind, Delivery, Digest, Manners, Notice
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import NOON, item, notice, watch

pytestmark = pytest.mark.anyio

_NIGHT = Manners("ann", zone="Europe/Berlin", quiet_from=time(22), quiet_to=time(7))
_SEVEN = datetime.fromisoformat("2026-11-24T06:00:00+00:00")


def _dull(number: str = "100", **changed: Any) -> Notice:
    """A recall that can wait until the morning."""
    return notice(
        number,
        **{
            "title": "Voltique Recalls Power Banks Due to a Missing Label",
            "hazard": "The label lacks a mark that the standard asks for.",
            "remedy": "Contact Voltique for a new label.",
            **changed,
        },
    )


@pytest.fixture
def world(store: Store) -> World:
    """Ann, who owns a VQ500 and sleeps from ten to seven in Berlin; it is eleven at night there."""
    made = World(store)
    made.add_owner("ann")
    set_manners(made.context, _NIGHT)
    made.register(item())
    made.now = NOON + timedelta(hours=9)
    return made


def _outbox(world: World) -> list[Delivery]:
    with world.store.read() as unit:
        return unit.outbox.deliveries()


async def test_what_is_not_urgent_waits_for_the_morning(world: World) -> None:
    world.publish(_dull())
    (held,) = _outbox(world)
    assert held.answer == "held until 07:00 on 24 November (Europe/Berlin) for the end of quiet hours"
    world.now = _SEVEN - timedelta(minutes=1)
    assert (await dispatch(world.context)).total == 0
    world.now = _SEVEN
    assert (await dispatch(world.context)).sent == 1


async def test_what_is_urgent_passes(world: World) -> None:
    world.publish(notice())
    assert (await dispatch(world.context)).sent == 1


async def test_a_webhook_is_never_held(world: World) -> None:
    with world.store.write() as unit:
        hook = Channel("hook", "ann", ChannelKind.WEBHOOK, "https://hooks.example.org", NOON, confirmed_at=NOON)
        unit.owners.add_channel(hook)
    world.publish(_dull())
    await dispatch(world.context)
    assert (len(world.hook.sent), len(world.mail.sent)) == (1, 0)


async def test_a_change_of_zone_times_anew_what_is_held(world: World) -> None:
    world.publish(_dull())
    set_manners(world.context, replace(_NIGHT, zone="America/New_York"))  # five in the afternoon there
    assert [(one.due_at, one.answer) for one in _outbox(world)] == [(world.now, "")]
    set_manners(world.context, replace(_NIGHT, zone="Europe/Berlin", quiet_to=time(9)))
    world.publish(_dull(hazard="It lacks two marks."))
    assert max(one.due_at for one in _outbox(world)) == _SEVEN + timedelta(hours=2)


async def test_a_new_zone_leaves_failed_attempts_to_their_own_schedule(world: World) -> None:
    world.publish(notice())
    world.mail.error = RuntimeError("no route")
    await dispatch(world.context)
    before = _outbox(world)
    set_manners(world.context, replace(_NIGHT, digest=Digest.DAILY))
    assert _outbox(world) == before


async def test_a_digest_gathers_until_the_owners_hour(world: World) -> None:
    set_manners(world.context, replace(_NIGHT, digest=Digest.WEEKLY, digest_at=time(18), digest_day=4))
    world.publish(_dull())
    (held,) = _outbox(world)
    assert held.due_at == datetime.fromisoformat("2026-11-27T17:00:00+00:00")
    assert held.answer.endswith("for the weekly digest")


def test_a_watch_has_a_rhythm_of_its_own(world: World) -> None:
    set_manners(world.context, Manners("ann"))
    with world.store.write() as unit:
        unit.items.put_watch(watch(digest=Digest.DAILY))
        unit.items.put_watch(watch("watch-2"))
    world.publish(notice())
    due = {one.due_at for one in _outbox(world) if not one.urgent}
    assert due == {world.now, datetime.fromisoformat("2026-11-24T08:00:00+00:00")}
    set_manners(world.context, Manners("ann", digest_at=time(9)))
    assert {one.due_at.hour for one in _outbox(world) if one.due_at > world.now} == {9}


@pytest.mark.parametrize(
    ("manners", "says"),
    [
        (Manners("ann", zone="Berlin"), "no time zone 'Berlin'"),
        (Manners("ann", zone="../etc/passwd"), "no time zone"),
        (Manners("ann", quiet_from=time(22)), "a beginning and an end"),
    ],
)
def test_manners_that_cannot_be_are_refused(world: World, manners: Manners, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        set_manners(world.context, manners)
