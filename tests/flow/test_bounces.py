"""What comes back from mailboxes stops what is dead or unwanted, and nothing else."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recallwatch.bounces import from_json, return_path
from recallwatch.config import load
from recallwatch.errors import SendError
from recallwatch.flow.account import resume
from recallwatch.flow.bounces import take, take_mail
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.troubles import tell_troubles
from recallwatch.model import Channel, Delivery, DeliveryState
from recallwatch.ports import Store
from tests.bounces import samples
from tests.flow.world import World
from tests.making import email_channel, item, notice

pytestmark = pytest.mark.anyio
_ADDRESS = "bounce@recalls.example.org"


class Mailed(World):
    """A world whose mails have a return path, and Ann's first alert sent."""

    async def send(self) -> Delivery:
        await dispatch(self.context)
        return self.outbox()[0]

    def outbox(self) -> list[Delivery]:
        with self.store.read() as unit:
            return unit.outbox.deliveries()

    def channel(self) -> Channel:
        with self.store.read() as unit:
            return unit.owners.channels("ann")[0]

    def came_back(self, mail: str, delivery: Delivery, *, key: bytes = b"k" * 32) -> bool:
        """Take a sample as the report on a delivery."""
        path = return_path(key, _ADDRESS, delivery.id)
        return take_mail(self.context, mail.replace(samples.VERP, path).encode())


@pytest.fixture
def url(migrated_file: Path, tmp_path: Path) -> str:
    """One engine is enough here: tests/store holds both to the same answers."""
    shutil.copy(migrated_file, tmp_path / "store.db")
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def world(store: Store) -> Mailed:
    made = Mailed(store, settings=load(bounce_address=_ADDRESS))
    made.add_owner("ann")
    made.register(item())
    made.publish(notice())
    return made


FULL = samples.postfix("5.2.2", "552 5.2.2 Mailbox full")
BLOCKED = samples.postfix("5.7.1", "554 5.7.1 blocked")


async def test_a_mailbox_that_does_not_exist_is_stopped_at_once(world: Mailed) -> None:
    sent = await world.send()
    assert world.came_back(samples.SES, sent)
    why = world.channel().disabled_why
    assert why.startswith("there is no such mailbox (550 5.1.1 <ann@example.net>: Recipient address rejected")
    (delivery,) = world.outbox()
    assert delivery.state is DeliveryState.DEAD
    assert delivery.answer.startswith("came back: 550 5.1.1")


async def test_all_that_was_in_one_mail_came_back_with_it(store: Store) -> None:
    world = Mailed(store, settings=load(bounce_address=_ADDRESS))
    world.add_owner("ann")
    for name in ("item-1", "item-2"):
        world.register(item(name))
    world.publish(notice())
    sent = await world.send()
    assert len(world.mail.sent) == 1
    assert world.came_back(samples.SES, sent)
    assert [d.state for d in world.outbox()] == [DeliveryState.DEAD] * 2


async def test_a_complaint_stops_at_once_and_leaves_what_was_read(world: Mailed) -> None:
    sent = await world.send()
    assert world.came_back(samples.feedback(), sent)
    assert world.channel().disabled_why == "our mail was called spam by its reader"
    assert [d.state for d in world.outbox()] == [DeliveryState.SENT]


async def test_what_waits_for_a_stopped_address_is_not_sent(world: Mailed) -> None:
    sent = await world.send()
    world.publish(notice(hazard="The battery can explode."))
    world.came_back(samples.SES, sent)
    await dispatch(world.context)
    assert len(world.mail.sent) == 1
    assert {d.state for d in world.outbox()} == {DeliveryState.DEAD}


@pytest.mark.parametrize(("mail", "days"), [(FULL, 11), (BLOCKED, 6)])
async def test_what_may_pass_stops_only_after_many_days(world: Mailed, mail: str, days: int) -> None:
    sent = await world.send()
    for day in range(days):
        assert world.channel().disabled_at is None
        world.now += timedelta(days=1)
        with world.store.write() as unit:
            unit.outbox.replay(sent.id, now=world.now)
        await dispatch(world.context)
        for twice in range(2):  # a second one on the same day is no step
            world.came_back(f"{mail}\nX-Number: {day} {twice}", sent)
    assert world.channel().disabled_why.startswith("mail to it kept coming back (5")


async def test_a_report_counts_once(world: Mailed) -> None:
    sent = await world.send()
    assert [world.came_back(FULL, sent) for _ in range(3)] == [True, False, False]


async def test_a_forged_report_counts_for_nothing(world: Mailed) -> None:
    sent = await world.send()
    assert not world.came_back(samples.SES, sent, key=b"x" * 32)
    assert not take_mail(world.context, samples.SES.encode())
    assert world.channel().disabled_at is None


async def test_a_report_is_believed_for_a_week(world: Mailed) -> None:
    sent = await world.send()
    world.now += timedelta(days=7, minutes=1)
    assert not world.came_back(samples.SES, sent)


async def test_a_delay_changes_nothing(world: Mailed) -> None:
    sent = await world.send()
    assert not world.came_back(samples.postfix("4.4.1", "timed out", action="delayed"), sent)
    assert [d.state for d in world.outbox()] == [DeliveryState.SENT]


async def test_who_starts_again_starts_without_points(world: Mailed) -> None:
    sent = await world.send()
    world.came_back(BLOCKED, sent)
    world.came_back(samples.SES, sent)
    resume(world.context, "ann", "mail-ann")
    with world.store.read() as unit:
        assert unit.bounces.of("ann", "mail-ann") == []


async def test_json_names_the_address(world: Mailed) -> None:
    (told,) = from_json(b'{"type": "complaint", "recipient": "ann@example.org"}')
    assert take(world.context, told)
    assert world.channel().disabled_at == world.now


async def test_refusals_while_sending_count_alike(world: Mailed) -> None:
    world.mail.error = SendError("554 5.7.1 blocked", permanent=True, status=554)
    for _ in range(6):
        assert world.channel().disabled_at is None
        delivery = await world.send()
        world.now += timedelta(days=1)
        with world.store.write() as unit:
            unit.outbox.replay(delivery.id, now=world.now)
    assert world.channel().disabled_why == "mail to it kept coming back (554 5.7.1 blocked)"


async def test_a_server_that_is_away_is_not_the_mailbox_s_fault(world: Mailed) -> None:
    world.mail.error = SendError("no route to the mail server", permanent=True)
    await world.send()
    with world.store.read() as unit:
        assert unit.bounces.of("ann", "mail-ann") == []


async def test_the_owners_other_mailboxes_are_told(world: Mailed) -> None:
    sent = await world.send()
    with world.store.write() as unit:
        unit.owners.add_channel(replace(email_channel("ann"), id="other", address="ann@example.net"))
    world.came_back(samples.SES, sent)
    assert await tell_troubles(world.context) == 1
    ((to, note),) = world.sign_ins.notes
    assert to == "ann@example.net"
    assert "ann@example.org" in note.paragraphs[0]
    assert "there is no such mailbox" in note.paragraphs[0]
