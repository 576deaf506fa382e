"""A file of items: CSV with the field names of the interface."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from recallwatch.errors import UsageError
from recallwatch.model.rows import COLUMNS


def read_csv(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Read a file of items: each row with the line it ends on. Raises ``UsageError`` that names the line at fault."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return list(_rows(path, csv.DictReader(file, strict=True)))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read as CSV in UTF-8: {error}") from None


def _rows(path: Path, reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    try:
        _check_heading(path, reader.fieldnames or ())
        for row in reader:
            if None in row:
                raise UsageError(f"{path}, line {reader.line_num}: more values than columns")
            if any("\n" in value or "\r" in value for value in row.values() if value):
                raise UsageError(
                    f"{path}, line {reader.line_num}: a line break in a value; is a quotation mark missing?"
                )
            yield reader.line_num, row
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.reader.line_num}: not CSV: {error}") from None


def _check_heading(path: Path, heading: Sequence[str]) -> None:
    expected = f"the first line names the columns, some of: {','.join(COLUMNS)}"
    if not heading:
        raise UsageError(f"{path} is empty; {expected}")
    if unknown := [name for name in heading if name not in COLUMNS]:
        raise UsageError(f"{path}, line 1: no column is called {', '.join(map(repr, unknown))}; {expected}")
    if len(set(heading)) < len(heading):
        raise UsageError(f"{path}, line 1: a column is named twice; {expected}")
