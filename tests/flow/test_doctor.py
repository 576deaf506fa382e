"""The check-up says what fails, not merely that something does."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from recallwatch.config import load
from recallwatch.flow.doctor import Finding, examine, room, surroundings
from recallwatch.model import AttemptOutcome
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import ended, item, notice
from tests.servers import self_signed, smtp_sink


def _mail(tmp_path: Path, port: int, **settings: Any) -> Finding:
    given = load(data_dir=tmp_path, smtp_host="127.0.0.1", smtp_port=port, **settings)
    return next(each for each in surroundings(given) if each.what == "mail")


@pytest.mark.parametrize(
    ("free", "ok", "says"), [(0, False, "is full"), (2**28, False, "make room"), (2**40, True, "")]
)
def test_a_full_disk_is_called_full(free: int, ok: bool, says: str) -> None:
    found = room(free, Path("data"))
    assert (found.ok, says in found.text) == (ok, True)


def test_a_mail_server_that_does_as_set_is_well(tmp_path: Path) -> None:
    with smtp_sink() as sink:
        assert _mail(tmp_path, sink.port, smtp_security="none").ok


def test_a_mail_server_without_starttls_is_said(tmp_path: Path) -> None:
    with smtp_sink() as sink:
        found = _mail(tmp_path, sink.port)
    assert not found.ok
    assert "STARTTLS" in found.text


def test_a_certificate_nobody_trusts_is_said(tmp_path: Path) -> None:
    with smtp_sink(self_signed(tmp_path).server) as sink:
        found = _mail(tmp_path, sink.port)
    assert not found.ok
    assert "certificate" in found.text


def test_a_refused_login_is_said_without_the_password(tmp_path: Path) -> None:
    with smtp_sink() as sink:
        found = _mail(tmp_path, sink.port, smtp_security="none", smtp_user="ann", smtp_password="hush")
    assert not found.ok
    assert "refuses the login" in found.text
    assert "hush" not in found.text


def test_no_mail_server_at_the_address_is_said(tmp_path: Path) -> None:
    assert "cannot be reached" in _mail(tmp_path, 1).text


def test_overdue_and_given_up_deliveries_are_counted(store: Store) -> None:
    world = World(store)
    world.add_owner()
    world.register(item())
    world.publish(notice())
    assert _deliveries(world).text == "none overdue, none given up"
    world.now += timedelta(hours=2)
    assert _deliveries(world).text.startswith("1 overdue")
    with store.write() as unit:
        (due,) = unit.outbox.claim(now=world.now, lease=timedelta(minutes=1))
        unit.outbox.settle([ended(due.delivery, AttemptOutcome.DEAD, at=world.now)])
    assert _deliveries(world) == Finding("deliveries", False, "1 given up: `recallwatch deliveries --failed` says why")
    world.now += timedelta(days=8)
    assert _deliveries(world).ok


def _deliveries(world: World) -> Finding:
    return next(each for each in examine(world.context) if each.what == "deliveries")
