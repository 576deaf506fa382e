"""A check-up: disk, mail, database, clock, deliveries, sources; each finding says what to do."""

import shutil
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from recallwatch.config import Settings
from recallwatch.context import Context
from recallwatch.extract import RULES
from recallwatch.model import DeliveryState

from .freshness import Health, reason, standing, state_of

_LITTLE_DISK = 500 * 2**20
_FULL = 2**20
_PATIENCE = 10.0
_LATE = timedelta(hours=1)
_LATELY = timedelta(days=7)  # what was given up longer ago is told, but is no problem of today
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    ok: bool
    text: str


def surroundings(settings: Settings) -> list[Finding]:
    """Look at what needs no database."""
    return [disk(settings), _mail(settings)]


def examine(context: Context) -> list[Finding]:
    """Look at everything else; finding nothing wrong is a good answer."""
    return [_database(context), _rules(context), _clock(context), _deliveries(context), *_sources(context)]


def room(free: int, folder: Path) -> Finding:
    """What so many free bytes mean."""
    if free < _FULL:
        return Finding("disk", False, f"the disk of {folder} is full: nothing can be written until you make room")
    text = f"{free / 2**30:.1f} GiB free in {folder}"
    return Finding("disk", free > _LITTLE_DISK, text if free > _LITTLE_DISK else f"{text}; make room")


def _database(context: Context) -> Finding:
    problems = context.store.check()
    with context.store.read() as unit:
        count = unit.notices.count()
    return Finding("database", not problems, "; ".join(problems) or f"sound, {count:,} notices")


def _rules(context: Context) -> Finding:
    """Notices and items read by older rules may not meet: one notice tells, since all are read again together."""
    with context.store.read() as unit:
        record = next(iter(unit.notices.all()), None)
    old = record is not None and record.reading.rules != RULES
    text = (
        "notices were read by older rules: run `recallwatch reprocess`" if old else "notices are read by today's rules"
    )
    return Finding("rules", not old, text)


def disk(settings: Settings) -> Finding:
    """How much room the data folder has."""
    folder = settings.data_dir.absolute()
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return room(shutil.disk_usage(there).free, folder)


def _mail(settings: Settings) -> Finding:
    if not settings.smtp_host:
        return Finding("mail", True, f"no mail server set: mails are put into {settings.data_dir / 'mailbox'}")
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    done = ["cannot be reached"]
    try:
        _greet(settings, done)
    except (OSError, ValueError) as error:  # smtplib's and ssl's errors are OSErrors
        settings_ = "RECALLWATCH_SMTP_HOST, _PORT, _SECURITY, _USER and _PASSWORD"
        return Finding("mail", False, f"{where} {done[-1]} ({error}); check {settings_}")
    return Finding("mail", True, f"{where} answers" + (" and lets us in" if settings.smtp_user else ""))


def _greet(settings: Settings, tried: list[str]) -> None:
    """Do all that comes before a mail; the last of ``tried`` tells what failed."""
    trust = ssl.create_default_context()
    address = (settings.smtp_host, settings.smtp_port)
    secure = settings.smtp_security
    with (
        smtplib.SMTP_SSL(*address, timeout=_PATIENCE, context=trust)
        if secure == "tls"
        else smtplib.SMTP(*address, timeout=_PATIENCE)
    ) as server:
        tried.append("does not greet us")
        server.ehlo_or_helo_if_needed()
        if secure == "starttls":
            tried.append("does not do STARTTLS with a certificate we trust")
            server.starttls(context=trust)
        if settings.smtp_user:
            tried.append("refuses the login")
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())


def _clock(context: Context) -> Finding:
    """A clock set back makes new notices look older than stored ones."""
    with context.store.read() as unit:
        tries = [state.last_try for state in unit.sources.states().values() if state.last_try]
    ahead = [moment for moment in tries if moment > context.now()]
    return Finding("clock", not ahead, "polls lie in the future: set the clock" if ahead else "agrees with past polls")


def _deliveries(context: Context) -> Finding:
    now = context.now()
    with context.store.read() as unit:
        dead = unit.outbox.deliveries(state=DeliveryState.DEAD, limit=_MANY)
        pending = unit.outbox.deliveries(state=DeliveryState.PENDING, limit=_MANY)
    late = [each for each in pending if each.due_at < now - _LATE]
    said = []
    if late:
        said.append(
            f"{len(late):,} overdue by more than an hour: is `recallwatch run` or `work` running? "
            "`recallwatch deliveries` lists them"
        )
    if dead:
        said.append(f"{len(dead):,} given up: `recallwatch deliveries --failed` says why")
    lately = any(each.due_at > now - _LATELY for each in dead)
    return Finding("deliveries", not late and not lately, "; ".join(said) or "none overdue, none given up")


def _sources(context: Context) -> Iterator[Finding]:
    with context.store.read() as unit:
        states = unit.sources.states()
    for id_, source in context.sources.items():
        state = state_of(states, source.info)
        health = standing(source.info, state, now=context.now())
        why = reason(source.info, state, now=context.now())
        fine = health in (Health.OK, Health.NEVER)
        yield Finding(f"source {id_}", fine, f"{health.value}: {why}" if why and not fine else health.value)
