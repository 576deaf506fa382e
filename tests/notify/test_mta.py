"""Proof against a real mail server (Debian's postfix): accepted, put off, and come back as a true bounce."""

import mailbox
import time
from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from pathlib import Path

import anyio
import pytest

from recallwatch.components import build, inboxes
from recallwatch.config import load
from recallwatch.context import Context
from recallwatch.flow.account import confirmed_owner
from recallwatch.flow.bounces import collect
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.ingest import Manner, ingest
from recallwatch.flow.items import register
from recallwatch.flow.match import match_all
from recallwatch.model import Channel, Delivery, DeliveryState, Harvest
from tests import making
from tests.mta import postfix
from tests.servers import smtp_sink

_PATIENCE = 30.0


def _until(there: Callable[[], object]) -> None:
    """Wait for another program: it has no clock of ours."""
    end = time.monotonic() + _PATIENCE
    while not there():
        assert time.monotonic() < end, "the mail server did not get done with it"
        time.sleep(0.05)


def _owner(context: Context, email: str) -> str:
    with context.store.write() as unit:
        owner = confirmed_owner(unit, context, email)
    register(context, making.item(f"item-{owner.id}", owner.id))
    return owner.id


def _state(context: Context, owner_id: str) -> tuple[Delivery, Channel]:
    with context.store.read() as unit:
        (delivery,) = unit.outbox.deliveries(owner_id=owner_id)
        (channel,) = unit.owners.channels(owner_id)
    return delivery, channel


@pytest.mark.slow
def test_a_real_mail_server_takes_puts_off_and_returns(tmp_path: Path) -> None:
    with smtp_sink() as next_hop:
        next_hop.rcpt_reply = "550 5.1.1 there is no such user here"
        with postfix(next_hop.port) as mta:
            settings = load(
                data_dir=tmp_path,
                smtp_host="127.0.0.1",
                smtp_port=mta.port,
                smtp_security="none",
                mail_from="recallwatch <alerts@recalls.test>",
                bounce_address="bounce@recalls.test",
                bounce_maildir=mta.bounces,
            )
            context = build(settings)
            ann, ben, cleo = (_owner(context, f"{name}.test") for name in ("ann@ok", "ben@gone", "cleo@later"))
            now = context.now()
            source = making.source()
            ingest(
                context.store, source, Harvest((making.notice(),)), started=now, now=now, manner=Manner(silent=False)
            )
            match_all(context.store, now=context.now)
            anyio.run(dispatch, context)

            assert _state(context, ann)[0].state is DeliveryState.SENT
            put_off, channel = _state(context, cleo)
            assert (put_off.state, channel.disabled_at) == (DeliveryState.PENDING, None)
            assert put_off.answer.startswith("450 4.2.0")
            assert _state(context, ben)[0].state is DeliveryState.SENT  # the next hop took it

            _until(lambda: list(mta.taken.glob("new/*")) and list(mta.bounces.glob("new/*")))
            (path,) = mta.taken.glob("new/*")
            taken = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            assert taken["Subject"] == "Stop using your voltique power bank: fire danger"
            assert taken["Return-Path"].startswith("<bounce+")

            assert collect(context, inboxes(settings)) == 1
            came_back, channel = _state(context, ben)
            assert came_back.state is DeliveryState.DEAD
            assert channel.disabled_why == "there is no such mailbox (550 5.1.1 there is no such user here)"
            assert [message.get_flags() for message in mailbox.Maildir(mta.bounces)] == ["S"]
            assert collect(context, inboxes(settings)) == 0
            assert _state(context, ann)[1].disabled_at is None
            context.store.close()
