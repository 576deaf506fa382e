"""United Kingdom: the vehicle recalls of the Driver and Vehicle Standards Agency, one CSV file of all.

A row for each range of VINs or days of building; a recall has up to 26. The file is Windows-1252, whatever it declares.
"""

import csv
import html
import io
import re
from dataclasses import replace
from datetime import timedelta

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.extract.vehicles import VehicleRow, vehicle_products
from recallwatch.model import (
    Harvest,
    ListedProduct,
    Notice,
    PartialDate,
    Payload,
    Rejected,
    Rhythm,
    SourceInfo,
    SourceKind,
)
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source
from recallwatch.text.clean import clean

from .payload import decode
from .rows import one_per_number

ID = "gb-dvsa"
FILE = "https://www.check-vehicle-recalls.service.gov.uk/documents/RecallsFile.csv"
LOOKUP = "https://www.gov.uk/check-vehicle-recall"
_COLUMNS = (
    "Launch Date",
    "Recalls Number",
    "Make",
    "Recalls Model Information",
    "Concern",
    "Defect",
    "Remedy",
    "Vehicle Numbers",
    "Manufacturer Ref",
    "Model",
    "VIN Start",
    "VIN End",
    "Build Start",
    "Build End",
)
_NUMBER = re.compile(r"(?P<series>R[A-Z]*)/(?:\d{4}|\d{2})/\d{1,4}\Z")
#: Series of things that are fitted to vehicles or ridden: they are known by their models, not by a VIN.
_THINGS = frozenset({"RCOMP", "RTW", "RPC"})
_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4}|\d{2})\Z")
#: Characters of a last cell that is whole: none, or a day.
_WHOLE = (0, 10)
_CENTURY = 70  # "93" is of the last century: 17 of 555 rows have two digits
_NO_MODEL = re.compile(r"\A(?:all\b|various\b|.*\bvarious\Z|\Z)", re.IGNORECASE)
#: The commas of the list of models were turned into second blanks.
_MODELS = re.compile(r"\s{2,}|\s*[,;]\s*|\s+and\s+")

_Row = dict[str, str]


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the file has one address, whatever we know
    """Ask for the file."""
    response = yield Request(FILE)
    return Harvest(complete=True, unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved file."""
    recalls: dict[str, list[_Row]] = {}
    rows: list[Notice | Rejected] = []
    for row in _rows(payload):
        number = row["Recalls Number"]
        if _NUMBER.match(number):
            recalls.setdefault(number, []).append(row)
        else:
            rows.append(Rejected(ID, f"no recall number: {number!r:.80}", repr(row)[:2000]))
    rows += [_recall(number, ranges, payload.sha256) for number, ranges in recalls.items()]
    return Harvest(one_per_number(rows, rank=lambda row: row.published), complete=payload.url == FILE)


def _rows(payload: Payload) -> list[_Row]:
    text = _text(payload)
    if text.lstrip().startswith(("<", "{", "[")):
        raise PayloadError(f"not a CSV file: {text.strip()[:80]!r}", url=payload.url)
    table = list(csv.reader(io.StringIO(text, newline="")))
    header = [name.strip() for name in table[0]] if table else []
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise ShapeChanged(f"no column {', '.join(missing)}", url=payload.url)
    if not text.endswith("\n") and (len(table[-1]) < len(header) or len(table[-1][-1]) not in _WHOLE):
        raise PayloadError("the file is cut off inside its last row", url=payload.url)
    rows = [dict(zip(header, map(_cell, cells), strict=False)) for cells in table[1:] if cells]
    if not rows:
        raise PayloadError("a file without recalls", url=payload.url)
    return [{**dict.fromkeys(header, ""), **row} for row in rows]


def _cell(text: str) -> str:
    return html.unescape(clean(text)).strip()


def _text(payload: Payload) -> str:
    try:
        return decode(payload)
    except PayloadError:
        try:
            return clean(payload.content.decode("cp1252"))
        except UnicodeDecodeError as error:
            raise PayloadError(f"neither UTF-8 nor Windows-1252: {error}", url=payload.url) from None


def _recall(number: str, rows: list[_Row], payload: str) -> Notice | Rejected:
    """One recall of its rows; one row that cannot be read costs the recall, for the others tell only a part of it."""
    rows = sorted(rows, key=lambda row: [row[name] for name in _COLUMNS])  # their order in the file tells nothing
    first = rows[0]
    published = _date(first["Launch Date"])
    strange = [
        f"{n} {row[n]!r:.40}" for row in rows for n in ("Build Start", "Build End") if row[n] and not _date(row[n])
    ]
    if published is None or strange:
        reason = f"not a date: {strange[0] if strange else repr(first['Launch Date'])[:60]}"
        return Rejected(ID, reason, repr(rows)[:2000], number)
    if not first["Make"] or not first["Defect"]:
        return Rejected(ID, "no make or no defect", repr(rows)[:2000], number)
    what = first["Recalls Model Information"] or first["Model"]
    reference = first["Manufacturer Ref"]
    return Notice(
        source=ID,
        number=number,
        title=f"{first['Make']} {what}: {first['Concern']}",
        jurisdictions=("GB",),
        published=published,
        summary="\n".join((f"{first['Make']} {what}", *filter(None, dict.fromkeys(map(_range, rows))))),
        hazard="\n".join(part for part in (first["Concern"], first["Defect"]) if part),
        remedy=first["Remedy"],
        products=_products(number, rows),
        lookup_url="" if _is_thing(number) else LOOKUP,
        extra=(("Manufacturer Ref", reference),) if reference else (),
        payload=payload,
    )


def _range(row: _Row) -> str:
    """One row's units in a line: model, VINs as printed, days of building; empty if it tells none of them apart."""
    vins = " to ".join(part for part in (row["VIN Start"], row["VIN End"]) if part)
    days = " to ".join(part for part in (row["Build Start"], row["Build End"]) if part)
    if not vins and not days:
        return ""
    return "; ".join(
        part for part in (row["Model"], f"VIN {vins}" if vins else "", f"built {days}" if days else "") if part
    )


def _products(number: str, rows: list[_Row]) -> tuple[ListedProduct, ...]:
    make, units = rows[0]["Make"], rows[0]["Vehicle Numbers"]
    if _is_thing(number):
        models = tuple(dict.fromkeys(row["Model"] for row in rows if any(c.isdigit() for c in row["Model"])))
        return (ListedProduct(rows[0]["Recalls Model Information"], brand=make, units=units, models=models),)
    lines = vehicle_products(VehicleRow(make, model, "", *_span(row)) for row in rows for model in _models(row))
    return (replace(lines[0], units=units), *lines[1:]) if lines else ()


def _is_thing(number: str) -> bool:
    return number.partition("/")[0] in _THINGS


def _models(row: _Row) -> tuple[str, ...]:
    """The row's model; where it says "all models listed" those of the recall."""
    if not _NO_MODEL.match(row["Model"]):
        return (row["Model"],)
    return tuple(dict.fromkeys(part for part in _MODELS.split(row["Recalls Model Information"]) if part))


def _span(row: _Row) -> tuple[str, str]:
    """First and last day of building as a registry writes them; of two that are turned round none is believed."""
    first, last = _date(row["Build Start"]), _date(row["Build End"])
    if first and last and last < first:
        return ("", "")
    return (str(first or "").replace("-", ""), str(last or "").replace("-", ""))


def _date(text: str) -> PartialDate | None:
    found = _DATE.match(text)
    if not found:
        return None
    year = int(found[3])
    year += 0 if year > 99 else 1900 if year >= _CENTURY else 2000
    try:
        return PartialDate(year, int(found[2]), int(found[1]))
    except ValueError:
        return None


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="United Kingdom: vehicle recalls (DVSA)",
        country="GB",
        language="en",
        kind=SourceKind.FILE,
        homepage="https://www.check-vehicle-recalls.service.gov.uk",
        licence="Open Government Licence v3.0",
        attribution="Contains public sector information licensed under the Open Government Licence v3.0 (DVSA)",
        rhythm=Rhythm(every=timedelta(hours=12), stale_after=timedelta(days=4), quiet=timedelta(days=30)),
        parser=f"{ID}/1",
        notes=(
            "One CSV file of all recalls since 1992, a row for each range of VINs or days of building; the rows of a "
            "recall are one notice with a line for each model. Whether a single vehicle is meant, the official look-up "
            "tells by its registration. Checked against a sample of 555 rows and nine files of changes to it."
        ),
        gaps="Ranges of VINs are shown and not compared with an owner's, for many have wildcards or are no VINs.",
        unproven="The whole file was never captured; its address, its size and how it answers are others' word.",
    ),
    crawl=crawl,
    parse=parse,
)
