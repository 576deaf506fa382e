"""The Canadian file: every row, its debris, and what is refused."""

import json

import pytest

from recallwatch.errors import SourceError
from recallwatch.model import Kind, ListedProduct, Notice, PartialDate, Severity, Status
from scrapers.ca_rsa import FILE, ID, SOURCE
from tests.scrapers.support import FIXTURES, drive, payload

BODY = (FIXTURES / "ca_rsa/five_rows.json").read_bytes()
ROWS = json.loads(BODY)


def read(rows: object) -> dict[str, Notice]:
    return {n.number: n for n in SOURCE.parse(payload(json.dumps(rows))).notices}


def test_a_consumer_row_is_one_notice() -> None:
    saved = payload(BODY)
    assert SOURCE.parse(saved).notices[0] == Notice(
        source=ID,
        number="90101",
        title="Voltique 321 Power Bank VQ1112 recalled due to fire hazard",
        url="https://recalls-rappels.canada.ca/en/alert-recall/voltique-321-power-bank-vq1112-recalled-due-fire-hazard",
        jurisdictions=("CA",),
        updated=PartialDate(2026, 8, 17),
        hazard="Fire hazard",
        remedy=(
            "Stop using the power bank. Contact Voltique for a refund.Please note that recalled things may not be sold."
        ),
        products=(ListedProduct("Voltique 321 Power Bank VQ1112", category="Electronics"),),
        extra=(("Archived", "0"), ("Organization", "Consumer product safety")),
        payload=saved.sha256,
    )


def test_a_food_row_has_its_class() -> None:
    assert read(ROWS)["90102"].severity == Severity("ca-food-class", "Class 1")


def test_a_vehicle_row_has_its_maker_and_may_have_no_date() -> None:
    row = read(ROWS)["90103"]
    assert (row.products[0].brand, row.updated, row.remedy) == ("MAKKA MOTORS", None, "")


def test_a_warning_is_no_recall_and_an_old_title_ends_in_its_date() -> None:
    row = read(ROWS)["90104"]
    assert (row.kind, row.published, row.products) == (Kind.WARNING, PartialDate(2014, 3, 7), ())
    assert row.severity == Severity("ca-health-type", "Type I - Type II")


def test_a_recall_that_was_cancelled_says_so_in_words() -> None:
    row = read(ROWS)["90105"]
    assert (row.status, row.severity, row.products[0].name) == (Status.WITHDRAWN, None, "Lumo infusion pump")


def test_an_edit_under_the_same_date_is_seen() -> None:
    edited = {
        **ROWS[1],
        "Title": "Nordby brand Cooked Ham recalled due to incorrect labelling",
        "URL": "https://x.ca/en/a",
    }
    assert read([edited, *ROWS])["90102"].updated == read(ROWS)["90102"].updated
    assert read([edited, ROWS[0]])["90102"] != read(ROWS)["90102"]


@pytest.mark.parametrize("row", [None, 7, {}, {**ROWS[0], "NID": None}, {**ROWS[0], "Title": " "}, {"NID": "90106"}])
def test_one_bad_row_is_rejected_and_the_others_stay(row: object) -> None:
    harvest = SOURCE.parse(payload(json.dumps([row, *ROWS])))
    assert (len(harvest.notices), len(harvest.rejected)) == (5, 1)


def test_a_part_of_the_file_counts_no_absence() -> None:
    assert not SOURCE.parse(payload(BODY)).complete


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "<html><body>Maintenance</body></html>",
        '{"error": "busy"}',
        BODY[:-40].decode(),
        json.dumps([{k: v for k, v in row.items() if k != "Issue"} for row in ROWS]),
        BODY.decode(),
    ],
)
def test_a_poll_refuses_what_is_not_the_whole_file(body: str) -> None:
    with pytest.raises(SourceError):
        drive(SOURCE, {FILE: body})


@pytest.mark.parametrize("cut", range(1, len(BODY), 97))
def test_a_file_cut_off_anywhere_is_refused(cut: int) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(BODY[:cut]))
