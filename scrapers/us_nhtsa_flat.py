"""The flat file of NHTSA's campaigns: 29 columns between tabs, no header, no quotes, plain or zipped.

Read as a stream: the file since 2010 has about 240,000 rows of which some ten tell of one campaign.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from recallwatch.errors import PayloadError
from recallwatch.model import Payload, Rejected

from .us_nhtsa_campaign import ID, Row

#: The dictionary of May 2025, in order (RCL.txt).
_COLUMNS = (
    "RECORD_ID CAMPNO MAKETXT MODELTXT YEARTXT MFGCAMPNO COMPNAME MFGNAME BGMAN ENDMAN RCLTYPECD POTAFF ODATE "
    "INFLUENCED_BY MFGTXT RCDATE DATEA RPNO FMVSS DESC_DEFECT CONEQUENCE_DEFECT CORRECTIVE_ACTION NOTES RCL_CMPT_ID "
    "MFR_COMP_NAME MFR_COMP_DESC MFR_COMP_PTNO DO_NOT_DRIVE PARK_OUTSIDE"
)
COLUMNS = tuple(_COLUMNS.split())
_TYPE = re.compile(r"[A-Z]\Z")  # V, E, C, T; some rows of old have I or X
_ZIP = b"PK\x03\x04"
_LARGEST = 2 << 30  # 15 times what the file since 2010 has; more is no list of recalls


def is_flat(payload: Payload) -> bool:
    """Whether a payload is a flat file: a zip archive, or a first line of as many fields as the dictionary has."""
    return payload.content.startswith(_ZIP) or payload.content.partition(b"\n")[0].count(b"\t") >= len(COLUMNS) - 1


def flat_rows(payload: Payload) -> Iterator[Row | Rejected]:
    """Read every row; raises ``PayloadError`` for an archive that is damaged and for a file that is cut off."""
    try:
        with _opened(payload) as file:
            yield from _rows(file, payload.url)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise PayloadError(f"not a readable zip archive (cut off?): {error}", url=payload.url) from None


def _opened(payload: Payload) -> IO[bytes]:
    if not payload.content.startswith(_ZIP):
        return io.BytesIO(payload.content)
    archive = zipfile.ZipFile(io.BytesIO(payload.content))
    members = archive.infolist()
    if len(members) != 1 or members[0].file_size > _LARGEST:
        raise PayloadError(f"{len(members)} files in the archive where one of less than 2 GB was due", url=payload.url)
    return archive.open(members[0])


def _rows(file: IO[bytes], url: str) -> Iterator[Row | Rejected]:
    line = b"\n"
    for line in file:
        if line.strip():
            yield _row(line)
    if not line.endswith(b"\n"):
        raise PayloadError("the file is cut off: its last line has no end", url=url)


def _row(line: bytes) -> Row | Rejected:
    """One line by column; what the dictionary does not know stands under its number (``Field30``)."""
    try:
        text = _decoded(line).rstrip("\r\n")
    except UnicodeDecodeError as error:
        return Rejected(ID, f"not readable: {error.reason}", repr(line)[:2000])
    values = text.split("\t")
    number = values[1] if len(values) > 1 else ""
    if len(values) < len(COLUMNS):
        return Rejected(ID, f"{len(values)} fields where {len(COLUMNS)} were due", text[:2000], number)
    if "\0" in text:
        return Rejected(ID, "a NUL character", text.replace("\0", "?")[:2000], number)
    row = dict(zip(COLUMNS, values, strict=False))
    row |= {f"Field{n}": value for n, value in enumerate(values[len(COLUMNS) :], len(COLUMNS) + 1)}
    if not _TYPE.match(row["RCLTYPECD"]):
        return Rejected(ID, f"the columns have moved: {row['RCLTYPECD']!r:.40} is no RCLTYPECD", text[:2000], number)
    return row


def _decoded(line: bytes) -> str:
    """UTF-8; a line that is not, is of the older rows in the code page of Windows."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252")
