"""The OPSS on GOV.UK: a page is a notice, the search leads to what changed and to old pages by turns."""

import json
from datetime import timedelta

import pytest

from recallwatch.errors import FetchError, PayloadError, RateLimited, ShapeChanged, SourceError
from recallwatch.extract import read as understand
from recallwatch.model import Kind, ListedProduct, Notice, PartialDate, Scope, Severity, Status
from recallwatch.ports.sources import CrawlState
from scrapers.gb_opss import SOURCE, search
from scrapers.gb_opss_item import SITE
from tests.scrapers.support import FIXTURES, NOW, drive, payload

FOLDER = FIXTURES / "gb_opss"
SEARCH = (FOLDER / "search.json").read_bytes()
BODIES = {name: (FOLDER / f"{name}.json").read_bytes() for name in ("spinner", "charger", "sling")}
URLS = {f"{SITE}/api/content{json.loads(body)['base_path']}": body for body in BODIES.values()}


def read(name: str) -> Notice:
    return SOURCE.parse(payload(BODIES[name])).notices[0]


def test_a_page_is_one_notice() -> None:
    saved = payload(BODIES["spinner"])
    assert SOURCE.parse(saved).notices[0] == Notice(
        source="gb-opss",
        number="2607-0901",
        title="Product Recall: Hoppla Spinner sold by Kistenhaus (2607-0901)",
        url=f"{SITE}/product-safety-alerts-reports-recalls/product-recall-hoppla-spinner-2607-0901",
        jurisdictions=("GB",),
        published=PartialDate(2026, 7, 20),
        updated=PartialDate(2026, 7, 22),
        summary=("Spinning toy & base.\nBrand: Hoppla\nModel: HS-11, HS-12\nCountry of Origin: China"),
        hazard="The product presents a risk of choking as it has small parts.\nIt does not meet the regulations.",
        remedy=(
            "The product has been recalled from end users. Return it for a full refund.\n"
            "Contact Kistenhaus (https://www.kistenhaus.example/recall)."
        ),
        remedy_options=("recall-of-product-from-end-users",),
        severity=Severity("opss-risk-level", "medium"),
        products=(
            ListedProduct(
                "Hoppla Spinner sold by Kistenhaus",
                brand="Hoppla",
                category="Toys - Spinning tops",
                models=("HS-11", "HS-12"),
                gtins=("4012345678901",),
            ),
        ),
        made_in=("CN",),
        extra=(
            ("Batches", "1863, 1844 (All batches)"),
            ("additional information", "PSD notification number: 2607-0901\nNotified by: Local Authority"),
            ("attachments", "https://assets.example.org/x.pdf"),
            ("change_history", "2026-07-20 First published.\n2026-07-22 Barcode added."),
            ("details.metadata.product_recall_alert_date", "2026-07-20"),
        ),
        payload=saved.sha256,
    )


def test_all_batches_limit_nothing() -> None:
    reading = understand(read("spinner"))
    (selector,) = reading.products[0].selectors
    assert ([t.value for t in selector.models], selector.lots, selector.scope) == (["HS-11", "HS-12"], (), Scope.ALL)
    assert (reading.hazards, reading.remedies) == (("choking",), ("refund",))


def test_a_report_is_what_its_measures_come_to_and_its_batches_limit_it() -> None:
    report = read("charger")
    assert (report.kind, report.severity) == (Kind.BORDER_REJECTION, Severity("opss-risk-level", "serious"))
    assert report.products[0].codes == "Batches: B7, B8"
    assert (report.products[0].gtins, report.made_in, dict(report.extra)["Barcode"]) == ((), (), "Unknown")
    (selector,) = understand(report).products[0].selectors
    assert ([c.values for c in selector.lots], selector.scope) == ([("B7", "B8")], Scope.LISTED)


@pytest.mark.parametrize(
    ("measures", "kind"),
    [
        (["import-rejected-at-border", "recall-of-product-from-end-users"], Kind.RECALL),
        (["destruction-of-the-product", "import-rejected-at-border"], Kind.WITHDRAWAL_FROM_SALE),
        (["removal-of-listing-by-online-marketplace"], Kind.WITHDRAWAL_FROM_SALE),
        (["warning-consumers-of-the-risks"], Kind.WARNING),
    ],
)
def test_measures_tell_the_kind_of_a_report(measures: list[str], kind: Kind) -> None:
    row = json.loads(BODIES["charger"])
    row["details"]["metadata"]["product_measure_type"] = measures
    assert SOURCE.parse(payload(json.dumps(row))).notices[0].kind is kind


def test_a_page_without_a_number_has_the_end_of_its_address_and_may_be_withdrawn() -> None:
    alert = read("sling")
    assert (alert.number, alert.kind, alert.status) == (
        "product-safety-alert-zurro-sling",
        Kind.WARNING,
        Status.WITHDRAWN,
    )
    assert (alert.severity, dict(alert.extra)["withdrawn"]) == (None, "<p>The sling was found to be safe.</p>")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Sorry</body></html>",
        b"[]",
        b'{"message": "Not found"}',
        BODIES["spinner"][:-50],
        BODIES["spinner"].replace(b'"body"', b'"html"'),
        BODIES["spinner"].replace(b'"withdrawn_notice"', b'"withdrawal"'),
        BODIES["spinner"].replace(b"Product information", b"About the product"),
        BODIES["spinner"].replace(b"2026-07-20T14", b"20.07.2026 14"),
        BODIES["charger"].replace(b'"product_measure_type"', b'"measures"'),
    ],
)
def test_what_is_no_page_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))


def test_the_first_poll_reads_every_page_found_and_a_later_one_what_changed() -> None:
    asked, harvest = drive(SOURCE, {"": SEARCH, **URLS})
    assert asked[0].url == search(0, 60)
    assert sorted(n.number for n in harvest.notices) == ["2607-0901", "2607-0902", "product-safety-alert-zurro-sling"]
    state = CrawlState(NOW, last_success=NOW - timedelta(days=8, hours=12))
    one = json.dumps({**json.loads(SEARCH), "results": json.loads(SEARCH)["results"][:1] * 20}).encode()
    asked, harvest = drive(SOURCE, {search(0, 60): SEARCH, "": one, **URLS}, state)
    assert [n.number for n in harvest.notices] == ["product-safety-alert-zurro-sling", "2607-0901"]


def test_old_pages_have_their_turns() -> None:
    starts = set()
    for hour in range(200):
        asked, _ = drive(SOURCE, {"": SEARCH, **URLS}, CrawlState(NOW + timedelta(hours=hour)))
        starts.add(asked[1].url)
    assert len(starts) == 185


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (b'"total": 3746', b'"total": 12', PayloadError),
        (b'"total"', b'"sum"', ShapeChanged),
        (b'"public_timestamp"', b'"timestamp"', ShapeChanged),
        (b'"link"', b'"url"', ShapeChanged),
        (b'"link": "/', b'"link": "', ShapeChanged),
    ],
)
def test_a_search_that_cannot_be_believed_is_refused(old: bytes, new: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error):
        drive(SOURCE, {"": SEARCH.replace(old, new), **URLS})


def test_a_search_that_lacks_results_is_refused() -> None:
    few = json.dumps({**json.loads(SEARCH), "results": json.loads(SEARCH)["results"][:30]}).encode()
    with pytest.raises(PayloadError, match="30 results"):
        drive(SOURCE, {"": few, **URLS})


def test_a_page_that_is_gone_costs_no_other_and_all_of_them_cost_the_poll() -> None:
    gone = FetchError("410 Gone", url="x")
    first, *others = URLS
    _, harvest = drive(SOURCE, {"": SEARCH, **URLS, first: gone})
    assert (len(harvest.notices), [(r.row, r.number) for r in harvest.rejected]) == (2, [(first, "2607-0901")])
    with pytest.raises(SourceError, match="none of 3 pages"):
        drive(SOURCE, {"": SEARCH, **dict.fromkeys((first, *others), gone)})
    with pytest.raises(RateLimited):
        drive(SOURCE, {"": SEARCH, **URLS, first: RateLimited("429", url="x", retry_after=timedelta(minutes=1))})
