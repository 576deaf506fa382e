from datetime import timedelta

from recallwatch.model import Bounce, Mute, Nature
from recallwatch.ports import Store

from . import making


def _bounce(id_: str = "b1", *, hours: int = 0) -> Bounce:
    at = making.NOW + timedelta(hours=hours)
    return Bounce("ann", id_, "mail", "delivery-1", at, Nature.SOFT, "5.2.2", "552 5.2.2 mailbox full")


def test_a_bounce_is_kept_once_and_forgotten_when_asked(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(making.owner("ann"))
        assert [unit.bounces.add(each) for each in (_bounce(hours=1), _bounce(hours=2), _bounce("b0"))] == [
            True,
            False,
            True,
        ]
    with store.write() as unit:
        assert unit.bounces.of("ann", "mail") == [_bounce("b0"), _bounce(hours=1)]
        assert unit.bounces.of("ann", "other") == []
        unit.bounces.forget("ann", "mail")
        assert unit.bounces.of("ann", "mail") == []


def test_what_is_not_wanted_at_an_address_can_be_wanted_again(store: Store) -> None:
    channel = making.channel()
    mutes = [Mute("ann", channel.id, subject, making.NOW) for subject in ("item-1", "item-2")]
    with store.write() as unit:
        unit.owners.add(making.owner("ann"))
        unit.owners.add_channel(channel)
        for mute in (*mutes, mutes[0]):
            unit.bounces.mute(mute)
        assert unit.bounces.muted(["ann", "ben"]) == mutes
        unit.bounces.unmute("ann", channel.id, "item-1")
        assert unit.bounces.muted(["ann"]) == mutes[1:]
        unit.owners.remove_channel("ann", channel.id)
        assert unit.bounces.muted(["ann"]) == []
