"""What really happened at sources, replayed: nothing comes out withdrawn, and missing only what stayed away."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from recallwatch.flow.ingest import Manner, ingest
from recallwatch.model import Harvest, LinkType, Status
from recallwatch.ports import Source, Store
from scrapers import load_sources
from store import open_store
from tests.making import notice, source
from tests.scrapers.support import payload

pytestmark = pytest.mark.shared

SOURCES = load_sources([])


@pytest.fixture
def database(tmp_path: Path) -> Store:
    """SQLite is enough: what is replayed are the sources' doings, not the engines'."""
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    store.migrate()
    return store


def _take(store: Store, made: Source, harvest: Harvest, now: datetime) -> None:
    ingest(store, made, harvest, started=now, now=now, manner=Manner(silent=True))


def _statuses(store: Store, name: str) -> Mapping[str, Status]:
    with store.read() as unit:
        return {id_: head.status for id_, head in unit.notices.heads(unit.notices.ids(name)).items()}


def test_of_the_polls_of_makers_and_the_cpsc_that_changed_something_none_withdraws(
    shared: Path, database: Store
) -> None:
    there: set[str] = set()
    absent: dict[str, int] = {}
    for poll in json.loads((shared / "data/poll-history/282-polls.changes.json").read_text()):
        there = (there | set(poll["new"])) - set(poll["gone"])
        absent = {url: 0 if url in there else absent[url] + 1 for url in absent | dict.fromkeys(there, 0)}
        rows = tuple(notice(url.replace(":", "~"), title=url) for url in sorted(there))
        _take(database, source(), Harvest(rows, complete=True), datetime.fromisoformat(poll["at"]))
    statuses = _statuses(database, "test")
    assert len(statuses) == len(absent) == 88
    assert Status.WITHDRAWN not in statuses.values()
    missing = {id_.partition(":")[2] for id_, status in statuses.items() if status is Status.MISSING}
    assert missing == {url.replace(":", "~") for url, count in absent.items() if count >= 3}


@pytest.mark.slow
def test_fsis_flips_are_kept_and_nothing_is_withdrawn(shared: Path, database: Store) -> None:
    fsis = SOURCES["us-fsis"]
    for path in sorted((shared / "data/us-fsis/api-year-2024").glob("*.gz")):
        seen = datetime.strptime(path.name[:16], "%Y%m%dT%H%M%S%z")
        rows = fsis.parse(payload(gzip.decompress(path.read_bytes()))).notices
        _take(database, fsis, Harvest(tuple(row for row in rows if row.number.startswith("03"))), seen)
    statuses = _statuses(database, "us-fsis")
    assert set(statuses.values()) == {Status.ACTIVE}
    with database.read() as unit:
        histories = {id_: unit.notices.history(id_) for id_ in statuses}
        links = {(k.from_id, k.to_id, k.type) for k in unit.links.of(statuses)}
    assert ("us-fsis:030-2024-EXP", "us-fsis:030-2024", LinkType.EXPANDS) in links
    told = {id_: (len(history), sum(r.material for r in history)) for id_, history in histories.items()}
    assert told["us-fsis:031-2024"] == (5, 1)  # its flag of being new came and went; nothing to tell anybody
    assert told["us-fsis:032-2024"] == (3, 2)  # another reason for the recall


def test_rows_that_are_deleted_from_the_dvsas_file_are_missed_at_the_third_poll_only(
    shared: Path, database: Store
) -> None:
    dvsa = SOURCES["gb-dvsa"]
    for hour, name in enumerate(("BeforeDeleting", "AfterDeleting", "AfterDeleting", "AfterDeleting")):
        statuses = set(_statuses(database, "gb-dvsa").values())
        assert statuses <= {Status.ACTIVE}
        body = gzip.decompress((shared / f"data/gb-dvsa/testdata_testData-{name}.csv.gz").read_bytes())
        harvest = replace(dvsa.parse(payload(body)), complete=True)
        _take(database, dvsa, harvest, datetime.fromisoformat(f"2026-08-01T{hour:02}:00:00+00:00"))
    assert set(_statuses(database, "gb-dvsa").values()) == {Status.ACTIVE, Status.MISSING}
