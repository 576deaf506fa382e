"""openFDA's enforcement reports: one notice an event, told whole; what is asked, and what is refused."""

import json
import re
from typing import Any

import pytest

from recallwatch.errors import PayloadError, ShapeChanged, SourceError
from recallwatch.extract import read
from recallwatch.model import Firm, Harvest, ListedProduct, Notice, PartialDate, Role, Severity, Status
from recallwatch.ports.sources import CrawlState, Request, Response
from scrapers.us_fda_device import SOURCE as DEVICE
from scrapers.us_fda_food import SOURCE as FOOD
from tests.scrapers.support import FIRST, FIXTURES, HOUR_AFTER_WHOLE, payload

BODY = (FIXTURES / "us_fda/enforcement.json").read_bytes()
ANSWER = json.loads(BODY)
ROWS: list[dict[str, Any]] = ANSWER["results"]
PAYLOAD = payload(BODY)
NOTHING = '{"error": {"code": "NOT_FOUND", "message": "No matches found!"}}'
FIRM = (
    ("address_1", "12 Mill St"),
    ("center_classification_date", "20260714"),
    ("city", "Salem"),
)
REST = (
    ("country", "United States"),
    ("distribution_pattern", "Distributed in OR and WA."),
    ("initial_firm_notification", "Letter"),
)
VOLUNTARY = ("voluntary_mandated", "Voluntary: Firm initiated")
UPCS = "036000291452, 03600029145, 0360002914521"

POPS = Notice(
    source="us-fda-food",
    number="99901",
    title="Hill & Dale Foods, LLC recalls Ice Pop, Sunny Corner Almond, 1 Bar (80 g) and 1 more",
    url="https://www.accessdata.fda.gov/scripts/ires/?Event=99901",
    jurisdictions=("US",),
    published=PartialDate(2026, 7, 15),
    updated=PartialDate(2026, 7, 29),
    hazard="May contain undeclared milk.",
    severity=Severity("fda-class", "I"),
    products=(
        ListedProduct("Ice Pop, Sunny Corner Almond, 1 Bar (80 g)", category="Food", units="129 Cases", codes=UPCS),
        ListedProduct(
            "Ice Pop, Sunny Corner Walnut, 1 Bar (80 g), with UPC 036000291452",
            category="Food",
            units="185 Cases",
            codes=UPCS,
        ),
    ),
    firms=(Firm("Hill & Dale Foods, LLC", Role.RECALLING_FIRM),),
    extra=(
        *FIRM,
        ("classification", "Class I\nClass II"),
        *REST,
        ("postal_code", "97301-1234"),
        ("recall_initiation_date", "20260504"),
        ("recall_number", "H-0901-2026\nH-0902-2026"),
        ("state", "OR"),
        ("status", "Ongoing\nTerminated"),
        ("termination_date", "20260729"),
        VOLUNTARY,
    ),
    payload=PAYLOAD.sha256,
)
POWDER = Notice(
    source="us-fda-food",
    number="99902",
    title="Oakmill Copack recalls OAKMILL branded VANILLA powder; 10- 2-pound bag/case NO UPC.",
    url="https://www.accessdata.fda.gov/scripts/ires/?Event=99902",
    jurisdictions=("US",),
    published=PartialDate(2026, 6, 10),
    hazard="Potentially contaminated with Salmonella.",
    products=(
        ListedProduct(
            "OAKMILL branded VANILLA powder; 10- 2-pound bag/case NO UPC.",
            category="Food",
            units="6 cases",
            codes="Lot OM115; manufactured 14-APR-2026\nLot OM116",
        ),
    ),
    firms=(Firm("Oakmill Copack", Role.RECALLING_FIRM),),
    extra=(
        *FIRM,
        ("classification", "Not Yet Classified"),
        *REST,
        ("postal_code", "97301-1234"),
        ("recall_initiation_date", "02121207"),
        ("state", "OR"),
        ("status", "Ongoing"),
        VOLUNTARY,
    ),
    payload=PAYLOAD.sha256,
)


def answer(*rows: dict[str, Any], total: int | None = None) -> str:
    """An answer with these rows."""
    counted = len(rows) if total is None else total
    return json.dumps({"meta": {"results": {"skip": 0, "limit": 1000, "total": counted}}, "results": list(rows)})


def row(event: int, report: str = "20260722", **fields: Any) -> dict[str, Any]:
    """A row of an event, with a product of its own."""
    return {**ROWS[0], "event_id": str(event), "report_date": report, "product_description": f"Pop {event}"} | fields


class Service:
    """A stand-in for openFDA that understands what is asked for, pages and counts."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = rows
        self.asked: list[str] = []

    def answer(self, request: Request) -> str:
        """Answer one request as the service would."""
        self.asked.append(request.url)
        search, skip = re.findall(r"search=([^&]*).*&skip=(\d+)", request.url)[0]
        found = sorted((r for r in self.rows if self._fits(r, search)), key=lambda r: r["event_id"])
        page = found[int(skip) : int(skip) + 1000]
        return answer(*page, total=len(found)) if page else NOTHING

    def crawl(self, state: CrawlState, *first: str) -> Harvest:
        """Drive a crawl against it; ``first`` are answers to give before its own."""
        crawl = FOOD.crawl(state)
        request = next(crawl)
        for body in first:
            request = crawl.send(Response(payload(body, request.url)))
        try:
            while True:
                request = crawl.send(Response(payload(self.answer(request), request.url)))
        except StopIteration as done:
            harvest: Harvest = done.value
            return harvest

    @staticmethod
    def _fits(row: dict[str, Any], search: str) -> bool:
        for term in re.split(r"\+(?=[a-z_]+:)", search):
            name, _, value = term.partition(":")
            first, _, last = value.strip("[]").partition("+TO+")
            if first <= str(row.get(name, "")) <= (last or first):
                return True
        return False


def test_rows_of_one_event_are_one_notice_of_the_gravest_class() -> None:
    assert FOOD.parse(PAYLOAD).rows[:2] == (POPS, POWDER)


def test_an_event_whose_products_are_all_terminated_is_closed() -> None:
    closed = FOOD.parse(PAYLOAD).notices[2]
    assert (closed.status, closed.severity) == (Status.CLOSED, Severity("fda-class", "III"))
    assert (closed.published, closed.updated) == (PartialDate(2026, 1, 7), PartialDate(2026, 3, 1))


def test_a_medicine_has_its_brand_and_bar_codes_and_a_long_name_is_cut_in_the_title_only() -> None:
    found = DEVICE.parse(PAYLOAD).notices[2]
    (line,) = found.products
    assert (found.id, line.brand, line.gtins) == ("us-fda-device:99903", "LINDAMOL", ("0312345678906",))
    assert found.title.startswith("Lindenpharm Inc. recalls Lindamol tablets, 20 mg")
    assert found.title.endswith(" …")
    assert line.name.endswith("a green label and a cap")
    assert dict(found.extra)["openfda.product_ndc.0"] == "12345-678"


def test_lots_are_read_out_of_the_text_on_codes() -> None:
    (product,) = read(POWDER).products
    assert {value for code in product.selectors[0].lots for value in code.values} >= {"OM115", "OM116"}


def test_the_order_of_rows_changes_nothing() -> None:
    read_again = FOOD.parse(payload(answer(*reversed(ROWS)))).notices
    assert {n.number: n.products for n in read_again} == {n.number: n.products for n in FOOD.parse(PAYLOAD).notices}


def test_the_first_poll_walks_everything_and_lists_it() -> None:
    service = Service(*ROWS)
    harvest = service.crawl(FIRST)
    assert (harvest.complete, [n.number for n in harvest.notices]) == (True, ["99901", "99902", "99903"])
    search = "report_date:[20040101+TO+20260801]"
    assert service.asked == [
        f"https://api.fda.gov/food/enforcement.json?search={search}&sort=event_id:asc&limit=1000&skip=0"
    ]


def test_more_rows_than_can_be_paged_through_are_asked_for_in_halves_and_no_event_is_told_in_part() -> None:
    service = Service(row(701, "20060101"), row(700, "20060101"), row(701, "20260101", product_description="Late"))
    harvest = service.crawl(FIRST, answer(*[row(701)] * 1000, total=26_001))
    assert [re.findall("search=([^&]*)", url)[0] for url in service.asked] == [
        "report_date:[20040101+TO+20150417]",
        "report_date:[20150418+TO+20260801]",
        "event_id:701",
    ]
    assert {n.number: len(n.products) for n in harvest.notices} == {"700": 1, "701": 2}


def test_a_span_is_paged_through_to_its_end() -> None:
    service = Service(*(row(n) for n in range(1000, 3500)))
    harvest = service.crawl(FIRST)
    assert [url.rpartition("=")[2] for url in service.asked] == ["0", "1000", "2000"]
    assert len(harvest.notices) == 2500


def test_between_whole_walks_events_of_the_window_are_asked_for_whole() -> None:
    old = row(850, "20240101", product_description="Old")
    ended = row(851, "20240101", termination_date="20260730")
    service = Service(row(850), old, ended, row(852, "20240101"))
    harvest = service.crawl(HOUR_AFTER_WHOLE)
    assert [(n.number, len(n.products)) for n in harvest.notices] == [("850", 2), ("851", 1)]
    assert not harvest.complete
    assert [re.findall("search=([^&]*)", url)[0] for url in service.asked] == [
        "report_date:[20260617+TO+20260801]+termination_date:[20260617+TO+20260801]",
        "event_id:850+event_id:851",
    ]


def test_events_too_large_for_one_page_are_asked_for_apart() -> None:
    large = [row(n, product_description=f"Pop {k}") for n in (860, 861) for k in range(600)]
    harvest = Service(*large).crawl(HOUR_AFTER_WHOLE)
    assert [(n.number, len(n.products)) for n in harvest.notices] == [("860", 600), ("861", 600)]
    assert len({n.payload for n in harvest.notices}) == 2


def test_nothing_at_all_is_never_believed() -> None:
    with pytest.raises(PayloadError, match="not one report"):
        Service().crawl(FIRST)
    assert FOOD.parse(payload(NOTHING)).rows == ()


@pytest.mark.parametrize(
    "changed", [{"event_id": None}, {"event_id": "x"}, {"report_date": "07/22/2026"}, {"product_description": ""}]
)
def test_one_bad_row_is_rejected_and_the_others_stay(changed: dict[str, Any]) -> None:
    harvest = FOOD.parse(payload(answer(*ROWS, {**ROWS[0], **changed})))
    assert (len(harvest.notices), len(harvest.rejected)) == (3, 1)


@pytest.mark.parametrize("key", ["event_id", "product_description", "report_date", "code_info", "classification"])
def test_a_key_in_no_row_is_a_change_of_shape(key: str) -> None:
    with pytest.raises(ShapeChanged, match=f"{key} is in no row"):
        FOOD.parse(payload(answer(*({k: v for k, v in r.items() if k != key} for r in ROWS))))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>Access Denied</html>",
        "[]",
        "{}",
        '{"error": {"code": "OVER_RATE_LIMIT", "message": "You have exceeded your rate limit."}}',
        '{"error": {"code": "SERVER_ERROR"}, "results": []}',
        json.dumps({"results": ROWS}),
        answer(total=5),
        BODY[:-20].decode(),
    ],
)
def test_what_is_no_answer_is_refused(body: str) -> None:
    with pytest.raises(SourceError):
        FOOD.parse(payload(body))


def test_a_page_with_fewer_rows_than_were_counted_is_refused() -> None:
    crawl = FOOD.crawl(FIRST)
    next(crawl)
    with pytest.raises(PayloadError, match="4 rows from 0 of 9"):
        crawl.send(Response(payload(answer(*ROWS, total=9))))
