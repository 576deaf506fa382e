"""NHTSA's answers by vehicle or campaign number (JSON), as rows of the flat file's columns.

Days are DD/MM/YYYY: of 99 campaigns captured 61 have a first part above 12, none a second. Before 2019 they were
``/Date(1476417600000-0400)/`` and the key of the consequence was misspelt.
"""

import json
import re
from datetime import UTC, datetime, timedelta

from recallwatch.errors import PayloadError
from recallwatch.model import Payload, Rejected

from .leaves import Leaves
from .payload import decode
from .us_nhtsa_campaign import ID, Row

_COLUMNS = {
    "NHTSACampaignNumber": "CAMPNO",
    "Make": "MAKETXT",
    "Model": "MODELTXT",
    "ModelYear": "YEARTXT",
    "Component": "COMPNAME",
    "Manufacturer": "MFGNAME",
    "PotentialNumberofUnitsAffected": "POTAFF",
    "Summary": "DESC_DEFECT",
    "Consequence": "CONEQUENCE_DEFECT",
    "Conequence": "CONEQUENCE_DEFECT",
    "Remedy": "CORRECTIVE_ACTION",
    "Notes": "NOTES",
    "parkIt": "DO_NOT_DRIVE",
    "parkOutSide": "PARK_OUTSIDE",
    "ReportReceivedDate": "RCDATE",
}
_DAY_FIRST = re.compile(r"(\d{2})/(\d{2})/(\d{4})\Z")
_EPOCH = re.compile(r"/Date\((-?\d+)([+-]\d{2})(\d{2})\)/\Z")
_ADVISORY = {"true": "Yes", "false": "No"}


def api_rows(payload: Payload) -> list[Row | Rejected]:
    """Read one answer; "no results" is an empty one, one shorter than its own count is refused."""
    return [_row(entry) for entry in _entries(payload)]


def _entries(payload: Payload) -> list[object]:
    try:
        answer = json.loads(decode(payload))
    except (ValueError, RecursionError) as error:
        raise PayloadError(f"not JSON (cut off?): {error}", url=payload.url) from None
    entries = answer.get("results", answer.get("Results")) if isinstance(answer, dict) else None
    if not isinstance(entries, list):
        raise PayloadError("no list of results", url=payload.url)
    count = answer.get("Count")
    if count != len(entries):
        raise PayloadError(f"{len(entries)} results where {count} were counted", url=payload.url)
    return entries


def _row(entry: object) -> Row | Rejected:
    if not isinstance(entry, dict):
        return Rejected(ID, "not an object", repr(entry)[:2000])
    leaves = Leaves(entry)
    row: Row = {"RCLTYPECD": "V"}
    for key, column in _COLUMNS.items():
        if value := leaves.take(key):
            row[column] = value
    for column in ("DO_NOT_DRIVE", "PARK_OUTSIDE"):
        row[column] = _ADVISORY.get(row.get(column, ""), "")
    day = _day(row.get("RCDATE", ""))
    if not day:
        return Rejected(ID, f"not a day: {row.get('RCDATE', '')!r:.60}", repr(entry)[:2000], row.get("CAMPNO", ""))
    return row | dict(leaves.rest) | {"RCDATE": day}


def _day(text: str) -> str:
    """``YYYYMMDD``; empty if it is no day."""
    if found := _DAY_FIRST.match(text):
        return f"{found[3]}{found[2]}{found[1]}" if int(found[2]) <= 12 else ""
    if found := _EPOCH.match(text):
        ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return f"{datetime.fromtimestamp(int(found[1]) / 1000, UTC) + ahead:%Y%m%d}"
    return ""
