"""Sets of labels: who made them, where they lie, and the two halves each is split into."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .program import ROOT, SHARED

_OWN = ROOT / "benchmarks/labels"


@dataclass(frozen=True)
class Labels:
    """One set: what it is and its files by what they judge."""

    name: str
    what: str
    files: Mapping[str, Path]


#: Links are labelled in the first set only.
SETS = (
    Labels(
        "dev",
        "labels made before the rules, by somebody else; both halves were looked at while the rules were made",
        {k: SHARED / f"gold/dev_{k}.jsonl" for k in ("matching", "extraction", "links")},
    ),
    Labels(
        "own",
        "labels of our own, read from notices drawn at random; the rules were made looking at half A only",
        {k: _OWN / f"{k}.jsonl" for k in ("matching", "extraction")},
    ),
    Labels(
        "codes",
        "labels of our own of notices drawn for their codes, without hazards and dates; looked at as they came",
        {"extraction": _OWN / "codes.jsonl"},
    ),
)
HALVES = ("all", "A", "B")


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of labels."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def half_of(row: Mapping[str, Any]) -> str:
    """The half a label belongs to, by the notice or pair it speaks of: all labels of one notice stay together."""
    notice = row.get("notice_id") or row.get("pair_id") or min(row["expect"], default=row.get("reg_id", ""))
    return "AB"[zlib.crc32(str(notice).encode()) % 2]


def part(path: Path, half: str) -> list[dict[str, Any]]:
    """The rows of a half, or all."""
    return [row for row in rows(path) if half in ("all", half_of(row))]
