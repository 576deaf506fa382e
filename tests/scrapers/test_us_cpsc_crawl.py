"""What the CPSC crawl asks for, and which answers it refuses to believe."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import Harvest
from recallwatch.ports.sources import Response
from scrapers.us_cpsc import ENDPOINT, SOURCE
from tests.scrapers.support import FIRST, FIXTURES, HOUR_AFTER_WHOLE, NOW, drive, payload

BODY = (FIXTURES / "us_cpsc/three_recalls.json").read_bytes()
ROWS = json.loads(BODY)
WINDOW = f"{ENDPOINT}&LastPublishDateStart=2026-07-02"


def test_the_first_crawl_asks_for_the_whole_archive() -> None:
    asked, harvest = drive(SOURCE, {ENDPOINT: BODY})
    assert [(r.url, r.expect, r.page) for r in asked] == [(ENDPOINT, "json", False)]
    assert harvest.complete
    assert [n.number for n in harvest.notices] == ["26801", "26799", "00015b"]


def test_soon_after_a_complete_run_a_window_of_30_days_is_enough() -> None:
    asked, harvest = drive(SOURCE, {WINDOW: BODY}, HOUR_AFTER_WHOLE)
    assert [r.url for r in asked] == [WINDOW]
    assert not harvest.complete
    assert len(harvest.notices) == 3


def test_a_day_after_a_complete_run_the_whole_archive_is_due_again() -> None:
    asked, _ = drive(SOURCE, {"": BODY}, replace(FIRST, last_complete=NOW - timedelta(hours=24), last_found=3))
    assert asked[0].url == ENDPOINT


@pytest.mark.parametrize(("state", "complete"), [(FIRST, True), (HOUR_AFTER_WHOLE, False)])
def test_an_unchanged_answer_is_not_read_again(state: object, complete: bool) -> None:
    crawl = SOURCE.crawl(state)  # type: ignore[arg-type]
    request = next(crawl)
    with pytest.raises(StopIteration) as done:
        crawl.send(Response(payload(b"", request.url), unchanged=True))
    assert done.value.value == Harvest(complete=complete, unchanged=True)


def test_an_empty_window_is_a_quiet_month() -> None:
    assert drive(SOURCE, {WINDOW: b"[]"}, HOUR_AFTER_WHOLE)[1] == Harvest()


def test_an_empty_archive_is_refused() -> None:
    with pytest.raises(PayloadError, match="empty"):
        drive(SOURCE, {ENDPOINT: b"[]"})


def test_a_window_that_brings_a_row_from_before_it_was_ignored() -> None:
    old = [*ROWS, {**ROWS[2], "RecallNumber": "02001", "LastPublishDate": "2002-01-09T00:00:00"}]
    with pytest.raises(PayloadError, match="a row published 2002-01-09 in a window from 2026-07-02"):
        drive(SOURCE, {WINDOW: json.dumps(old)}, HOUR_AFTER_WHOLE)


def test_a_window_with_thousands_of_rows_was_ignored() -> None:
    many = [{**ROWS[2], "RecallNumber": f"{number:05}"} for number in range(5001)]
    with pytest.raises(PayloadError, match="5001 rows for a window"):
        drive(SOURCE, {WINDOW: json.dumps(many)}, HOUR_AFTER_WHOLE)


@pytest.mark.parametrize("changes", [{"RecallID": 0}, {"Title": "Error retrieving Recalls: timeout"}])
def test_the_services_own_error_row_is_refused_wherever_it_stands(changes: dict[str, object]) -> None:
    rows = [*ROWS, {**ROWS[0], "RecallNumber": None, **changes}]
    with pytest.raises(PayloadError, match="error row"):
        drive(SOURCE, {ENDPOINT: json.dumps(rows)})


@pytest.mark.parametrize("key", ["RecallNumber", "Title", "Description", "Products", "Hazards", "LastPublishDate"])
def test_a_key_gone_from_every_row_is_a_changed_shape(key: str) -> None:
    rows = [{name: value for name, value in row.items() if name != key} for row in ROWS]
    with pytest.raises(ShapeChanged, match=key):
        drive(SOURCE, {ENDPOINT: json.dumps(rows)})


def test_a_key_gone_from_every_entry_of_a_list_is_a_changed_shape() -> None:
    rows = json.loads(BODY.replace(b'"NumberOfUnits"', b'"Units"'))
    with pytest.raises(ShapeChanged, match=r"Products\[\].NumberOfUnits"):
        drive(SOURCE, {ENDPOINT: json.dumps(rows)})


def test_a_saved_whole_answer_is_complete_and_a_saved_window_is_not() -> None:
    assert SOURCE.parse(payload(BODY, ENDPOINT)).complete
    assert not SOURCE.parse(payload(BODY, WINDOW)).complete


def test_a_saved_file_as_long_as_the_archive_is_complete() -> None:
    many = [{**ROWS[2], "RecallNumber": f"{number:05}"} for number in range(9000)]
    assert SOURCE.parse(payload(json.dumps(many))).complete
