import gzip
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from recallwatch.errors import PayloadError, UsageError
from recallwatch.flow.freshness import freshness
from recallwatch.flow.importing import Imported, import_files
from recallwatch.flow.ingest import Manner
from recallwatch.model import Harvest, Payload
from recallwatch.ports import Store
from tests.flow.world import World
from tests.making import NOON, notice, source


def _parse(payload: Payload) -> Harvest:
    """A source whose saved answers are lists of numbers."""
    try:
        numbers = json.loads(payload.content)
    except ValueError:
        raise PayloadError("not JSON") from None
    return Harvest(tuple(notice(str(number)) for number in numbers), complete=True)


_SOURCE = replace(source(), parse=_parse)


@pytest.fixture
def world(store: Store) -> World:
    """A store with nothing in it."""
    return World(store)


def _import(world: World, *paths: Path, hours_ago: int | None = None) -> list[Imported]:
    seen = None if hours_ago is None else NOON - timedelta(hours=hours_ago)
    return list(import_files(world.context, _SOURCE, paths, seen_at=seen, manner=Manner(silent=True)))


def _file(folder: Path, name: str, *numbers: int) -> Path:
    path = folder / name
    content = json.dumps(numbers).encode()
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def test_files_are_taken_in_the_order_given_each_with_its_counts(world: World, tmp_path: Path) -> None:
    first, second = _file(tmp_path, "a.json", 1, 2), _file(tmp_path, "b.json.gz", 2, 3)
    assert [done.line() for done in _import(world, first, second)] == [
        {"file": str(first), "found": 2, "new": 2, "changed": 0, "unchanged": 0, "gone": 0, "rejected": 0},
        {"file": str(second), "found": 2, "new": 1, "changed": 0, "unchanged": 1, "gone": 0, "rejected": 0},
    ]


def test_importing_again_changes_nothing(world: World, tmp_path: Path) -> None:
    path = _file(tmp_path, "a.json", 1, 2)
    _import(world, path)
    (again,) = _import(world, path)
    assert again.run is not None
    assert (again.run.new, again.run.changed) == (0, 0)


@pytest.mark.parametrize("content", [b"", b"<html>sorry</html>", b"[1, 2", b"\x00\x00"])
def test_a_bad_file_is_said_and_the_next_is_taken(world: World, tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    refused, taken = _import(world, bad, _file(tmp_path, "good.json", 1))
    assert refused.line() == {"file": str(bad), "error": "not JSON"}
    assert taken.run is not None


def test_a_file_cut_off_in_compression_is_said(world: World, tmp_path: Path) -> None:
    whole = _file(tmp_path, "a.json.gz", *range(500))
    whole.write_bytes(whole.read_bytes()[:-20])
    (refused,) = _import(world, whole)
    assert "decompressed" in refused.why


def test_a_file_larger_than_the_limit_is_refused_before_it_fills_the_memory(world: World, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.json.gz"
    bomb.write_bytes(gzip.compress(b" " * 101_000_000, compresslevel=1))
    (refused,) = _import(world, bomb)
    assert "larger than 100,000,000 bytes" in refused.why


def test_a_missing_file_is_said(world: World, tmp_path: Path) -> None:
    (refused,) = _import(world, tmp_path / "none.json")
    assert "No such file" in refused.why


def test_what_was_captured_earlier_was_first_seen_then(world: World, tmp_path: Path) -> None:
    _import(world, _file(tmp_path, "a.json", 1), hours_ago=30)
    with world.store.read() as unit:
        record = unit.notices.get("test:1")
    assert record is not None
    assert record.first_seen == NOON - timedelta(hours=30)


def test_a_capture_in_the_future_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="lies in the future"):
        _import(world, _file(tmp_path, "a.json", 1), hours_ago=-2)
    assert freshness(world.context).as_of == {}
    (taken,) = _import(world, _file(tmp_path, "a.json", 1), hours_ago=-1)
    assert taken.run is not None


def test_answers_are_as_of_the_capture_when_it_is_known(world: World, tmp_path: Path) -> None:
    _import(world, _file(tmp_path, "a.json", 1), hours_ago=30)
    known = freshness(world.context)
    assert known.as_of == {"test": NOON - timedelta(hours=30)}
    assert known.stale == ("test",)  # it may be silent for six hours at most


def test_answers_from_an_undated_file_are_as_of_its_newest_notice(world: World, tmp_path: Path) -> None:
    _import(world, _file(tmp_path, "a.json", 1))
    known = freshness(world.context)
    assert str(known.as_of["test"]) == "2026-11-20 00:00:00+00:00"
    assert known.stale == ("test",)
