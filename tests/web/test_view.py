"""The pure pieces that pages are made of."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.model import PartialDate, Quote
from recallwatch.web.view import (
    citation,
    cursor_of,
    differences,
    field_name,
    in_context,
    notice_path,
    one_per_case,
    read_cursor,
    revision_path,
    safe_url,
    with_query,
)
from recallwatch.web.words import date_words, listing

from .site import SUMMARY, power_bank, record_of


@pytest.mark.parametrize("url", ["https://a.example/x?y=1#z", "http://a.example", " https://a.example/ "])
def test_an_address_on_the_web_may_be_linked(url: str) -> None:
    assert safe_url(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        *("", "javascript:alert(1)", "JaVaScRiPt:x", "java\x00script:x", "data:text/html,x", "mailto:a@example.org"),
        *("//a.example", "/x", "https://", "http:\\\\a", "ftp://a", "https://a.example/ x", "https://[broken"),
    ],
)
def test_anything_else_may_not(url: str) -> None:
    assert safe_url(url) == ""


@given(st.text())
def test_no_address_breaks_the_check(url: str) -> None:
    assert safe_url(url) == "" or safe_url(url).startswith(("http://", "https://", "HTTP", "Http"))


def test_a_path_holds_any_id() -> None:
    assert notice_path("eu:SR/01234/25") == "/notices/eu:SR/01234/25"
    assert notice_path("x:a b?#%\ud800") == "/notices/x:a%20b%3F%23%25"


def test_a_query_holds_only_what_is_set() -> None:
    assert with_query("/notices", {"q": "a&b", "brand": ""}) == "/notices?q=a%26b"
    assert with_query("/notices", {}) == "/notices"


def test_a_cursor_is_read_as_it_was_written() -> None:
    record = record_of(power_bank("a~b"))
    assert read_cursor(cursor_of(record)) == (record.changed_at, "us-test:a~b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2026-01-01~",
        "2026-01-01T00:00:00~us:1",
        "~",
        "2026-01-01T00:00:00+00:00~",
        "0001-01-01T00:00:00+14:00~x",
    ],
)
def test_what_is_no_cursor_is_none(text: str) -> None:
    assert read_cursor(text) is None


def test_cases_keep_the_order_and_their_other_members() -> None:
    a, b = record_of(power_bank("1"), case_id="x"), record_of(power_bank("2"), case_id="y")
    c = record_of(power_bank("3"), case_id="x")
    assert one_per_case([a, b, c]) == [(a, [c]), (b, [])]


def test_a_citation_names_publisher_notice_revision_and_address() -> None:
    revision = record_of(power_bank()).revision
    text = citation(revision, publisher="Agency", base_url="https://recalls.example")
    assert text.startswith("Agency, “Voltano Recalls PowerBrick")
    assert "notice 25338, published 12 June 2025. Revision 1" in text
    assert text.endswith("https://recalls.example" + revision_path(revision))


def test_a_quote_is_shown_inside_its_sentence() -> None:
    at = SUMMARY.index("VB1263")
    before, text, after = in_context(power_bank(), Quote("summary", at, at + 6, "VB1263"))
    assert before.startswith("This recall involves")
    assert (text, after) == ("VB1263", ".")
    assert in_context(power_bank(), "VB1263") == (before, text, after)


def test_a_quote_that_is_a_whole_sentence_brings_no_other() -> None:
    notice = power_bank(summary="Stop now. Check the number. Then call us.")
    assert in_context(notice, "Check the number. ") == ("", "Check the number. ", "")
    assert in_context(notice, "Check the number.") == ("", "Check the number.", "")


def test_a_quote_that_the_text_does_not_hold_stands_alone() -> None:
    assert in_context(power_bank(), "never said") == ("", "never said", "")
    assert in_context(power_bank(), Quote("summary", 3, 9, "VB1263")) == ("", "VB1263", "")
    assert in_context(power_bank(), "") == ("", "", "")


def test_a_long_sentence_is_cut_around_the_quote() -> None:
    notice = power_bank(summary="word " * 500 + "VB1263" + " word" * 500)
    before, text, after = in_context(notice, "VB1263")
    assert before.startswith("…")
    assert after.endswith("…")
    assert len(before + text + after) < 400


def test_differences_are_word_by_word() -> None:
    assert differences("may catch fire", "may explode") == [
        ("same", "may "),
        ("del", "catch fire"),
        ("ins", "explode"),
    ]


@given(before=st.text(max_size=80), after=st.text(max_size=80))
def test_differences_hold_both_texts_whole(before: str, after: str) -> None:
    parts = differences(before, after)
    assert "".join(text for kind, text in parts if kind != "ins") == before
    assert "".join(text for kind, text in parts if kind != "del") == after


def test_long_texts_are_not_compared_word_by_word() -> None:
    before, after = "a " * 5000, "b " * 5000
    assert differences(before, after) == [("del", before), ("ins", after)]


def test_words_for_people() -> None:
    assert field_name("products.0.codes") == "Products 1 codes"
    assert [date_words(PartialDate.parse(d)) for d in ("2025-06-12", "2025-06", "2025")] == [
        "12 June 2025",
        "June 2025",
        "2025",
    ]
    assert [listing(list(text)) for text in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]


def test_a_cursor_keeps_fractions_of_a_second() -> None:
    moment = datetime(2026, 1, 1, 0, 0, 0, 123456, tzinfo=UTC)
    assert read_cursor(cursor_of(record_of(power_bank(), now=moment))) == (moment, "us-test:25338")
