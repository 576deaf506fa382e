"""What belongs to people is theirs to take along, and theirs to have erased: nothing of it stays."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from sqlalchemy import inspect, text

from recallwatch.errors import SendError
from recallwatch.flow.audit import pseudonym
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.privacy import erase, export
from recallwatch.flow.retention import old, retain
from recallwatch.model import Owner
from recallwatch.ports import Store
from tests.making import item, notice, webhook

from .world import World

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)


@pytest.fixture
def world(store: Store) -> World:
    """Ann, with a thing, an alert and a webhook."""
    world = World(store)
    world.add_owner()
    with store.write() as unit:
        unit.owners.add_channel(webhook())
    world.register(item())
    world.publish(notice())
    return world


def ann(world: World) -> Owner:
    with world.store.read() as unit:
        owner = unit.owners.get("ann")
    assert owner
    return owner


def everything(store: Store) -> str:
    """Every value of every table."""
    with store.read() as unit:
        db = unit.owners._db  # type: ignore[attr-defined]
        tables = inspect(db).get_table_names()
        rows = (row for table in tables for row in db.execute(text(f'SELECT * FROM "{table}"')))  # noqa: S608
        return "".join(map(str, rows))


async def test_an_owner_takes_everything_along_but_secrets(world: World) -> None:
    await dispatch(world.context)
    packed = export(world.context, ann(world), who=pseudonym("ann"))
    with ZipFile(io.BytesIO(packed)) as archive:
        data = json.loads(archive.read("recallwatch.json"))
    assert data["owner"]["email"] == "ann@example.org"
    assert [each["model"] for each in data["items"]] == ["VQ-500"]
    assert (len(data["alerts"]), len(data["deliveries"]), len(data["attempts"])) == (1, 2, 2)
    assert {channel["kind"] for channel in data["channels"]} == {"email", "webhook"}
    assert "whsec_" not in json.dumps(data)


async def test_an_erased_owner_is_in_no_table(world: World) -> None:
    world.mail.error = SendError("550 ann@example.org is unknown", permanent=True)
    await dispatch(world.context)
    assert "ann@example.org" in everything(world.store)
    erase(world.context, ann(world), who=pseudonym("ann"))
    left = everything(world.store)
    assert [trace for trace in ("ann@example.org", "'ann'", "'item-1'") if trace in left] == []


def test_of_an_erasure_stays_a_line_without_a_name(world: World) -> None:
    erase(world.context, ann(world), who="operator")
    with world.store.read() as unit:
        (line,) = unit.audits.last()
    assert (line.who, line.what, line.about) == ("operator", "erase", pseudonym("ann"))
    assert "ann" not in line.about


async def test_what_is_old_is_forgotten_and_what_was_told_stays(world: World) -> None:
    await dispatch(world.context)
    world.now += 364 * DAY
    assert (old(world.context)["deliveries"], old(world.context)["attempts"]) == (0, 0)
    world.now += 2 * DAY
    assert (old(world.context)["deliveries"], old(world.context)["attempts"]) == (2, 2)
    gone = retain(world.context)
    assert (gone["deliveries"], gone["attempts"]) == (2, 2)
    assert world.kinds() == ["alert"]
    world.publish(notice(sold_at=("Everywhere",)))
    assert world.kinds() == ["alert"]


def test_what_still_waits_is_never_forgotten(world: World) -> None:
    world.now += 800 * DAY
    assert retain(world.context)["deliveries"] == 0


def test_counting_forgets_nothing_and_forgetting_again_finds_nothing(world: World) -> None:
    with world.store.write() as unit:
        unit.owners.add_token("t", email="x@example.org", purpose="sign-in", expires_at=world.now)
    world.now += DAY
    assert old(world.context)["tokens"] == old(world.context)["tokens"] == 1
    assert retain(world.context)["tokens"] == 1
    assert retain(world.context)["tokens"] == 0


def test_who_has_nothing_left_is_erased_after_a_while(world: World) -> None:
    world.add_owner("bob")
    with world.store.write() as unit:
        unit.owners.add_session("s", owner_id="bob", expires_at=world.now + 60 * DAY)
    world.now += 59 * DAY
    assert retain(world.context)["owners"] == 0
    world.now += 2 * DAY
    assert retain(world.context)["owners"] == 1
    with world.store.read() as unit:
        assert unit.owners.get("bob") is None
        assert unit.owners.get("ann") is not None
