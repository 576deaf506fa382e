"""``recallwatch check --jsonl``: many things, a JSON object a line; answered in order, as soon as answers are there.

standard input -> the lines that are there, some hundred at most -> one look into the database -> their answers
"""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import typer

from recallwatch.model import Item
from recallwatch.model.rows import item_of
from recallwatch.ports import Store

from .output import lines, program

if TYPE_CHECKING:  # slow to import: only what answers needs it
    from recallwatch.flow.freshness import Freshness

_CHUNK = 1 << 16
_BATCH = 200
_MOST = 100  # hits of one line


@dataclass(frozen=True, slots=True)
class _Asked:
    """One line: its ref, what it asks about, or what is wrong with it."""

    ref: object
    item: Item | None = None
    error: str = ""


def answer_lines() -> None:
    """Answer every line of standard input; status 1 at the end if one was not understood."""
    from recallwatch.flow.freshness import freshness

    failed = 0
    with program() as context:
        known = freshness(context)
        for batch in _batches(cast("io.BufferedIOBase", sys.stdin.buffer)):
            asked = [_read(text, number) for number, text in batch if text.strip()]
            lines(_answers(context.store, asked, known))
            failed += sum(line.item is None for line in asked)
    if failed:
        raise typer.Exit(1)


def _answers(store: Store, asked: Sequence[_Asked], known: "Freshness") -> Iterator[dict[str, object]]:
    from recallwatch.flow.checking import answer
    from recallwatch.flow.items import check_many

    hits = iter(check_many(store, [line.item for line in asked if line.item], limit=_MOST))
    for line in asked:
        if line.item is None:
            yield {"ref": line.ref, "error": line.error}
        else:
            yield answer(line.ref, line.item, next(hits), known)


def _batches(stream: io.BufferedIOBase) -> Iterator[list[tuple[int, bytes]]]:
    """Numbered lines, as many at a time as are there: who writes one and waits gets its answer."""
    number = 1
    pieces: list[bytes] = []
    while chunk := stream.read1(_CHUNK):
        *whole, rest = chunk.split(b"\n")
        if whole:
            whole[0] = b"".join([*pieces, whole[0]])
            pieces = []
        pieces.append(rest)
        for start in range(0, len(whole), _BATCH):
            yield list(enumerate(whole[start : start + _BATCH], number + start))
        number += len(whole)
    if any(pieces):
        yield [(number, b"".join(pieces))]


def _read(text: bytes, number: int) -> _Asked:
    try:
        row: Any = json.loads(text)
    except ValueError as error:
        return _Asked(None, error=f"line {number} is not JSON: {error}")
    if not isinstance(row, dict) or "ref" not in row:
        return _Asked(None, error=f"line {number}: each line is an object with a ref")
    try:
        return _Asked(row["ref"], item_of(row))
    except ValueError as error:
        return _Asked(row["ref"], error=str(error))
