"""A check-up: settings, database, disk, mail, clock, sources; each finding says what to do."""

import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from recallwatch.context import Context

from .freshness import Health, standing, state_of

_LITTLE_DISK = 500 * 2**20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    ok: bool
    text: str


def examine(context: Context) -> list[Finding]:
    """Look at everything; finding nothing wrong is a good answer."""
    return [_database(context), _disk(context), _mail(context), _clock(context), *_sources(context)]


def _database(context: Context) -> Finding:
    problems = context.store.check()
    with context.store.read() as unit:
        count = unit.notices.count()
    return Finding("database", not problems, "; ".join(problems) or f"sound, {count:,} notices")


def _disk(context: Context) -> Finding:
    free = shutil.disk_usage(context.settings.data_dir).free
    text = f"{free / 2**30:.1f} GiB free in {context.settings.data_dir}"
    return Finding("disk", free > _LITTLE_DISK, text if free > _LITTLE_DISK else f"{text}; make room")


def _mail(context: Context) -> Finding:
    settings = context.settings
    if not settings.smtp_host:
        return Finding("mail", True, f"no mail server set: mails are put into {settings.data_dir / 'mailbox'}")
    where = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        socket.create_connection((settings.smtp_host, settings.smtp_port), timeout=5).close()
    except OSError as error:
        return Finding("mail", False, f"{where} cannot be reached ({error}); check RECALLWATCH_SMTP_HOST and _PORT")
    return Finding("mail", True, f"{where} answers")


def _clock(context: Context) -> Finding:
    """A clock set back makes new notices look older than stored ones."""
    with context.store.read() as unit:
        tries = [state.last_try for state in unit.sources.states().values() if state.last_try]
    ahead = [moment for moment in tries if moment > context.now()]
    return Finding("clock", not ahead, "polls lie in the future: set the clock" if ahead else "agrees with past polls")


def _sources(context: Context) -> Iterator[Finding]:
    with context.store.read() as unit:
        states = unit.sources.states()
    for id_, source in context.sources.items():
        state = state_of(states, source.info)
        health = standing(source.info, state, now=context.now())
        why = f": {state.why}" if state.why else ""
        yield Finding(f"source {id_}", health in (Health.OK, Health.NEVER), health.value + why)
