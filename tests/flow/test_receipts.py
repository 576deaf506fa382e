"""Once a month, never twice, and it says what is not well."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import anyio
import pytest

from recallwatch.errors import SendError
from recallwatch.flow.manners import set_manners
from recallwatch.flow.receipts import due_month, receipt, send_receipts
from recallwatch.model import Manners, SourceState
from recallwatch.ports import Note, Store
from tests.flow.world import SignInMails, World
from tests.making import item

pytestmark = pytest.mark.anyio

_ASKED = Manners("ann", zone="Pacific/Auckland", receipts=True)


@pytest.fixture
def world(store: Store) -> World:
    """Ann in Auckland, with one thing, who asked for receipts in November."""
    made = World(store)
    made.add_owner("ann")
    made.register(item())
    made.now += timedelta(hours=10)  # eleven in the morning there
    set_manners(made.context, _ASKED)
    return made


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-11-30T18:59", ""),  # 07:59 on the first of December in Auckland
        ("2026-11-30T19:00", "2026-12"),
        ("2026-11-30T10:00", ""),  # still November there
        ("2026-12-24T10:00", "2026-12"),  # late, after a stop of the program
    ],
)
async def test_it_is_due_when_the_owners_month_and_hour_have_come(moment: str, month: str) -> None:
    asked = Manners("ann", zone="Pacific/Auckland", receipts=True, receipt_month="2026-11")
    assert due_month(asked, datetime.fromisoformat(moment).replace(tzinfo=UTC)) == month


async def test_it_waits_for_the_end_of_quiet_hours() -> None:
    asked = Manners("ann", quiet_from=time(20), quiet_to=time(11), receipts=True, receipt_month="2026-11")
    assert due_month(asked, datetime(2026, 12, 1, 10, tzinfo=UTC)) == ""
    assert due_month(asked, datetime(2026, 12, 1, 11, tzinfo=UTC)) == "2026-12"


async def test_there_is_one_a_month_however_often_the_job_runs(world: World) -> None:
    assert await send_receipts(world.context) == 0  # asked for this month, so from the next on
    for _ in range(2):
        world.now += timedelta(days=31)
        sent = [await send_receipts(world.context) for _ in range(3)]
        assert sent == [1, 0, 0]
    assert [to for to, _ in world.sign_ins.notes] == ["ann@example.org"] * 2


async def test_who_did_not_ask_or_stopped_the_mailbox_gets_none(world: World) -> None:
    world.add_owner("ben")
    world.now += timedelta(days=31)
    with world.store.write() as unit:
        unit.owners.disable_channel("ann", "mail-ann", at=world.now, why="unsubscribed")
    assert await send_receipts(world.context) == 0


async def test_it_says_what_is_watched_and_what_is_stale(world: World) -> None:
    world.now += timedelta(days=31)
    await send_receipts(world.context)
    (_, note), *_ = world.sign_ins.notes
    assert note.subject == "Still watching 1 thing, 1 source out of date"
    assert "Test authority" in note.paragraphs[1]
    world.now += timedelta(days=31)
    with world.store.write() as unit:
        now = world.now
        unit.sources.save(SourceState("test", last_try=now, last_success=now, last_change=now))
    await send_receipts(world.context)
    assert world.sign_ins.notes[-1][1].subject == "Still watching 1 thing, all sources healthy"


class Killed(BaseException):
    """The worker is gone."""


@dataclass
class Dying(SignInMails):
    """Mails whose sending is the last that a worker does; ``after``: the mail server had it by then."""

    after: bool = False

    async def note(self, *, to: str, note: Note) -> str:
        if self.after:
            self.notes.append((to, note))
        raise Killed


@pytest.mark.parametrize("after", [False, True])
async def test_a_worker_that_dies_over_it_makes_a_repeat_at_most_never_silence(world: World, after: bool) -> None:
    world.now += timedelta(days=31)
    alive, dying = world.sign_ins, Dying(after=after)
    with pytest.raises(Killed):
        await send_receipts(replace(world.context, account_mail=dying))
    assert await send_receipts(world.context) == 0  # it may be under way still
    world.now += timedelta(minutes=10)
    assert [await send_receipts(world.context) for _ in range(2)] == [1, 0]
    assert {note.id for _, note in dying.notes} <= {alive.notes[0][1].id}
    assert alive.notes[0][1].id.startswith("receipt-2026-12-")


async def test_workers_at_once_send_one(world: World) -> None:
    world.now += timedelta(days=31)
    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(send_receipts, world.context)
    assert len(world.sign_ins.notes) == 1


async def test_one_that_could_not_be_sent_is_tried_again(world: World) -> None:
    world.now += timedelta(days=31)
    world.sign_ins.error = SendError("no route to the mail server")
    assert await send_receipts(world.context) == 0
    world.sign_ins.error = None
    assert await send_receipts(world.context) == 1


def test_the_count_is_said_in_words() -> None:
    assert receipt(14, stale=(), sources=9, link="").subject == "Still watching 14 things, all sources healthy"
