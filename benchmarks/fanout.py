"""One notice and a crowd that owns what it recalls: until every alert and outbox row is written.

``make bench ARGS=--fanout`` (100,000 owners on SQLite; ``--fanout 10000`` for fewer).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from recallwatch.cli.output import program
from recallwatch.config import load
from recallwatch.context import Context
from recallwatch.flow.ingest import Manner, ingest
from recallwatch.flow.match import match_all
from recallwatch.model import ChannelKind, Harvest

from .people import NOTICE, Person, settle_in

#: Seconds for 100,000 owners.
GOAL = 10.0


def fan_out(folder: Path, count: int, kind: ChannelKind) -> float:
    """Seconds from a stored notice to ``count`` alerts with their deliveries; ends the program if one is missing."""
    with waiting(folder, [Person(number, kind) for number in range(count)]) as context:
        started = time.perf_counter()
        done = match_all(context.store, now=context.now)
        seconds = time.perf_counter() - started
        with context.store.read() as unit:
            waits = unit.outbox.deliveries(limit=count + 1)
    if (done.alerts, len(waits)) != (count, count):
        raise SystemExit(f"{count} owners, but {done.alerts} alerts and {len(waits)} deliveries")
    return seconds


@contextmanager
def waiting(folder: Path, people: list[Person]) -> Iterator[Context]:
    """An installation with these people, and the notice taken in and not yet compared."""
    with program(load(data_dir=folder, smtp_host="127.0.0.1", smtp_port=25, smtp_security="none")) as context:
        settle_in(context, people, http_port=80)
        source, at = next(iter(context.sources.values())), context.now()
        harvest = Harvest((replace(NOTICE, source=source.id),), complete=False)
        ingest(context.store, source, harvest, started=at, now=at, manner=Manner())
        yield replace(context, now=lambda: at + timedelta(seconds=1))
