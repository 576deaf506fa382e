"""``make replay``: every captured answer through the real ``import`` command into a fresh database, then again.

One command a source, one after the other: each import uses every core itself. Memory is what a command and the
processes it started hold together at once (on Linux; elsewhere the biggest of them). Needs the captures
(RECALLWATCH_SHARED, or ``shared`` beside the checkout); ``make replay ARGS="us-fsis ca-rsa"`` takes some sources only.
Status 1 if a second import changed anything, or all of it took longer than ten minutes or more than 600 MB.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .program import ROOT, SHARED

_MINUTES, _MEGABYTES = 10.0, 600.0
_LOOK = 0.2  # seconds between two looks at memory
_DATA = SHARED / "data"


@dataclass(frozen=True)
class Captures:
    """Files of one source, oldest first; ``again``: those whose second import must change nothing.

    Of a series of snapshots that is the last one: an older one would bring back an older state, and rightly so.
    """

    files: tuple[str, ...]
    again: tuple[str, ...] = ()
    last: bool = False


_SOURCES = {
    "us-cpsc": Captures(
        ("us-cpsc/api-2018-09.json", "us-cpsc/archive-to-*.json.gz", "us-cpsc/api-2026-07.json"),
        again=("us-cpsc/archive-to-*.json.gz", "us-cpsc/api-2026-07.json"),
    ),
    "us-cpsc-web": Captures(("us-cpsc/web-export-raw/*.csv.gz", "us-cpsc/web-export-2026-04.csv.gz"), last=True),
    "us-fda-food-rss": Captures(("us-fda/food-safety-rss/*.gz",), last=True),
    "us-fda-food": Captures(("us-fda/openfda-food-2026-07.json",)),
    "us-fsis": Captures(("us-fsis/api-year-2024/*.gz",), last=True),
    "us-fsis-rss": Captures(("us-fsis/rss/*.gz",), last=True),
    "us-nhtsa": Captures(("us-nhtsa/flat-rcl-2026-07.tsv",)),
    "ca-rsa": Captures(("ca-rsa/2026-*.json.gz",), last=True),
    "eu-safety-gate": Captures(("eu-safety-gate/weekly-xml/*.gz",)),
    "fr-rappelconso": Captures(
        ("fr-rappelconso/rappelconso0*.json", "fr-rappelconso/v2*.json", "fr-rappelconso/rappelconso_v2*.json"),
    ),
    "gb-dvsa": Captures(
        ("gb-dvsa/RecallsFileSmall*.gz", "gb-dvsa/*testData-Before.csv.gz", "gb-dvsa/*testData-After.csv.gz"), last=True
    ),
    "gb-fsa": Captures(("gb-fsa/*.json",)),
    "gb-opss": Captures(("gb-opss/*content*.json",)),
}


@dataclass
class Replayed:
    """What came of the files of one source."""

    files: int = 0
    refused: list[str] = field(default_factory=list)
    rejected: int = 0
    seconds: float = 0.0
    peak_mb: float = 0.0
    again_seconds: float = 0.0
    again_changed: int = 0


def main() -> None:
    """Replay, print the table, judge it."""
    wanted = _arguments().sources or list(_SOURCES)
    if not _DATA.exists():
        sys.exit(f"no captures at {_DATA}: set RECALLWATCH_SHARED to the folder that holds data/")
    work = ROOT / ".replay"
    shutil.rmtree(work, ignore_errors=True)
    done = {source: _replay(source, _SOURCES[source], work) for source in wanted}
    print(_table(done, work))
    if faults := _faults(done):
        sys.exit("\n".join(faults))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make replay")
    parser.add_argument("sources", nargs="*", choices=[[], *_SOURCES], help="only these")
    return parser.parse_args()


def _replay(source: str, captures: Captures, work: Path) -> Replayed:
    files = _found(captures.files)
    done = Replayed(files=len(files))
    lines, done.seconds, done.peak_mb = _import(source, files, work)
    done.refused = [f"{Path(line['file']).name}: {line['error']}" for line in lines if "error" in line]
    done.rejected = sum(line.get("rejected", 0) for line in lines)
    taken = [Path(line["file"]) for line in lines if "error" not in line]
    again = taken[-1:] if captures.last else [f for f in taken if not captures.again or f in _found(captures.again)]
    lines, done.again_seconds, peak = _import(source, again, work)
    done.again_changed = sum(line.get("new", 0) + line.get("changed", 0) + line.get("gone", 0) for line in lines)
    done.peak_mb = max(done.peak_mb, peak)
    print(f"{source}: {done.files} files in {done.seconds:.0f} s, again in {done.again_seconds:.0f} s", file=sys.stderr)
    return done


def _found(patterns: Iterable[str]) -> list[Path]:
    """The files of the patterns, each in the order of the numbers in their names."""
    return [path for pattern in patterns for path in sorted(_DATA.glob(pattern), key=lambda p: (len(p.name), p.name))]


def _import(source: str, files: list[Path], work: Path) -> tuple[list[dict[str, Any]], float, float]:
    """Run the command; gives its lines, the seconds and the peak of resident memory in MB."""
    if not files:
        return [], 0.0, 0.0
    command = [sys.executable, "-m", "recallwatch.cli.main", "import", source, *map(str, files), "--json"]
    environment = os.environ | {"RECALLWATCH_DATA_DIR": str(work)}
    started = time.perf_counter()
    out = work.with_suffix(".out")
    with out.open("wb") as written:
        child = subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=written, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
        )
        peak = _watched(child.pid)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    out.unlink()
    return lines, time.perf_counter() - started, peak


def _watched(pid: int) -> float:
    """Wait for a process; gives the most MB that it and those it started held at a moment that was looked at."""
    peak = 0.0
    while True:
        ended, _, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return max(peak, usage.ru_maxrss / 1024)
        peak = max(peak, _resident(pid))
        time.sleep(_LOOK)


def _resident(pid: int) -> float:
    """MB of a process and its children; nothing of one that has just ended, or where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    held = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")), "0")
    return int(held) / 1024 + sum(_resident(int(child)) for child in children)


def _table(done: dict[str, Replayed], work: Path) -> str:
    database = sqlite3.connect(f"file:{work / 'recallwatch.db'}?mode=ro", uri=True)
    kept = {row[0]: row[1:] for row in database.execute(_COUNTED)}
    links = dict(database.execute(_LINKED))
    database.close()
    head = ("source", "files", "refused", "notices", "revisions", "rejected", "links", "missing", "withdrawn")
    rows: list[tuple[str, ...]] = [(*head, "seconds", "peak MB", "again s", "again changed")]
    for source, one in done.items():
        notices, revisions, missing, withdrawn = kept.get(source, (0, 0, 0, 0))
        counts = (
            one.files,
            len(one.refused),
            notices,
            revisions,
            one.rejected,
            links.get(source, 0),
            missing,
            withdrawn,
        )
        measured = (f"{one.seconds:.1f}", f"{one.peak_mb:.0f}", f"{one.again_seconds:.1f}", one.again_changed)
        rows.append((source, *map(str, counts), *map(str, measured)))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    text = [_aligned(row, widths) for row in rows]
    total = sum(one.seconds + one.again_seconds for one in done.values())
    refused = [f"refused, {source}: {words}" for source, one in done.items() for words in one.refused]
    return "\n".join([*text, f"together {sum(r[0] for r in kept.values()):,} notices, {total:.0f} s", *refused])


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])


_COUNTED = """SELECT source, count(*), sum(revision), sum(status = 'missing'), sum(status = 'withdrawn')
FROM notices GROUP BY source"""
_LINKED = """SELECT n.source, count(*) FROM links l JOIN notices n ON n.id = l.from_id WHERE l.state = 'active'
GROUP BY n.source"""


def _faults(done: dict[str, Replayed]) -> list[str]:
    seconds = sum(one.seconds + one.again_seconds for one in done.values())
    peak = max(one.peak_mb for one in done.values())
    faults = [f"{source}: importing again changed {r.again_changed}" for source, r in done.items() if r.again_changed]
    if seconds > 60 * _MINUTES:
        faults.append(f"{seconds:.0f} s are more than {_MINUTES:.0f} minutes")
    return faults + ([f"{peak:.0f} MB are more than {_MEGABYTES:.0f}"] if peak > _MEGABYTES else [])


if __name__ == "__main__":
    main()
