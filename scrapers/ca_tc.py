"""Canada: the vehicle recalls database of Transport Canada, as the open-data file of the newest recalls.

A row for each make, model and year, in both languages. The file of all recalls has some 207 MB and is for importing.
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from recallwatch.extract.vehicles import VehicleRow, vehicle_products
from recallwatch.model import (
    DeclaredLink,
    Harvest,
    LinkType,
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

from .csv_file import CsvRow, csv_rows
from .rows import one_per_number, published_day

ID = "ca-tc"
NEWEST = "https://opendatatc.tc.canada.ca/vrdb_60days_daily.csv"
_PAGE = "https://wwwapps.tc.gc.ca/Saf-Sec-Sur/7/VRDB-BDRV/search-recherche/detail.aspx?lang=eng&rn="
#: Where Health Canada's site shows the same recall, known by its number and maker.
_ELSEWHERE = "https://recalls-rappels.canada.ca/en/alert-recall/transport-canada-recall-"
_COLUMNS = (
    "RECALL_NUMBER_NUM",
    "YEAR",
    "MANUFACTURER_RECALL_NO_TXT",
    "CATEGORY_ETXT",
    "CATEGORY_FTXT",
    "MAKE_NAME_NM",
    "MODEL_NAME_NM",
    "UNIT_AFFECTED_NBR",
    "SYSTEM_TYPE_ETXT",
    "SYSTEM_TYPE_FTXT",
    "NOTIFICATION_TYPE_ETXT",
    "NOTIFICATION_TYPE_FTXT",
    "COMMENT_ETXT",
    "COMMENT_FTXT",
    "RECALL_DATE_DTE",
)
_FILLED = ("MAKE_NAME_NM", "MODEL_NAME_NM", "COMMENT_ETXT", "RECALL_DATE_DTE", "YEAR")
_NUMBER = re.compile(r"(?:19|20)\d{2}\d{3,4}\Z")
_PARTS = re.compile(
    r"\A\s*(?:Issue\s*:?\s*)?(?P<issue>.*?)\s*Safety Risk\s*:?\s*(?P<risk>.*?)\s*"
    r"Corrective Actions?\s*:?\s*(?P<action>.*?)\s*\Z",
    re.DOTALL | re.IGNORECASE,
)
#: What is known by its brand and model, not by a model year and a VIN.
_THING = re.compile(r"seat|tire|equipment|restraint", re.IGNORECASE)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00)?)?\Z")
_NO_CENTS = re.compile(r"\.0+\Z")


def crawl(state: CrawlState) -> Crawl:  # noqa: ARG001 - the file has one address, whatever we know
    """Ask for the file of the newest."""
    response = yield Request(NEWEST)
    return Harvest(unchanged=True) if response.unchanged else parse(response.payload)


def parse(payload: Payload) -> Harvest:
    """Read one saved file, of the newest or of all."""
    recalls: dict[str, list[CsvRow]] = {}
    rows: list[Notice | Rejected] = []
    for served in csv_rows(payload, _COLUMNS, filled=_FILLED):
        row = {name: value.strip() for name, value in served.items()}
        number = row["RECALL_NUMBER_NUM"]
        if _NUMBER.match(number):
            recalls.setdefault(number, []).append(row)
        else:
            rows.append(Rejected(ID, f"no recall number: {number!r:.60}", repr(served)[:2000]))
    rows += [_notice(number, same, payload.sha256) for number, same in recalls.items()]
    return Harvest(one_per_number(rows, rank=published_day))


def _notice(number: str, rows: list[CsvRow], payload: str) -> Notice | Rejected:
    days = sorted({row.get("RECALL_DATE_DTE", "") for row in rows})
    published = _day(days[0])
    if not published:
        return Rejected(ID, f"not a day: {days[0]!r:.60}", repr(rows[0])[:2000], number)
    makes = _each(rows, "MAKE_NAME_NM")
    issue, risk, action = _parts("\n".join(_each(rows, "COMMENT_ETXT")))
    return Notice(
        source=ID,
        number=number,
        title=f"Transport Canada Recall - {number} - {', '.join(makes)}",
        url=f"{_PAGE}{number}",
        jurisdictions=("CA",),
        published=published,
        summary=issue,
        hazard=risk,
        remedy=action,
        products=_products(rows),
        declared=_declared(number, makes),
        extra=_extra(rows),
        payload=payload,
    )


def _each(rows: Iterable[CsvRow], column: str) -> list[str]:
    """The distinct values of a column, in the order of the alphabet: that of the rows may change."""
    return sorted({row.get(column, "") for row in rows} - {""})


def _parts(comment: str) -> tuple[str, str, str]:
    """What fails, what it leads to and what is done, where the text has its three headings; else all is the first."""
    found = _PARTS.match(comment)
    return (found["issue"], found["risk"], found["action"]) if found else (comment, "", "")


def _products(rows: list[CsvRow]) -> tuple[ListedProduct, ...]:
    category = ", ".join(_each(rows, "CATEGORY_ETXT"))
    named = sorted({(row["MAKE_NAME_NM"], row["MODEL_NAME_NM"], row["YEAR"]) for row in rows})
    if _THING.search(category):
        pairs = dict.fromkeys((make, model) for make, model, _ in named)
        lines = tuple(ListedProduct(f"{a} {b}".strip(), brand=a, models=(b,) if b else ()) for a, b in pairs)
    else:
        lines = vehicle_products(VehicleRow(*vehicle) for vehicle in named)
    affected = max(_each(rows, "UNIT_AFFECTED_NBR"), key=lambda text: (len(text), text), default="")
    units = (_NO_CENTS.sub("", affected), *[""] * len(lines))  # the recall's, not one line's
    return tuple(
        ListedProduct(line.name, line.brand, category, units[n], line.models, vehicle=line.vehicle)
        for n, line in enumerate(lines)
    )


def _declared(number: str, makes: list[str]) -> tuple[DeclaredLink, ...]:
    """The same recall on the government's own site; where no notice stands at an address, none is tied."""
    slugs = (re.sub(r"[^a-z0-9]+", "-", make.lower()).strip("-") for make in makes)
    return tuple(DeclaredLink(LinkType.SAME_EVENT.value, f"{_ELSEWHERE}{number}-{slug}") for slug in slugs)


def _extra(rows: list[CsvRow]) -> tuple[tuple[str, str], ...]:
    """The other columns, the French ones too, and whatever columns come new."""
    told = {"RECALL_NUMBER_NUM", "YEAR", "MAKE_NAME_NM", "MODEL_NAME_NM", "UNIT_AFFECTED_NBR", "COMMENT_ETXT"}
    names = dict.fromkeys(name for row in rows for name in row if name not in {*told, "RECALL_DATE_DTE"})
    return tuple((name, "\n".join(values)) for name in names if (values := _each(rows, name)))


def _day(text: str) -> PartialDate | None:
    found = _DAY.match(text)
    try:
        return PartialDate.parse(found[1]) if found else None
    except ValueError:
        return None


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="Transport Canada: recalls of vehicles, tires and child seats",
        country="CA",
        language="en",
        kind=SourceKind.FILE,
        homepage="https://tc.canada.ca/en/road-transportation/defects-recalls-vehicles-tires-child-car-seats",
        licence="Open Government Licence - Canada",
        attribution="Contains information licensed under the Open Government Licence - Canada",
        rhythm=Rhythm(every=timedelta(hours=6), stale_after=timedelta(hours=48), quiet=timedelta(days=21)),
        parser=f"{ID}/1",
        notes=(
            "The open-data file of the newest recalls, made anew once a day: a row for each make, model and year, and "
            "one notice a recall. The French text is kept beside the English one. A recall that the government's "
            "site shows too makes one case with that notice."
        ),
        gaps=(
            "Older recalls stand in a file of some 207 MB that is not polled: save it, raise "
            "RECALLWATCH_FETCH_MAX_BYTES and import it. No VINs are published."
        ),
        unproven="Written for the documented columns; no answer was seen.",
    ),
    crawl=crawl,
    parse=parse,
)
