from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import anyio
import pytest
from sqlalchemy import text

from recallwatch.errors import NotNow, SendError
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.items import register, remove
from recallwatch.model import AttemptOutcome, Channel, ChannelKind, Delivery, DeliveryState, Message, Status
from recallwatch.ports import Answer, Store
from tests.flow.world import World
from tests.making import email_channel, item, notice, owner, webhook

pytestmark = pytest.mark.anyio


@pytest.fixture
def world(store: Store) -> World:
    """Ann has been found to own a recalled power bank; her mail waits in the outbox."""
    made = World(store)
    made.add_owner("ann")
    register(made.context, item())
    made.publish(notice())
    return made


def _outbox(world: World) -> list[Delivery]:
    with world.store.read() as unit:
        return unit.outbox.deliveries()


async def test_what_is_due_is_sent_once(world: World) -> None:
    assert (await dispatch(world.context)).sent == 1
    assert (await dispatch(world.context)).total == 0
    assert [d.state for d in _outbox(world)] == [DeliveryState.SENT]


async def test_the_message_says_all_a_channel_needs(world: World) -> None:
    await dispatch(world.context)
    ((channel, message),) = world.mail.sent
    assert channel.address == "ann@example.org"
    assert message.item == item()
    assert message.advice.headline == "Voltique power banks (VQ500) recalled: fire hazard"
    assert "VQ-500" in message.why[0].sentence
    assert "VQ500" in message.why[0].quote
    assert message.link_notice == "http://127.0.0.1:8000/notices/test%3A100"
    assert message.link_unsubscribe.startswith("http://127.0.0.1:8000/unsubscribe/ann/mail-ann/")


async def test_a_passing_failure_is_tried_again_later(world: World) -> None:
    world.mail.error = SendError("greylisted")
    assert (await dispatch(world.context)).retried == 1
    (delivery,) = _outbox(world)
    assert (delivery.state, delivery.attempts, delivery.answer) == (DeliveryState.PENDING, 1, "greylisted")
    world.mail.error = None
    assert (await dispatch(world.context)).total == 0  # not yet
    world.now += timedelta(days=1)
    assert (await dispatch(world.context)).sent == 1


async def test_a_failed_attempt_is_logged_with_what_the_receiver_said(world: World) -> None:
    world.mail.error = SendError("HTTP 503 busy", status=503, excerpt="busy")
    await dispatch(world.context)
    with world.store.read() as unit:
        (delivery,) = unit.outbox.deliveries()
        (attempt,) = unit.outbox.attempts(delivery.id)
    assert (attempt.number, attempt.at, attempt.outcome) == (1, world.now, AttemptOutcome.RETRY)
    assert (attempt.words, attempt.status, attempt.excerpt) == ("HTTP 503 busy", 503, "busy")


async def test_what_is_dangerous_now_is_urgent_and_an_all_clear_is_not(world: World) -> None:
    await dispatch(world.context)
    world.publish(notice(status=Status.WITHDRAWN))
    assert sorted((d.state.value, d.urgent) for d in _outbox(world)) == [("pending", False), ("sent", True)]


async def test_a_permanent_failure_is_given_up_at_once(world: World) -> None:
    world.mail.error = SendError("no such mailbox", permanent=True, disable=True)
    assert (await dispatch(world.context)).dead == 1
    assert [d.state for d in _outbox(world)] == [DeliveryState.DEAD]
    with world.store.read() as unit:
        assert unit.owners.channels("ann")[0].disabled_why == "no such mailbox"


async def test_a_secret_whose_key_is_missing_is_not_used_and_the_delivery_waits(world: World) -> None:
    with world.store.write() as unit:
        unit.owners.remove_channel("ann", "mail-ann")
        unit.owners.add_channel(replace(email_channel(), secret="sealed:00000000:AAAA"))
    assert (await dispatch(world.context)).retried == 1
    assert world.mail.sent == []
    assert "key that opens the channel's secret is missing" in _outbox(world)[0].answer


async def test_a_channel_that_breaks_unexpectedly_is_tried_again(world: World) -> None:
    world.mail.error = RuntimeError("bug")
    assert (await dispatch(world.context)).retried == 1
    assert "bug" in _outbox(world)[0].answer


async def test_a_delivery_that_kills_its_worker_is_given_up_in_the_end(world: World) -> None:
    for _ in range(16):  # claimed, and never heard of again
        with world.store.write() as unit:
            unit.outbox.claim(now=world.now, lease=timedelta(minutes=2))
        world.now += timedelta(minutes=3)
    assert (await dispatch(world.context)).dead == 1
    assert world.mail.sent == []


async def test_a_message_about_a_removed_item_is_not_sent(world: World) -> None:
    remove(world.context, "ann", "item-1")
    await dispatch(world.context)
    assert world.mail.sent == []


async def test_an_update_says_what_changed(world: World) -> None:
    await dispatch(world.context)
    world.publish(notice(hazard="The battery can explode."))
    await dispatch(world.context)
    update = world.mail.sent[-1][1]
    assert [(c.field, c.after) for c in update.changes] == [("hazard", "The battery can explode.")]


async def test_the_words_are_those_of_the_state_that_raised_the_alert(world: World) -> None:
    world.publish(notice(hazard="The battery can explode."))
    await dispatch(world.context)
    ((_, message),) = world.mail.sent
    dangers = sorted(each.advice.danger for each in (message, *message.bundle))
    assert dangers == ["The battery can explode.", notice().hazard]


@dataclass
class Gate:
    """A channel whose one address hangs until the gate is opened."""

    hangs: str
    opened: anyio.Event = field(default_factory=anyio.Event)
    sent: list[str] = field(default_factory=list)

    async def send(self, channel: Channel, message: Message, *, now: datetime) -> Answer:
        """Take it, or hang."""
        if channel.address == self.hangs:
            await self.opened.wait()
        self.sent.append(channel.owner_id)
        return Answer("taken")


async def test_a_receiver_that_hangs_holds_up_no_other_and_what_waits_for_it_is_put_off(store: Store) -> None:
    world, gate = World(store), Gate("https://slow.example.org/in")
    slow, quick = [f"slow{n}" for n in range(20)], [f"quick{n}" for n in range(3)]
    with store.write() as unit:
        for owner_id in (*slow, *quick):
            unit.owners.add(owner(owner_id))
            unit.owners.add_channel(webhook(owner_id, gate.hangs if owner_id in slow else "https://quick.example.org"))
    for owner_id in (*slow, *quick):
        register(world.context, item("item-1", owner_id))
    world.publish(notice())
    context = replace(world.context, senders={ChannelKind.WEBHOOK: gate})

    def put_off() -> list[Delivery]:
        return [d for d in _outbox(world) if d.attempts == 0 and d.due_at == world.now + timedelta(seconds=30)]

    with anyio.fail_after(60):
        async with anyio.create_task_group() as group:
            group.start_soon(partial(dispatch, context, slow=0.05))
            while sorted(gate.sent) != quick or len(put_off()) != 4:  # noqa: ASYNC110 - a database tells no events
                await anyio.sleep(0.01)
            gate.opened.set()
    assert len(gate.sent) == 16 + 3
    world.now += timedelta(minutes=1)
    assert (await dispatch(context)).sent == 4


async def test_a_message_that_cannot_be_composed_keeps_no_other_back(world: World) -> None:
    world.add_owner("ben")
    register(world.context, item("item-2", "ben"))
    damage = text("UPDATE items SET purchased = 'some day' WHERE owner_id = 'ann'")
    with world.store.write() as unit:
        unit.items._db.execute(damage)  # type: ignore[attr-defined]
    await dispatch(world.context)
    assert [channel.owner_id for channel, _ in world.mail.sent] == ["ben"]


async def test_what_is_over_a_limit_of_ours_waits_and_no_attempt_is_counted(world: World) -> None:
    world.mail.error = NotNow("gmail.com takes 20 mails in 1 s from us", wait=timedelta(seconds=5))
    assert (await dispatch(world.context)).total == 0
    (delivery,) = _outbox(world)
    assert (delivery.state, delivery.attempts, delivery.due_at) == (
        DeliveryState.PENDING,
        0,
        world.now + timedelta(seconds=5),
    )
    world.mail.error = None
    world.now += timedelta(seconds=5)
    assert (await dispatch(world.context)).sent == 1
