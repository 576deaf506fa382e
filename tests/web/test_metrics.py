"""Metrics: numbers of the database, for who may see them, and a dashboard that asks for nothing else."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from recallwatch.model import AttemptOutcome
from recallwatch.paths import ROOT
from tests.making import ended

from .site import Site, power_bank


@pytest.fixture
def monitor(site: Site) -> Site:
    """Somebody on the same machine."""
    site.visitor = "127.0.0.1"
    return site


def numbers(site: Site) -> dict[str, float]:
    """Every sample by name and labels."""
    families = text_string_to_metric_families(site.get("/metrics").text)
    samples = (sample for family in families for sample in family.samples)
    return {s.name + ",".join(f" {k}={v}" for k, v in sorted(s.labels.items())): s.value for s in samples}


def test_what_waits_is_counted_and_aged(monitor: Site) -> None:
    monitor.take(power_bank())
    monitor.sign_in()
    monitor.post("/items", {"name": "PowerBrick 10000", "brand": "Voltano", "model": "VB1263"})
    monitor.clock.moment += timedelta(minutes=10)
    seen = numbers(monitor)
    assert seen["recallwatch_deliveries state=pending, urgent=true"] == 1
    assert seen["recallwatch_oldest_due_seconds urgent=true"] == 600
    assert seen["recallwatch_oldest_due_seconds urgent=false"] == 0
    assert seen["recallwatch_alerts_last_day kind=alert"] == 1
    assert (seen["recallwatch_owners"], seen["recallwatch_items"]) == (1, 1)
    assert seen["recallwatch_notices source=us-test"] == 1


def test_attempts_of_the_last_hour_are_counted_by_their_end(monitor: Site) -> None:
    monitor.take(power_bank())
    monitor.sign_in()
    monitor.post("/items", {"name": "PowerBrick 10000", "brand": "Voltano", "model": "VB1263"})
    with monitor.context.store.write() as unit:
        (due,) = unit.outbox.claim(now=monitor.clock(), lease=timedelta(minutes=1))
        unit.outbox.settle([ended(due.delivery, AttemptOutcome.SENT, at=monitor.clock())])
    assert numbers(monitor)["recallwatch_attempts_last_hour channel=email, outcome=sent"] == 1
    monitor.clock.moment += timedelta(hours=2)
    assert "recallwatch_attempts_last_hour channel=email, outcome=sent" not in numbers(monitor)


def test_how_a_source_stands_is_told(monitor: Site) -> None:
    assert numbers(monitor)["recallwatch_source_stale source=us-test"] == 1  # never read: answers say so
    monitor.polled()
    assert numbers(monitor)["recallwatch_source_stale source=us-test"] == 0
    monitor.clock.moment += timedelta(days=2)
    seen = numbers(monitor)
    assert seen["recallwatch_source_stale source=us-test"] == 1
    when = (monitor.clock() - timedelta(days=2)).timestamp()
    assert seen["recallwatch_source_last_success_timestamp_seconds source=us-test"] == when


def test_only_this_machine_may_look_without_a_token(site: Site) -> None:
    assert site.get("/metrics").status_code == 404
    site.visitor = "127.0.0.1"
    assert site.get("/metrics").status_code == 200
    assert site.get("/metrics", x_forwarded_for="192.0.2.1").status_code == 404


def test_a_token_lets_in_from_anywhere_and_nobody_without_it(site: Site) -> None:
    settings = site.context.settings.model_copy(update={"metrics_token": SecretStr("hush")})
    site.context = replace(site.context, settings=settings)
    site.__post_init__()
    assert site.get("/metrics", authorization="Bearer hush").status_code == 200
    assert site.get("/metrics", authorization="Bearer other").status_code == 404
    site.visitor = "127.0.0.1"
    assert site.get("/metrics").status_code == 404


def test_the_dashboard_asks_for_metrics_that_exist(monitor: Site) -> None:
    monitor.take(power_bank())
    monitor.polled()
    named = {family.name for family in text_string_to_metric_families(monitor.get("/metrics").text)}
    board = json.loads((ROOT / "docs" / "grafana-dashboard.json").read_text(encoding="utf-8"))
    asked = {
        name
        for panel in board["panels"]
        for t in panel["targets"]
        for name in re.findall(r"recallwatch_\w+", t["expr"])
    }
    assert asked == named
