"""The rows of one openFDA event as one notice; what has no place of its own is kept in ``Notice.extra``."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from recallwatch.errors import ShapeChanged
from recallwatch.model import (
    Firm,
    ListedProduct,
    Notice,
    PartialDate,
    Payload,
    Rejected,
    Role,
    Severity,
    Status,
)
from recallwatch.text.clean import clean

from .leaves import Leaves

_KEYS = (
    "status classification event_id recalling_firm product_description product_quantity reason_for_recall report_date "
    "code_info"
)
_PAGE_OF_EVENT = "https://www.accessdata.fda.gov/scripts/ires/?Event="
_EVENT = re.compile(r"\d{3,8}\Z")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_CLASS = re.compile(r"Class (I{1,3})\Z")
_LONGEST_NAME = 90


@dataclass(frozen=True, slots=True)
class _Row:
    """One product of an event."""

    event: str
    firm: str
    reason: str
    status: str
    grade: str
    reported: PartialDate
    ended: PartialDate | None
    product: ListedProduct
    rest: tuple[tuple[str, str], ...] = field(default=())


def event_id(row: object) -> str:
    """The number of a row's event; empty if it has none."""
    found = row.get("event_id") if isinstance(row, dict) else None
    return found.strip() if isinstance(found, str) and _EVENT.match(found.strip()) else ""


def events(source: str, rows: Iterable[object], payload: Payload) -> Iterator[Notice | Rejected]:
    """Group the rows of one answer by event, each in an order of its own, whatever the answer's was."""
    rows = list(rows)
    for key in _KEYS.split() if rows else ():
        if not any(isinstance(row, dict) and key in row for row in rows):
            raise ShapeChanged(f"{key} is in no row", url=payload.url)
    found: dict[str, list[_Row]] = {}
    for row in rows:
        read = _row(source, row)
        if isinstance(read, Rejected):
            yield read
        else:
            found.setdefault(read.event, []).append(read)
    for number, same in found.items():
        yield _notice(source, number, sorted(same, key=lambda r: (r.product.name, r.product.codes)), payload.sha256)


def _row(source: str, row: object) -> _Row | Rejected:
    shown = clean(json.dumps(row, ensure_ascii=False))[:2000]
    number = event_id(row)
    if not isinstance(row, dict) or not number:
        return Rejected(source, "no event_id", shown)
    leaves = Leaves(row)
    if leaves.damaged:
        return Rejected(source, f"a NUL character in {leaves.damaged}", shown, number)
    leaves.take("event_id")
    reported = _day(leaves.peek("report_date"))
    if not reported or not leaves.peek("product_description"):
        what = "no product" if reported else f"not a day of report: {leaves.peek('report_date')!r:.40}"
        return Rejected(source, what, shown, number)
    leaves.take("report_date")
    ended = _day(leaves.peek("termination_date"))
    return _Row(
        number,
        leaves.take("recalling_firm"),
        leaves.take("reason_for_recall"),
        leaves.take("status"),
        leaves.take("classification"),
        reported,
        ended,
        _product(leaves),
        leaves.rest,
    )


def _product(leaves: Leaves) -> ListedProduct:
    codes = [leaves.take("code_info"), leaves.take("more_code_info")]
    brands = [leaves.peek(path) for path in leaves.each("openfda.brand_name")]
    return ListedProduct(
        leaves.take("product_description"),
        brand=brands[0] if len(brands) == 1 else "",
        category=leaves.take("product_type"),
        units=leaves.take("product_quantity"),
        gtins=tuple(leaves.peek(path) for path in leaves.each("openfda.upc")),
        codes="\n".join(text for text in codes if text),
    )


def _notice(source: str, number: str, rows: list[_Row], payload: str) -> Notice:
    days = sorted(row.reported for row in rows)
    last = max([*days, *(row.ended for row in rows if row.ended)])
    firms = dict.fromkeys(row.firm for row in rows if row.firm)
    closed = all(row.status == "Terminated" for row in rows)
    return Notice(
        source=source,
        number=number,
        title=_title(rows),
        url=f"{_PAGE_OF_EVENT}{number}",
        status=Status.CLOSED if closed else Status.ACTIVE,
        jurisdictions=("US",),
        published=days[0],
        updated=last if last > days[0] else None,
        hazard="\n".join(dict.fromkeys(row.reason for row in rows if row.reason)),
        severity=_severity(rows),
        products=tuple(row.product for row in rows),
        firms=tuple(Firm(name, Role.RECALLING_FIRM) for name in firms),
        extra=_extra(rows),
        payload=payload,
    )


def _title(rows: list[_Row]) -> str:
    """The service has no title: who recalls what."""
    name = " ".join(rows[0].product.name.split())
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME].rpartition(" ")[0] + " …"
    more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
    return f"{rows[0].firm or 'A firm'} recalls {name}{more}"


def _severity(rows: list[_Row]) -> Severity | None:
    """The gravest class of an event's products: class I before II before III; none before there is one."""
    grades = [found[1] for row in rows if (found := _CLASS.match(row.grade))]
    return Severity("fda-class", min(grades, key=len)) if grades else None


def _extra(rows: list[_Row]) -> tuple[tuple[str, str], ...]:
    """What the rows say besides, each once; where products have different grades or states, those too."""
    said: dict[str, dict[str, None]] = {}
    for row in rows:
        for name, value in (("classification", row.grade), ("status", row.status), *row.rest):
            said.setdefault(name, {})[value] = None
    return tuple((name, "\n".join(sorted(values))) for name, values in sorted(said.items()) if any(values))


def _day(text: str) -> PartialDate | None:
    found = _DAY.match(text)
    try:
        return PartialDate.parse("-".join(found.groups())) if found else None
    except ValueError:
        return None
