"""NHTSA's campaigns: grouped out of the flat file's rows, read alike out of the answers by vehicle."""

import io
import json
import re
import zipfile

import pytest

from recallwatch.errors import PayloadError, ShapeChanged, SourceError
from recallwatch.extract import read
from recallwatch.match import judge
from recallwatch.model import Firm, Item, ListedProduct, Notice, Outcome, PartialDate, Role, Vehicle
from recallwatch.ports.sources import Response
from scrapers.us_nhtsa import BEFORE_2010, SINCE_2010, SOURCE
from tests.scrapers.corpus import zipped
from tests.scrapers.support import FIRST, FIXTURES, drive, payload

BODY = (FIXTURES / "us_nhtsa/rows.tsv").read_bytes()
LINES = BODY.splitlines(keepends=True)
ANSWER = json.loads((FIXTURES / "us_nhtsa/by_vehicle.json").read_bytes())
ORBIT = "Orbit Motors of America, Inc."
HOSES = "SERVICE BRAKES, HYDRAULIC:FOUNDATION COMPONENTS:HOSES"
NOTES = "Owners may also contact the National Highway Traffic Safety Administration."

LYNX = Notice(
    source="us-nhtsa",
    number="26V901000",
    title=f"{ORBIT} recalls ORBIT LYNX 2016-2017 and 1 more: {HOSES}",
    url="https://www.nhtsa.gov/recalls?nhtsaId=26V901000",
    jurisdictions=("US",),
    published=PartialDate(2026, 7, 24),
    summary=f"{ORBIT} (Orbit) is recalling certain 2016-2017 Lynx vehicles.  A brake hose may leak.",
    hazard="A leak increases the risk of a crash.",
    remedy="Consumer advisory: Do not drive.\n"
    "Dealers will replace the hose, free of charge. Owners may contact Orbit at 1-800-555-0100. "
    "Orbit's number for this recall is L07.\n"
    "Dealers will replace the hose, free of charge. Owners were mailed letters.",
    products=(
        ListedProduct(
            "ORBIT LYNX 2016-2017",
            brand="ORBIT",
            units="91585",
            vehicle=Vehicle("ORBIT", "LYNX", (2016, 2017), PartialDate(2015, 8, 6), PartialDate(2016, 10, 3)),
        ),
        ListedProduct("ORBIT LYNX HYBRID", brand="ORBIT", vehicle=Vehicle("ORBIT", "LYNX HYBRID")),
    ),
    firms=(Firm(ORBIT, Role.RECALLING_FIRM), Firm(ORBIT, Role.MANUFACTURER)),
    lookup_url="https://www.nhtsa.gov/recalls",
    extra=(
        ("COMPNAME", HOSES),
        ("DO_NOT_DRIVE", "Yes"),
        ("INFLUENCED_BY", "MFR"),
        ("MFGCAMPNO", "L07"),
        ("MFR_COMP_DESC", "Front brake hose"),
        ("MFR_COMP_NAME", "Hose"),
        ("MFR_COMP_PTNO", "B-71\nB-72"),
        ("NOTES", NOTES),
        ("ODATE", "20260918"),
        ("PARK_OUTSIDE", "No"),
    ),
)
SEAT = Notice(
    source="us-nhtsa",
    number="26C902000",
    title="Nido Baby Products recalls NIDO N/A and 1 more: CHILD SEAT:HARNESS",
    url="https://www.nhtsa.gov/recalls?nhtsaId=26C902000",
    jurisdictions=("US",),
    published=PartialDate(2026, 7, 1),
    summary="Nido is recalling certain Snug child seats. The harness may loosen.",
    hazard="A loose harness increases the risk of injury.",
    remedy="Nido will mail a new buckle, free of charge.",
    products=(
        ListedProduct("NIDO N/A", brand="NIDO", category="Child restraint", units="1200"),
        ListedProduct(
            "NIDO SNUG 3-IN-1 SN1914", brand="NIDO", category="Child restraint", models=("SNUG 3-IN-1 SN1914",)
        ),
    ),
    firms=(Firm("Nido Baby Products", Role.RECALLING_FIRM), Firm("Nido Baby Products", Role.MANUFACTURER)),
    extra=(("COMPNAME", "CHILD SEAT:HARNESS"), ("FMVSS", "213"), ("INFLUENCED_BY", "ODI"), ("RPNO", "571")),
)
OLD = Notice(
    source="us-nhtsa",
    number="69V903000",
    title="PRÉMIER COACH recalls PRÉMIER 500 1968: STEERING",
    url="https://www.nhtsa.gov/recalls?nhtsaId=69V903000",
    jurisdictions=("US",),
    summary="POSSIBILITY THAT STEERING MAY BIND.",
    remedy="DEALER WILL INSPECT.",
    products=(
        ListedProduct("PRÉMIER 500 1968", brand="PRÉMIER", units="0", vehicle=Vehicle("PRÉMIER", "500", (1968,))),
    ),
    firms=(Firm("PRÉMIER COACH", Role.RECALLING_FIRM), Firm("PRÉMIER COACH", Role.MANUFACTURER)),
    lookup_url="https://www.nhtsa.gov/recalls",
    extra=(("COMPNAME", "STEERING"), ("ODATE", "19010101")),
)


def bare(notices: tuple[Notice, ...]) -> list[Notice]:
    """Notices without where they came from."""
    return [Notice(**{name: getattr(n, name) for name in Notice.__slots__ if name != "payload"}) for n in notices]


def test_rows_of_one_campaign_are_one_notice() -> None:
    harvest = SOURCE.parse(payload(BODY))
    assert (bare(harvest.notices), harvest.rejected) == ([LYNX, SEAT, OLD], ())


@pytest.mark.parametrize("renumber", [False, True])
def test_neither_the_order_of_rows_nor_their_numbers_change_a_notice(renumber: bool) -> None:
    rows = [re.sub(rb"\A\d+", b"9%d" % n, line) if renumber else line for n, line in enumerate(LINES)]
    read_again = SOURCE.parse(payload(b"".join(reversed(rows)))).notices
    assert sorted(bare(read_again), key=str) == sorted([LYNX, SEAT, OLD], key=str)


def test_a_zip_is_read_like_the_file_in_it() -> None:
    assert bare(SOURCE.parse(payload(zipped(BODY))).notices) == [LYNX, SEAT, OLD]


def test_a_column_that_is_added_is_kept() -> None:
    longer = b"".join(line.rstrip(b"\r\n") + b"\tnew\r\n" for line in LINES)
    assert all(("Field30", "new") in n.extra for n in SOURCE.parse(payload(longer)).notices)


def test_an_answer_by_vehicle_is_the_same_campaign_with_its_day_first() -> None:
    found, other = SOURCE.parse(payload(json.dumps(ANSWER))).notices
    assert (found.id, found.published, found.summary) == (LYNX.id, LYNX.published, LYNX.summary)
    assert (found.url, found.hazard, found.lookup_url) == (LYNX.url, LYNX.hazard, LYNX.lookup_url)
    assert found.remedy.startswith("Consumer advisory: Do not drive.\nDealers will replace the hose")
    assert found.products == (
        ListedProduct("ORBIT LYNX 2017", brand="ORBIT", vehicle=Vehicle("ORBIT", "LYNX", (2017,))),
    )
    assert (other.published, other.extra) == (
        PartialDate(2018, 5, 4),
        (
            ("COMPNAME", "EXTERIOR LIGHTING"),
            ("DO_NOT_DRIVE", "No"),
            ("NOTES", NOTES),
            ("PARK_OUTSIDE", "No"),
            ("overTheAirUpdate", "false"),
        ),
    )


def test_the_answers_before_2019_counted_milliseconds_and_misspelt_a_key() -> None:
    row = {k: v for k, v in ANSWER["results"][0].items() if k not in ("Consequence", "parkIt", "parkOutSide")}
    row |= {"Conequence": LYNX.hazard, "ReportReceivedDate": "/Date(1784937600000-0400)/"}
    answer = {"Count": 1, "Message": "Results returned successfully", "Results": [row]}
    (found,) = SOURCE.parse(payload(json.dumps(answer))).notices
    assert (found.id, found.published, found.hazard) == (LYNX.id, LYNX.published, LYNX.hazard)


def test_a_vehicle_inside_is_asked_for_the_official_look_up() -> None:
    notice = SOURCE.parse(payload(BODY)).notices[0]
    verdict = judge(Item("i", "o", "Orbit Lynx 2016"), notice, read(notice), revision=1)
    assert verdict is not None
    assert verdict.outcome is Outcome.CHECK
    assert verdict.question is not None
    assert "nhtsa.gov/recalls" in f"{verdict.question.text} {verdict.question.where} {verdict.question.url}"


def test_one_bad_row_is_rejected_and_the_others_stay() -> None:
    bad = [b"1\t2\r\n", LINES[1].replace(b"\tC\t", b"\tchild\t"), LINES[6].replace(b"69V", b"69-")]
    harvest = SOURCE.parse(payload(b"".join([*LINES, *bad])))
    assert bare(harvest.notices) == [LYNX, SEAT, OLD]
    assert [(r.number, r.reason.split(":")[0]) for r in harvest.rejected] == [
        ("2", "2 fields where 29 were due"),
        ("26C902000", "the columns have moved"),
        ("", "no campaign number"),
    ]


def test_days_in_another_format_are_refused_row_by_row() -> None:
    harvest = SOURCE.parse(payload(BODY.replace(b"20260724", b"24072026")))
    assert [(r.number, r.reason) for r in harvest.rejected] == [("26V901000", "not a day: '24072026'")]


def test_a_column_nobody_fills_any_more_is_a_change_of_shape() -> None:
    emptied = b"".join(b"\t".join(b"" if n == 3 else f for n, f in enumerate(line.split(b"\t"))) for line in LINES)
    with pytest.raises(ShapeChanged, match="MODELTXT is in no row"):
        SOURCE.parse(payload(emptied))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Access Denied</body></html>",
        b"PK\x03\x04 not a zip",
        zipped(BODY)[:-30],
        zipped(BODY).replace(b"0.txt", b"1.txt", 1),
        BODY[:-1],
        BODY[:-40],
        zipped(BODY, BODY),
        zipped(b""),
        json.dumps({**ANSWER, "Count": 3}),
        json.dumps({"Message": "Internal error"}),
        json.dumps(ANSWER)[:-9],
    ],
)
def test_what_is_cut_off_or_something_else_is_refused(body: bytes | str) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))


def test_no_results_for_a_vehicle_are_an_empty_answer() -> None:
    answer = {"Count": 0, "Message": "No results found for this request", "results": []}
    assert SOURCE.parse(payload(json.dumps(answer))).rows == ()


def test_a_poll_takes_both_files_and_lists_everything() -> None:
    files = {SINCE_2010: [*LINES, *LINES[-1:] * 120_000], BEFORE_2010: LINES[-1:] * 40_000}
    asked, harvest = drive(SOURCE, {url: zipped(b"".join(lines)) for url, lines in files.items()})
    assert [request.url for request in asked] == [SINCE_2010, BEFORE_2010]
    assert (harvest.complete, bare(harvest.notices)) == (True, [LYNX, SEAT, OLD])


def test_a_poll_refuses_a_file_of_far_too_few_rows() -> None:
    with pytest.raises(PayloadError, match="7 rows where at least 120000 were due"):
        drive(SOURCE, {"": zipped(BODY)})


def test_nothing_is_read_when_neither_file_changed() -> None:
    crawl = SOURCE.crawl(FIRST)
    next(crawl)
    crawl.send(Response(payload(b""), unchanged=True))
    with pytest.raises(StopIteration) as done:
        crawl.send(Response(payload(b""), unchanged=True))
    assert (done.value.value.unchanged, done.value.value.complete) == (True, True)


def test_the_archive_is_read_whatever_its_file_is_called() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("FLAT_RCL_POST_2010.txt", BODY)
    assert len(SOURCE.parse(payload(buffer.getvalue())).notices) == 3
