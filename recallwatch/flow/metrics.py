"""Numbers for Prometheus, read from the database at every scrape: whichever process is asked, the answer is the same.

Names end in their unit; what is counted over the last hour or day is a gauge, since the database forgets.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from recallwatch.context import Context
from recallwatch.model import SourceState
from recallwatch.ports import Unit

from .freshness import is_stale, state_of

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def exposition(context: Context) -> bytes:
    """The metrics as text (Prometheus exposition format 0.0.4)."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Numbers(context))
    return generate_latest(registry)


class _Numbers(Collector):
    def __init__(self, context: Context) -> None:
        self._context = context

    def collect(self) -> Iterator[Metric]:
        """Every metric, from one snapshot."""
        yield InfoMetricFamily("recallwatch_build", "Version of the program.", {"version": version("recallwatch")})
        now = self._context.now()
        with self._context.store.read() as unit:
            yield from _outbox(unit, now)
            yield _gauge("owners", "People who registered.", unit.counts.owners())
            yield _gauge("items", "Things registered.", unit.counts.items())
            yield _gauge("match_jobs_waiting", "Notices still to be compared with items.", unit.jobs.waiting())
            yield _family("notices", "Notices kept.", ("source",), {(s,): n for s, n in unit.counts.notices().items()})
            states = unit.sources.states()
        yield from _sources(self._context, states, now)


def _outbox(unit: Unit, now: datetime) -> Iterator[Metric]:
    counts = unit.counts
    states = {(state.value, _yes(urgent)): n for (state, urgent), n in counts.deliveries().items()}
    yield _family("deliveries", "Deliveries by state.", ("state", "urgent"), states)
    ages = {(_yes(u),): _age(counts.oldest_due(urgent=u, now=now), now) for u in (True, False)}
    yield _family("oldest_due_seconds", "How long the longest waiting delivery has been due.", ("urgent",), ages)
    tried = {
        (kind.value if kind else "removed", outcome.value): n
        for (kind, outcome), n in counts.attempts(since=now - _HOUR).items()
    }
    yield _family("attempts_last_hour", "Attempts to send, by how they ended.", ("channel", "outcome"), tried)
    told = {(kind,): n for kind, n in counts.alerts(since=now - _DAY).items()}
    yield _family("alerts_last_day", "Alerts raised.", ("kind",), told)


def _sources(context: Context, states: dict[str, SourceState], now: datetime) -> Iterator[Metric]:
    infos = [source.info for source in context.sources.values()]
    known = {info.id: state_of(states, info) for info in infos}
    reads = {(id_,): state.last_success.timestamp() for id_, state in known.items() if state.last_success}
    yield _family("source_last_success_timestamp_seconds", "When it was last read well.", ("source",), reads)
    fails = {(id_,): float(state.fails) for id_, state in known.items()}
    yield _family("source_failures", "Failed polls since the last good one.", ("source",), fails)
    stale = {(info.id,): float(is_stale(info, known[info.id], now)) for info in infos}
    yield _family("source_stale", "1 if answers that depend on it must say so.", ("source",), stale)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"recallwatch_{name}", what, value)


def _family(name: str, what: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Metric:
    """``values`` by their labels."""
    family = GaugeMetricFamily(f"recallwatch_{name}", what, labels=labels)
    for key, value in sorted(values.items()):
        family.add_metric(key, value)
    return family


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _yes(value: bool) -> str:
    return "true" if value else "false"
