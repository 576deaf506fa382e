from datetime import timedelta

import pytest

from recallwatch.errors import SendError, UsageError
from recallwatch.flow import account
from recallwatch.model import Channel, ChannelKind
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import email_channel

pytestmark = pytest.mark.anyio


@pytest.fixture
def world(store: Store) -> World:
    """A store where nobody has registered yet."""
    return World(store)


async def _link(world: World, email: str = "Ann@Example.org") -> str:
    await account.request_sign_in(world.context, email)
    return world.sign_ins.links[-1][1].rpartition("/")[2]


def _channels(world: World, session: str) -> list[Channel]:
    owner = account.owner_of(world.context, session)
    assert owner is not None
    with world.store.read() as unit:
        return unit.owners.channels(owner.id)


async def test_a_link_signs_in_and_proves_the_address(world: World) -> None:
    session = account.sign_in(world.context, await _link(world))
    assert session is not None
    assert [(c.kind, c.address, c.confirmed_at) for c in _channels(world, session)] == [
        (ChannelKind.EMAIL, "ann@example.org", world.now)
    ]


async def test_a_link_works_once(world: World) -> None:
    token = await _link(world)
    assert account.sign_in(world.context, token) is not None
    assert account.sign_in(world.context, token) is None


async def test_a_link_dies_after_half_an_hour(world: World) -> None:
    token = await _link(world)
    world.now += timedelta(minutes=31)
    assert account.sign_in(world.context, token) is None


async def test_signing_in_again_makes_no_second_owner_or_channel(world: World) -> None:
    first = account.sign_in(world.context, await _link(world))
    second = account.sign_in(world.context, await _link(world))
    assert first is not None
    assert second is not None
    assert account.owner_of(world.context, first) == account.owner_of(world.context, second)
    assert len(_channels(world, second)) == 1


async def test_signing_out_ends_the_session(world: World) -> None:
    session = account.sign_in(world.context, await _link(world))
    assert session is not None
    account.sign_out(world.context, session)
    assert account.owner_of(world.context, session) is None


@pytest.mark.parametrize("bad", ["", "ann", "ann@", "a b@example.org", "ann@example.org\nBcc: x@example.org"])
async def test_what_is_no_address_is_refused(world: World, bad: str) -> None:
    with pytest.raises(UsageError):
        await account.request_sign_in(world.context, bad)


async def test_a_mail_that_cannot_go_out_is_said(world: World) -> None:
    with pytest.raises(SendError):
        await account.request_sign_in(world.context, "nobody@example.org")


def test_an_unsubscribe_link_stops_one_channel_and_only_with_its_signature(world: World) -> None:
    world.add_owner("ann")
    link = account.unsubscribe_link(world.context, email_channel())
    owner_id, channel_id, signature = link.split("/")[-3:]
    assert not account.unsubscribe(world.context, owner_id, channel_id, signature[:-1] + "x")
    assert account.unsubscribe(world.context, owner_id, channel_id, signature)
    with world.store.read() as unit:
        assert [c.disabled_why for c in unit.owners.channels("ann")] == ["unsubscribed"]


def test_mail_that_was_stopped_can_be_resumed(world: World) -> None:
    world.add_owner("ann")
    signature = account.unsubscribe_link(world.context, email_channel()).rpartition("/")[2]
    account.unsubscribe(world.context, "ann", "mail-ann", signature)
    account.resume(world.context, "ann", "mail-ann")
    with world.store.read() as unit:
        assert [(c.disabled_at, c.disabled_why) for c in unit.owners.channels("ann")] == [(None, "")]
