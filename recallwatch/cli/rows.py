"""Items as people hand them over: a row of CSV or JSON with the field names of the interface."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from recallwatch.errors import UsageError
from recallwatch.model import Acquired, Item, PartialDate

#: Every field of a row, in the order of a CSV file's columns.
COLUMNS = ("name", "brand", "model", "serial", "gtin", "vin", "purchased", "acquired")


def item_of(row: Mapping[str, object], *, item_id: str = "", owner_id: str = "") -> Item:
    """Read a row; every field may be missing or null. Raises ``ValueError`` that names the field at fault."""
    fields = {name: row.get(name) or "" for name in COLUMNS}
    text = {name: value for name, value in fields.items() if isinstance(value, str)}
    if wrong := sorted(fields.keys() - text.keys()):
        raise ValueError(f"{', '.join(wrong)} must be text")
    return Item(
        id=item_id,
        owner_id=owner_id,
        name=text["name"],
        brand=text["brand"],
        model=text["model"],
        serial=text["serial"],
        gtin=text["gtin"],
        vin=text["vin"],
        purchased=PartialDate.parse(text["purchased"]) if text["purchased"] else None,
        acquired=Acquired(text["acquired"]) if text["acquired"] else None,
    )


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
