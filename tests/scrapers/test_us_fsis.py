"""FSIS: recalls and alerts in two languages, their items, and what is refused."""

import json
from typing import Any

import pytest

from recallwatch.errors import ShapeChanged, SourceError
from recallwatch.extract import read
from recallwatch.model import (
    DeclaredLink,
    Firm,
    Kind,
    ListedProduct,
    Notice,
    PartialDate,
    Role,
    Severity,
    Status,
)
from scrapers.us_fsis import API, SOURCE
from tests.scrapers.support import FIXTURES, drive, payload

BODY = (FIXTURES / "us_fsis/four_rows.json").read_bytes()
ROWS: list[dict[str, Any]] = json.loads(BODY)
PAYLOAD = payload(BODY)
GARLIC = "16-oz. vacuum-sealed chubs of “CIRCLE K GARLIC BOLOGNA” with lot codes 0093, 0654 and 3483"
PLAIN = '16-oz. chubs of "CIRCLE K BOLOGNA" with lot code 0804.'
BOLOGNA = Notice(
    source="us-fsis",
    number="034-2026",
    title="Ralston's Packing Recalls Bologna Products Due to Undeclared Allergen",
    url="https://www.fsis.usda.gov/recalls-alerts/ralstons-packing-recalls-bologna",
    jurisdictions=("US",),
    published=PartialDate(2026, 7, 20),
    updated=PartialDate(2026, 7, 24),
    summary=(
        "WASHINGTON, July 20, 2026 – Ralston’s Packing Company is recalling approximately 3,000 pounds of bologna "
        "[view labels (https://www.fsis.usda.gov/labels/034.pdf)].\n"
        "The products bear establishment number “EST. 1234”."
    ),
    hazard="Misbranding, Unreported Allergens",
    contact="Jo Example\n555-010-0100\njo@example.org",
    severity=Severity("fsis-class", "I"),
    products=(ListedProduct(GARLIC, codes=GARLIC), ListedProduct(PLAIN, codes=PLAIN)),
    firms=(Firm("Ralston's Packing Company", Role.RECALLING_FIRM),),
    extra=(
        ("field_active_notice", "False"),
        ("field_archive_recall", "False"),
        ("field_has_spanish", "True"),
        ("field_media_contact", "Pat Example"),
        ("field_processing", "Fully Cooked - Not Shelf Stable"),
        ("field_recall_classification", "Class I"),
        ("field_recall_type", "Active Recall"),
        ("field_related_to_outbreak", "False"),
        ("field_risk_level", "High - Class I"),
        ("field_states", "Oklahoma, Texas"),
        ("field_year", "2026"),
    ),
    payload=PAYLOAD.sha256,
)


def read_rows(*rows: object) -> dict[str, Notice]:
    return {n.number: n for n in SOURCE.parse(payload(json.dumps(rows))).notices}


def test_a_recall_is_one_notice_without_the_blank_and_the_reader_in_its_addresses() -> None:
    assert SOURCE.parse(PAYLOAD).notices[0] == BOLOGNA


def test_the_spanish_twin_has_a_number_of_its_own_and_says_what_it_translates() -> None:
    twin = SOURCE.parse(PAYLOAD).notices[1]
    assert (twin.number, twin.language) == ("034-2026-es", "es")
    assert twin.declared == (DeclaredLink("translates", "us-fsis:034-2026", "Recall 034-2026 in another language"),)
    assert twin.products[0].name.startswith("Empaques al vacío de 16 oz.")


def test_an_expansion_names_what_it_expands_and_a_closed_recall_is_closed() -> None:
    more = SOURCE.parse(PAYLOAD).notices[2]
    assert more.declared == (DeclaredLink("expands", "us-fsis:034-2026", "Recall 034-2026-EXP"),)
    assert (more.status, more.kind, more.severity) == (Status.CLOSED, Kind.RECALL, Severity("fsis-class", "II"))
    assert [p.codes for p in more.products] == [
        "10-lb. boxes containing “CIRCLE K HOTDOGS.”",
        "12-oz. packages containing “CIRCLE K LINKS.”",
    ]
    assert ("field_qty_recovered", "1,310 lbs") in more.extra


def test_an_alert_is_no_recall_and_its_products_may_stand_in_the_release_only() -> None:
    alert = SOURCE.parse(PAYLOAD).notices[3]
    text = "9.6-oz. packages labeled as “sunnygoods Curry Empanadas” with “BEST BY: 05/21/27”."
    assert (alert.kind, alert.severity, alert.firms) == (Kind.WARNING, None, ())
    assert alert.products == (ListedProduct(text, codes=text),)


def test_items_are_read_for_lots_and_dates() -> None:
    lots = [code for s in read(BOLOGNA).products[0].selectors for code in s.lots]
    assert {value for code in lots for value in code.values} >= {"0093", "0654", "3483"}
    dates = [code for s in read(SOURCE.parse(PAYLOAD).notices[3]).products[0].selectors for code in s.lots]
    assert ("2027-05-21",) in [code.values for code in dates]


def test_the_order_of_keys_and_a_schema_without_addresses_change_nothing_else() -> None:
    turned = {key: ROWS[0][key] for key in sorted(ROWS[0], reverse=True) if key != "field_recall_url"}
    again = read_rows(turned, *ROWS[1:])["034-2026"]
    assert (again.extra, again.url) == (BOLOGNA.extra, "")


def test_a_state_that_flaps_changes_the_state_alone() -> None:
    closed = read_rows({**ROWS[0], "field_recall_type": "Closed Recall"}, *ROWS[1:])["034-2026"]
    assert (closed.status, closed.updated) == (Status.CLOSED, BOLOGNA.updated)


@pytest.mark.parametrize(
    "changed",
    [
        {"field_recall_number": " "},
        {"langcode": "French"},
        {"field_recall_date": "07/20/2026"},
        {"field_title": None},
    ],
)
def test_one_bad_row_is_rejected_and_the_others_stay(changed: dict[str, Any]) -> None:
    harvest = SOURCE.parse(payload(json.dumps([{**ROWS[0], **changed}, *ROWS[1:], None])))
    assert (len(harvest.notices), len(harvest.rejected)) == (3, 2)


@pytest.mark.parametrize("key", ["field_recall_number", "field_summary", "field_product_items", "langcode"])
def test_a_key_in_no_row_is_a_change_of_shape(key: str) -> None:
    with pytest.raises(ShapeChanged, match=f"{key} is in no row"):
        read_rows(*({k: v for k, v in row.items() if k != key} for row in ROWS))


def test_the_list_of_one_year_counts_no_absence() -> None:
    assert not SOURCE.parse(PAYLOAD).complete


def test_a_poll_takes_the_whole_list() -> None:
    rows = [{**ROWS[0], "field_recall_number": f"{n}-1999", "field_summary": ""} for n in range(1, 1501)]
    asked, harvest = drive(SOURCE, {API: json.dumps(rows)})
    assert [(request.url, request.conditional) for request in asked] == [(API, False)]
    assert (harvest.complete, len(harvest.notices)) == (True, 1500)


@pytest.mark.parametrize(
    "body", ["", "[]", "<html>Access Denied</html>", '{"message": "busy"}', BODY[:-40].decode(), BODY.decode()]
)
def test_a_poll_refuses_what_is_not_the_whole_list(body: str) -> None:
    with pytest.raises(SourceError):
        drive(SOURCE, {API: body})
