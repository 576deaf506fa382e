"""Bytes to text and addresses: mended only where there is one way to read them."""

import pytest

from recallwatch.errors import PayloadError
from scrapers.payload import decode, looks_like_html, web_url
from tests.scrapers.support import payload


@pytest.mark.parametrize(
    ("served", "meant"),
    [
        ("https://www.cpsc.gov/a", "https://www.cpsc.gov/a"),
        (" http://cpsc.gov/a b ", "http://cpsc.gov/a b"),
        ("https:/www.cpsc.gov/a", "https://www.cpsc.gov/a"),
        ("https:///www.cpsc.gov/a", "https://www.cpsc.gov/a"),
        ("hhttps://www.cpsc.gov/a", "https://www.cpsc.gov/a"),
        ("HTTP://WWW.CPSC.GOV/A", "http://WWW.CPSC.GOV/A"),
        ("https://https://www.cpsc.gov", ""),
        ("www.cpsc.gov/a", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("", ""),
    ],
)
def test_an_address_is_mended_only_when_it_can_mean_one_thing(served: str, meant: str) -> None:
    assert web_url(served) == meant
    assert web_url(meant) == meant


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("é".encode(), {}),
        ("é".encode("cp1252"), {"Content_Type": "text/plain; charset=windows-1252"}),
        ("\ufeffé".encode("utf-16"), {}),
        ("\ufeffé".encode(), {"content_type": "text/plain; charset=latin-1"}),
    ],
)
def test_the_mark_beats_the_header_and_the_header_the_default(body: bytes, headers: dict[str, str]) -> None:
    assert decode(payload(body, **headers)).lstrip("\ufeff") == "é"


@pytest.mark.parametrize(
    "body", [b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>", b'<html><meta charset="latin-1"><p>\xe9</html>']
)
def test_a_document_may_declare_its_own_charset(body: bytes) -> None:
    assert "é" in decode(payload(body))


@pytest.mark.parametrize("headers", [{}, {"content_type": "text/html; charset=no-such-charset"}])
def test_bytes_that_do_not_fit_are_refused_not_replaced(headers: dict[str, str]) -> None:
    with pytest.raises(PayloadError, match="not readable as"):
        decode(payload(b"caf\xe9", **headers))


def test_what_no_database_keeps_is_dropped() -> None:
    assert decode(payload(b"ab\x0bc\td\n")) == "abc\td\n"


@pytest.mark.parametrize("body", [b"\0ab", b"power\0bank", b"ab\0", "\ufeffpower\0bank".encode("utf-16")])
def test_a_nul_inside_is_damage(body: bytes) -> None:
    with pytest.raises(PayloadError, match="NUL byte"):
        decode(payload(body))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<!DOCTYPE html><p>x", True),
        ("\n <!-- a --> <HTML lang=en>", True),
        ("<?xml version='1.0'?><!DOCTYPE html><html/>", True),
        ("<?xml version='1.0'?><rss/>", False),
        ('[{"Title": "<html>"}]', False),
        ("", False),
    ],
)
def test_html_is_known_by_its_start(text: str, html: bool) -> None:
    assert looks_like_html(text) is html
