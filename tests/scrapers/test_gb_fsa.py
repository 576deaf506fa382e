"""The food alerts of the FSA: lists of one that are none, batches and dates of each line, paging, and refusals."""

import json
from datetime import timedelta

import pytest

from recallwatch.errors import SourceError
from recallwatch.extract import read as understand
from recallwatch.model import DeclaredLink, Firm, Kind, ListedProduct, Notice, PartialDate, Role, Scope, Status
from recallwatch.ports.sources import CrawlState
from scrapers.gb_fsa import SOURCE, page
from tests.scrapers.support import FIRST, FIXTURES, NOW, drive, payload

BODY = (FIXTURES / "gb_fsa/alerts.json").read_bytes()
ITEMS = json.loads(BODY)["items"]


def read(body: bytes = BODY) -> dict[str, Notice]:
    return {n.number: n for n in SOURCE.parse(payload(body)).notices}


def test_an_alert_is_one_notice_with_a_line_for_each_product() -> None:
    saved = payload(BODY)
    assert SOURCE.parse(saved).notices[0] == Notice(
        source="gb-fsa",
        number="FSA-PRIN-91-2026",
        title="Brackenfoods recalls ham because of Listeria",
        url="https://alerts.food.gov.uk/news-alerts/alert/fsa-prin-91-2026",
        jurisdictions=("GB",),
        published=PartialDate(2026, 7, 1),
        updated=PartialDate(2026, 7, 1),
        summary="Brackenfoods is recalling ham.",
        hazard="Listeria monocytogenes may be present. Symptoms can be similar to flu.",
        hazard_classes=("bacteria",),
        remedy="Do not eat it. Return it for a full refund.",
        products=(
            ListedProduct(
                "Bracken Crumb Ham 80g",
                codes="Batch code: 235880; Use by: 16 July 2026\nBatch code: 235765; Use by: 17 July 2026",
            ),
            ListedProduct("Bracken Ham 130g", codes="Product code: 4012345678901\nAll batches\nUse by: All dates"),
        ),
        firms=(Firm("Brackenfoods", Role.RECALLING_FIRM),),
        extra=(
            ("actionTaken", "Notices are displayed."),
            ("countries", "GB-ENG, GB-NIR"),
            ("relatedMedia", "https://files.example.org/FSA-PRIN-91-2026.pdf"),
            ("type", "PRIN"),
        ),
        payload=saved.sha256,
    )


def test_batches_and_dates_limit_a_line_and_all_dates_do_not() -> None:
    first, second = understand(read()["FSA-PRIN-91-2026"]).products
    assert [(c.kind, c.values) for c in first.selectors[0].lots] == [
        ("lot", ("235880", "235765")),
        ("use_by", ("2026-07-16", "2026-07-17")),
    ]
    assert (second.selectors[0].scope, [t.value for t in second.selectors[0].gtins]) == (
        Scope.ALL,
        ["4012345678901"],
    )


def test_an_update_names_the_alert_before_it_and_single_values_are_no_lists() -> None:
    update = read()["FSA-AA-92-2026-update-1"]
    assert update.declared == (DeclaredLink("supersedes", "gb-fsa:FSA-AA-92-2026"),)
    assert update.hazard == "It may contain soya.\nUndeclared allergen\nUndeclared: Soya"
    assert update.products == (ListedProduct("Korbo sauce 440g", codes="Best before: End of January 2027"),)


def test_an_alert_for_action_is_a_warning_and_may_be_withdrawn() -> None:
    alert = read()["FSA-FAFA-93-2026"]
    assert (alert.kind, alert.status, alert.products[0].codes) == (Kind.WARNING, Status.WITHDRAWN, "")
    assert dict(alert.extra)["countries"] == "GB-WLS"


@pytest.mark.parametrize(
    "item",
    [
        None,
        {},
        {**ITEMS[0], "notation": None},
        {**ITEMS[0], "created": "1 July 2026"},
        {**ITEMS[0], "title": " "},
        {**ITEMS[0], "status": None},
        {**ITEMS[0], "type": []},
        {**ITEMS[0], "alertURL": None},
        {**ITEMS[0], "productDetails": []},
        {**ITEMS[0], "productDetails": [{"name": "x"}]},
        {**ITEMS[0], "problem": []},
    ],
)
def test_one_bad_alert_is_rejected_and_the_others_stay(item: object) -> None:
    harvest = SOURCE.parse(payload(json.dumps({"items": [item, *ITEMS[1:]]})))
    assert (len(harvest.notices), len(harvest.rejected)) == (2, 1)


def test_a_single_alert_is_read_too() -> None:
    assert list(read(json.dumps({"items": ITEMS[1]}).encode())) == ["FSA-AA-92-2026-update-1"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"<html><body>Service unavailable</body></html>",
        b'{"items": []}',
        b'{"error": "bad request"}',
        BODY[:-40],
        BODY.replace(b'"productDetails"', b'"products"'),
        BODY.replace(b'"notation"', b'"number"'),
    ],
)
def test_what_the_service_does_not_serve_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))


def test_pages_are_asked_for_until_one_is_not_full() -> None:
    since = NOW - timedelta(days=730)
    full = json.dumps({"items": [{**ITEMS[0], "notation": f"FSA-PRIN-{n}-2025"} for n in range(100)]})
    empty = json.dumps({"items": []})
    asked, harvest = drive(SOURCE, {page(since, 0): full, page(since, 100): BODY}, FIRST)
    assert ([r.url for r in asked], len(harvest.notices)) == ([page(since, 0), page(since, 100)], 103)
    _, harvest = drive(SOURCE, {page(since, 0): full, page(since, 100): empty}, FIRST)
    assert len(harvest.notices) == 100


def test_a_later_poll_asks_for_what_changed_in_a_month() -> None:
    asked, _ = drive(SOURCE, {"": BODY}, CrawlState(NOW, last_success=NOW - timedelta(hours=1)))
    assert [r.url for r in asked] == [page(NOW - timedelta(days=30), 0)]
