"""SafetyKorea as Seoul lists it: pages of a table, and the pages without rows that answer as if all were well."""

import re
from datetime import timedelta

import pytest

from recallwatch.errors import PayloadError, ShapeChanged, SourceError
from recallwatch.model import Firm, ListedProduct, Notice, PartialDate, Role
from recallwatch.ports.sources import CrawlState
from scrapers.kr_safetykorea import LIST, SOURCE
from tests.scrapers.support import FIXTURES, NOW, drive, payload

FIRST, SECOND = ((FIXTURES / f"kr_safetykorea/page{n}.html").read_bytes() for n in (1, 2))
ROWS = re.compile(rb"(?<=<tbody>).*(?=</tbody>)", re.DOTALL)


def page(number: int, pages: int, *, rows: bool = True) -> bytes:
    """A page of a longer list, its ten rows under numbers of their own."""
    body = FIRST.replace("전체 13 건".encode(), f"전체 {pages * 10:,} 건".encode())
    body = body.replace(b"(1/2 page)", f"({number}/{pages} page)".encode()).replace(b"100290", b"%03d290" % number)
    return body if rows else ROWS.sub(b"\n", body)


def test_a_row_is_one_notice() -> None:
    saved = payload(FIRST)
    notice = next(n for n in SOURCE.parse(saved).notices if n.number == "10029012")
    assert notice == Notice(
        source="kr-safetykorea",
        number="10029012",
        title="전기주전자 WK0301 / WK0302 / WK-305",
        url="https://sftc.seoul.go.kr/fe/si/recallDmstc/NR_view.do?recallUid=10029012",
        language="ko",
        jurisdictions=("KR",),
        published=PartialDate(2026, 7, 28),
        products=(ListedProduct("전기주전자 WK0301 / WK0302 / WK-305", models=("WK0301", "WK0302", "WK-305")),),
        firms=(Firm("주식회사 와틀리", Role.RECALLING_FIRM),),
        extra=(("리콜종류", "자발적리콜"),),
        payload=saved.sha256,
    )


def test_names_that_stand_where_models_should_are_no_models() -> None:
    models = {n.number: n.products[0].models for body in (FIRST, SECOND) for n in SOURCE.parse(payload(body)).notices}
    assert len(models) == 13
    assert {number: found for number, found in models.items() if found} == {
        "10029012": ("WK0301", "WK0302", "WK-305"),
        "10029010": ("ZR-LTM40",),
        "10029008": ("HP-102",),
        "10029007": ("W2908",),
        "10029006": ("DDZ22NEB",),
        "10029005": ("40ZR2WWW",),
        "10029001": ("ZB-CZ20",),
    }


def test_every_poll_reads_the_newest_pages_and_one_other_in_turn() -> None:
    pages = {f"{LIST}{n}": page(n, 124) for n in range(1, 125)}
    turns = []
    for hour in (0, 4, 8):
        asked, harvest = drive(SOURCE, pages, CrawlState(now=NOW + timedelta(hours=hour)))
        assert [r.url for r in asked[:3]] == [f"{LIST}{n}" for n in (1, 2, 3)]
        assert all(r.page and not r.conditional for r in asked)
        assert (len(harvest.notices), harvest.complete) == (40, False)
        turns.append(int(asked[3].url.removeprefix(LIST)))
    assert turns == [turns[0], turns[0] + 1, turns[0] + 2]
    assert 3 < turns[0] <= 75


def test_pages_that_have_no_rows_are_never_asked_for() -> None:
    pages = {f"{LIST}{n}": page(n, 124) for n in range(1, 78)}
    for turn in range(74):
        drive(SOURCE, pages, CrawlState(now=NOW + timedelta(hours=4 * turn)))


@pytest.mark.parametrize("number", [1, 2, 78, 121])
def test_a_page_with_its_frame_and_without_rows_is_refused(number: int) -> None:
    with pytest.raises(PayloadError, match=f"0 rows on page {number} of 124, 10 were due"):
        SOURCE.parse(payload(page(number, 124, rows=False)))


def test_a_poll_fails_that_meets_a_page_without_rows() -> None:
    pages = {f"{LIST}{n}": page(n, 124, rows=n != 2) for n in range(1, 125)}
    with pytest.raises(PayloadError, match="0 rows on page 2"):
        drive(SOURCE, pages)


def test_a_page_that_was_not_asked_for_is_refused() -> None:
    with pytest.raises(PayloadError, match="page 1 where page 2 was asked for"):
        drive(SOURCE, {"": page(1, 124)})


@pytest.mark.parametrize(
    ("old", "new", "reason", "number"),
    [
        ("2026.07.29", "2026.13.29", "no name, firm, kind or day: '2026.13.29'", "10029013"),
        ("(주) 주로모빌", "", "no name, firm, kind or day: '2026.07.29'", "10029013"),
        ("viewDtail(10029013)", "view()", "6 cells and 0 numbers in a row", ""),
    ],
)
def test_a_bad_row_is_rejected_alone(old: str, new: str, reason: str, number: str) -> None:
    body = FIRST.decode()
    assert old in body
    harvest = SOURCE.parse(payload(body.replace(old, new)))
    assert [(r.reason, r.number) for r in harvest.rejected] == [(reason, number)]
    assert len(harvest.notices) == 9


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<html><body>Just a moment...</body></html>",
        FIRST[:-20],
        FIRST.replace(b"/2 page)", b" page)"),
        FIRST.replace("모델명".encode(), "상표".encode()),
    ],
)
def test_what_is_no_page_of_the_list_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))
    with pytest.raises(ShapeChanged, match="other columns"):
        SOURCE.parse(payload(FIRST.replace(b"tbl-list", b"table")))
