"""Take saved payloads as if they had just been fetched.

file --gunzip--> payload stored -> source.parse -> ingest (silent unless asked)
     the next few small files are opened meanwhile, so that their notices can be understood beside
"""

import gzip
import hashlib
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from recallwatch.context import Context
from recallwatch.errors import PayloadError, SourceError, UsageError
from recallwatch.model import Harvest, Payload, Run
from recallwatch.ports import Source, Store

from .bulk import Readers
from .ingest import Manner, ingest

#: How far the clock of the machine that captured may be ahead of ours.
_AHEAD = timedelta(hours=1)

#: Rejected rows whose reason is told; the others are alike, and are kept with the run.
_REASONS = 5

#: Notices of opened files from which no further file is opened: a big one stands alone.
_OPENED = 200


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
    with Readers() as readers:
        manner = replace(manner, reader=readers.understand)
        files = (_open(context, source, path, seen_at) for path in paths)
        for file in _ahead(files, lambda file: _begin(context.store, file, readers)):
            yield _take(context, source, file, seen_at=seen_at, manner=manner)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that was stored and parsed at a time, or why it could not be."""

    name: str
    at: datetime
    harvest: Harvest = field(default_factory=Harvest)
    why: str = ""


def _open(context: Context, source: Source, path: Path, seen_at: datetime | None) -> _Opened:
    now = seen_at or context.now()
    try:
        content = _read(path, context.settings.fetch_max_bytes)
        payload = Payload(hashlib.sha256(content).hexdigest(), source.id, path.absolute().as_uri(), content, now)
        with context.store.write() as unit:
            unit.payloads.put(payload)
        # A file says nothing about what the source has beside it, so absence from it counts for nothing.
        return _Opened(str(path), now, replace(source.parse(payload), complete=False))
    except (SourceError, OSError) as error:
        return _Opened(str(path), now, why=str(error) or "it cannot be read")


def _ahead(files: Iterator[_Opened], begin: Callable[[_Opened], None]) -> Iterator[_Opened]:
    """The files in their order; before one is taken the next small ones are opened and begun."""
    waiting: deque[_Opened] = deque()
    while True:
        while sum(len(file.harvest.notices) for file in waiting) < _OPENED and (file := next(files, None)):
            if waiting:
                begin(file)
            waiting.append(file)
        if not waiting:
            return
        yield waiting.popleft()


def _begin(store: Store, file: _Opened, readers: Readers) -> None:
    """Let others understand what is new in a file."""
    if readers.running:
        with store.read() as unit:
            known = unit.notices.heads(notice.id for notice in file.harvest.notices)
        readers.ahead(notice for notice in file.harvest.notices if notice.id not in known)


def _take(context: Context, source: Source, file: _Opened, *, seen_at: datetime | None, manner: Manner) -> Imported:
    if file.why:
        return Imported(file.name, why=file.why)
    run = ingest(context.store, source, file.harvest, started=file.at, now=file.at, manner=manner)
    if seen_at:
        _note_success(context, source, run)
    reasons = tuple(f"{row.number}: {row.reason}" for row in file.harvest.rejected[:_REASONS])
    return Imported(file.name, run, reasons=reasons)


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
