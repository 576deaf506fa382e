"""CSV files by the names in their first line; what is cut off, or lacks a column, is refused."""

import csv
import io
from collections.abc import Iterator, Sequence

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import Payload

from .payload import decode, looks_like_html

#: Long texts stand in single cells; the module's own limit is 131,072 characters.
_CELL_AT_MOST = 1 << 20

CsvRow = dict[str, str]


def csv_rows(payload: Payload, needed: Sequence[str], *, filled: Sequence[str] = ()) -> Iterator[CsvRow]:
    """Read the rows of a file that must have the ``needed`` columns, and something in each of those ``filled``."""
    text = decode(payload).removeprefix("\ufeff")
    if looks_like_html(text):
        raise PayloadError(f"HTML where CSV was due: {text.strip()[:80]!r}", url=payload.url)
    empty, count, width = set(filled), 0, 0
    for count, row in enumerate(_by_name(text, needed, payload.url), 1):  # noqa: B007 - the last count is what counts
        empty.difference_update(name for name in list(empty) if row.get(name))
        width = len(row)
        yield row
    head = next(csv.reader([text.partition("\n")[0]]), [])
    if not count or width < len(dict.fromkeys(head)):
        raise PayloadError("the list is empty or cut off", url=payload.url)
    if empty:
        raise ShapeChanged(f"{', '.join(sorted(empty))}: filled in no row", url=payload.url)


def _by_name(text: str, needed: Sequence[str], url: str) -> Iterator[CsvRow]:
    csv.field_size_limit(_CELL_AT_MOST)
    lines = (line for line in csv.reader(io.StringIO(text, newline=""), strict=True) if line)
    try:
        head = next(lines, [])
        missing = [name for name in needed if name not in head]
        if missing:
            raise ShapeChanged(f"no column {', '.join(missing)}", url=url)
        for line in lines:
            yield dict(zip(head, line, strict=False))
    except csv.Error as error:
        raise PayloadError(f"not readable as CSV (cut off?): {error}", url=url) from None
