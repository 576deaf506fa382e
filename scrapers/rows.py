"""What a list of rows must hold before it is handed on: no number twice."""

from collections.abc import Callable
from typing import Any

from recallwatch.model import Notice, Rejected


def one_per_number(rows: list[Notice | Rejected], *, rank: Callable[[Notice], Any]) -> tuple[Notice | Rejected, ...]:
    """Keep one notice a number: of two that differ the one that ranks higher, the other as a reject.

    Of equals the first stays. Rejects come last.
    """
    best: dict[str, Notice] = {}
    rejects = [row for row in rows if isinstance(row, Rejected)]
    for row in (row for row in rows if isinstance(row, Notice)):
        kept = best.setdefault(row.number, row)
        if kept == row:
            continue
        best[row.number], loser = (row, kept) if rank(row) > rank(kept) else (kept, row)
        rejects.append(Rejected(row.source, "another row has this number", repr(loser)[:2000], row.number))
    return (*best.values(), *rejects)


def published_day(row: Notice) -> int:
    """A rank: the later published stands, one without a day falls."""
    return row.published.first.toordinal() if row.published else 0
