"""Take saved payloads as if they had just been fetched.

file --gunzip--> payload stored -> source.parse -> ingest (silent unless asked)
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from recallwatch.context import Context
from recallwatch.errors import PayloadError, SourceError, UsageError
from recallwatch.model import Payload, Run
from recallwatch.ports import Source

from .ingest import Manner, ingest

#: How far the clock of the machine that captured may be ahead of ours.
_AHEAD = timedelta(hours=1)

#: Rejected rows whose reason is told; the others are alike, and are kept with the run.
_REASONS = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: its run, or why it could not be taken."""

    file: str
    run: Run | None = None
    why: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether nothing could be taken from it, though something was there."""
        return self.run is None or (self.run.rejected > 0 and self.run.found == 0)

    def line(self) -> dict[str, object]:
        """The file's line of ``import --json``."""
        if self.run is None:
            return {"file": self.file, "error": self.why}
        counts = ("found", "new", "changed", "unchanged", "gone", "rejected")
        line: dict[str, object] = {"file": self.file, **{name: getattr(self.run, name) for name in counts}}
        return line | ({"reasons": list(self.reasons)} if self.reasons else {})


def import_files(
    context: Context, source: Source, paths: Iterable[Path], *, seen_at: datetime | None, manner: Manner
) -> Iterator[Imported]:
    """Import files in the order given, each in a transaction of its own; a bad file does not stop the others."""
    if seen_at and seen_at > context.now() + _AHEAD:
        # Accepted, it would make the source look current until then.
        raise UsageError(f"--seen-at lies in the future: {seen_at.isoformat()}")
    for path in paths:
        try:
            content = _read(path, context.settings.fetch_max_bytes)
            yield _import(context, source, path, content, seen_at=seen_at, manner=manner)
        except (SourceError, OSError) as error:
            yield Imported(str(path), why=str(error))


def _import(
    context: Context, source: Source, path: Path, content: bytes, *, seen_at: datetime | None, manner: Manner
) -> Imported:
    now = seen_at or context.now()
    digest = hashlib.sha256(content).hexdigest()
    payload = Payload(digest, source.id, path.absolute().as_uri(), content, fetched_at=now)
    with context.store.write() as unit:
        unit.payloads.put(payload)
    # A file says nothing about what the source has beside it, so absence from it counts for nothing.
    harvest = replace(source.parse(payload), complete=False)
    run = ingest(context.store, source, harvest, started=now, now=now, manner=manner)
    if seen_at:
        _note_success(context, source, run)
    return Imported(str(path), run, reasons=tuple(f"{row.number}: {row.reason}" for row in harvest.rejected[:_REASONS]))


def _note_success(context: Context, source: Source, run: Run) -> None:
    """A payload with a known time of capture counts as a good poll of that time."""
    with context.store.write() as unit:
        state = unit.sources.state(source.id)
        if state.last_success is None or state.last_success < run.ended_at:
            change = run.ended_at if run.new or run.changed else state.last_change
            unit.sources.save(replace(state, last_success=run.ended_at, last_change=change))


def _read(path: Path, limit: int) -> bytes:
    """Read a file, decompressing ``.gz``, but never more than ``limit`` bytes of content."""
    opener = gzip.open if path.suffix == ".gz" else Path.open
    try:
        with opener(path, "rb") as file:
            content: bytes = file.read(limit + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise PayloadError(f"the file cannot be decompressed: {error}") from None
    if len(content) > limit:
        raise PayloadError(f"larger than {limit:,} bytes; raise RECALLWATCH_FETCH_MAX_BYTES if that is meant")
    return content
