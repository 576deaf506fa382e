"""Damaged CPSC answers fail or lose single rows; they never look like fewer recalls."""

import codecs
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.errors import PayloadError, SourceError
from recallwatch.model import Notice
from scrapers.us_cpsc import ENDPOINT, SOURCE
from tests.scrapers.support import FIXTURES, payload

BODY = (FIXTURES / "us_cpsc/three_recalls.json").read_bytes()
ROWS = json.loads(BODY)


@pytest.mark.parametrize(
    "row",
    [
        None,
        "text",
        7,
        [],
        {},
        {"RecallID": 1, "Title": "No number"},
        {**ROWS[0], "RecallNumber": None},
        {**ROWS[0], "RecallNumber": 26801},
        {**ROWS[0], "RecallNumber": "26 801"},
        {**ROWS[0], "RecallNumber": "n/a", "Title": "\ud800"},
        {**ROWS[0], "RecallNumber": "26555", "Title": " ", "Description": None},
    ],
)
def test_one_bad_row_is_rejected_and_the_others_stay(row: object) -> None:
    harvest = SOURCE.parse(payload(json.dumps([row, *ROWS])))
    assert [n.number for n in harvest.notices] == ["26801", "26799", "00015b"]
    assert len(harvest.rejected) == 1
    assert harvest.rejected[0].source == "us-cpsc"


def test_fields_of_the_wrong_type_are_kept_and_stop_nothing() -> None:
    odd = {**ROWS[1], "RecallNumber": "26700", "Products": "chairs", "Images": [None, 3], "URL": {"a": 1}}
    notice = SOURCE.parse(payload(json.dumps([odd, *ROWS]))).notices[0]
    assert notice.number == "26700"
    assert {("Products", "chairs"), ("Images.1", "3"), ("URL.a", "1")} < set(notice.extra)


def test_a_row_with_a_nul_in_a_text_is_rejected_under_its_number() -> None:
    damaged = {**ROWS[0], "Hazards": [{"Name": "A fire\0hazard."}]}
    harvest = SOURCE.parse(payload(json.dumps([damaged, *ROWS[1:]])))
    assert [(r.number, r.reason) for r in harvest.rejected] == [("26801", "a NUL character in Hazards.0.Name")]
    assert len(harvest.notices) == 2


def test_an_identical_row_twice_is_one_notice() -> None:
    harvest = SOURCE.parse(payload(json.dumps([*ROWS, ROWS[0]])))
    assert len(harvest.notices) == 3
    assert not harvest.rejected


@pytest.mark.parametrize("newer_first", [True, False])
def test_of_two_rows_with_one_number_the_later_published_stands_and_the_other_is_shown(newer_first: bool) -> None:
    newer = {**ROWS[0], "RecallNumber": "26-801", "Title": "Newer", "LastPublishDate": "2026-08-01T00:00:00"}
    rows = [newer, ROWS[0]] if newer_first else [ROWS[0], newer]
    harvest = SOURCE.parse(payload(json.dumps(rows)))
    assert [n.title for n in harvest.notices] == ["Newer"]
    assert [(r.number, r.reason) for r in harvest.rejected] == [("26801", "another row has this number")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html><body>Access Denied</body></html>",
        b"<ArrayOfRecall/>",
        b'{"Message": "An error has occurred."}',
        b"null",
        BODY.decode().replace("Candles", "Chandelle \u00e9l\u00e9gante").encode("cp1252"),
        b"[" * 100_000,
        b"\0" + BODY,
        BODY.replace(b"table lamps", b"table\0lamps"),
    ],
)
def test_what_is_not_a_json_array_is_refused(body: bytes) -> None:
    with pytest.raises(PayloadError):
        SOURCE.parse(payload(body, ENDPOINT))


@pytest.mark.parametrize(
    "body",
    [
        codecs.BOM_UTF8 + BODY,
        BODY.decode().encode("utf-16"),
        BODY.decode().encode("utf-16-le"),
        BODY.decode().encode("utf-16-be"),
    ],
)
def test_a_mark_of_byte_order_changes_nothing(body: bytes) -> None:
    plain = [(n.number, n.title, n.summary, n.extra) for n in SOURCE.parse(payload(BODY)).notices]
    assert [(n.number, n.title, n.summary, n.extra) for n in SOURCE.parse(payload(body)).notices] == plain


def test_a_declared_charset_is_believed() -> None:
    body = BODY.decode().replace("Candles by", "Chandelle \u00e9l\u00e9gante by").encode("iso-8859-1")
    harvest = SOURCE.parse(payload(body, content_type="application/json; charset=ISO-8859-1"))
    assert harvest.notices[2].summary.startswith("Chandelle \u00e9l\u00e9gante by")


@given(st.integers(0, len(BODY.rstrip()) - 1))
def test_an_answer_cut_off_anywhere_is_refused(end: int) -> None:
    with pytest.raises(PayloadError):
        SOURCE.parse(payload(BODY[:end], ENDPOINT))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(ROWS[0], JSON)) | JSON, max_size=4))
def test_no_json_breaks_the_parser_and_no_row_gets_lost(rows: list[object]) -> None:
    try:
        harvest = SOURCE.parse(payload(json.dumps([*rows, *ROWS]).encode("utf-8", "surrogatepass")))
    except SourceError:
        return
    assert len(harvest.rows) >= len(ROWS) + len([r for r in rows if not isinstance(r, dict)])
    assert len({n.number for n in harvest.notices}) == len(harvest.notices)


NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)


@given(st.dictionaries(NAMES, TEXTS, max_size=5))
def test_a_field_the_service_adds_is_kept(fields: dict[str, str]) -> None:
    added = {f"New{name}": f"x{value}" for name, value in fields.items()}
    notice = SOURCE.parse(payload(json.dumps([{**ROWS[0], **added}]))).rows[0]
    assert isinstance(notice, Notice)
    assert {name for name, _ in notice.extra} >= set(added)
