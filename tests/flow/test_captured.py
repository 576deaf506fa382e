"""The real thing: what the services really served, through the program as it is."""

import gzip
import json
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from recallwatch.flow.importing import import_files
from recallwatch.flow.ingest import Manner
from recallwatch.model import LinkType, Run, Status
from recallwatch.ports import Store
from scrapers import load_sources
from store import open_store
from tests.flow.world import World

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty SQLite store: what is proven here does not depend on the engine."""
    opened = open_store(f"sqlite:///{tmp_path}/captured.db")
    opened.migrate()
    return opened


def _take(world: World, source: str, path: Path, seen_at: datetime | None = None) -> Run:
    (done,) = import_files(world.context, load_sources()[source], [path], seen_at=seen_at, manner=Manner(silent=True))
    assert done.run is not None, done.why
    return done.run


def test_the_whole_cpsc_archive_is_taken_and_again_changes_nothing(store: Store, shared: Path) -> None:
    world = World(store)
    archive = shared / "data/us-cpsc/archive-to-2026-05.api-shape.json.gz"
    first = _take(world, "us-cpsc", archive)
    assert (first.found, first.new, first.rejected) == (9818, 9818, 0)
    again = _take(world, "us-cpsc", archive)
    assert (again.found, again.new, again.changed, again.gone) == (9818, 0, 0, 0)


def test_the_food_feed_replayed_in_order_gives_one_true_history(store: Store, shared: Path) -> None:
    world = World(store)
    captures = sorted((shared / "data/us-fda/food-safety-rss").glob("*.xml.gz"))
    for path in captures:
        seen_at = datetime.fromisoformat(path.name.partition(".")[0])
        _take(world, "us-fda-food-rss", path, seen_at)
    served = _items(captures)
    with store.read() as unit:
        records = {record.notice.url: record for record in unit.notices.all()}
        links = list(unit.links.all())
        revisions = {url: unit.notices.history(record.notice.id) for url, record in records.items()}
    assert records.keys() == served.keys()  # none twice, and none lost that left the window
    assert {url for url, found in revisions.items() if len(found) > 1} == {
        url for url, states in served.items() if _edited(states)
    }
    withdrawn = [r.notice.title for r in records.values() if r.status is Status.WITHDRAWN]
    assert withdrawn == ["Church Brothers Farms Recall Green Onions Due to Possible Health Risk"]
    assert len([link for link in links if link.type is LinkType.WITHDRAWS]) == 1


def _items(captures: list[Path]) -> dict[str, list[tuple[str, ...]]]:
    """Every item of the feed by its address with its states in order, read without our parser."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for path in captures:
        for item in ET.fromstring(gzip.decompress(path.read_bytes())).iter("item"):
            texts = [item.findtext(name) or "" for name in ("title", "description", "pubDate")]
            state = tuple(" ".join(text.split()) for text in texts)  # a blank more or less is no edit
            url = (item.findtext("guid") or "").replace("http://", "https://")
            found.setdefault(url, []).append(state)
    return found


def _edited(states: list[tuple[str, ...]]) -> bool:
    return len(set(states)) > 1


def test_the_true_answers_of_the_cpsc_lose_no_text(store: Store, shared: Path) -> None:
    world = World(store)
    for name in ("api-2018-09.json", "api-2026-07.json"):
        path = shared / "data/us-cpsc" / name
        rows = json.loads(path.read_bytes())
        assert _take(world, "us-cpsc", path).found == len(rows)
        with store.read() as unit:
            for row in rows:
                record = unit.notices.get(f"us-cpsc:{row['RecallNumber']}")
                assert record is not None
                assert (record.notice.title, record.notice.summary) == (row["Title"], row["Description"])
