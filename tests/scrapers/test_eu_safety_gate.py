"""Safety Gate: the weekly file of both shapes, an alert's JSON, the crawl, and what is refused."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.errors import FetchError, PayloadError, RateLimited, ShapeChanged, SourceError
from recallwatch.model import (
    DeclaredLink,
    Image,
    Kind,
    ListedProduct,
    Notice,
    PartialDate,
    Severity,
    Vehicle,
)
from recallwatch.ports.sources import CrawlState
from scrapers.eu_safety_gate import ALERT as ALERT_URL
from scrapers.eu_safety_gate import LIST, RECENT, SOURCE
from scrapers.eu_safety_gate_weekly import REPORT
from scrapers.eu_safety_gate_words import barcodes, models, withdrawn
from tests.scrapers.support import FIRST, FIXTURES, NOW, drive, payload

FOLDER = FIXTURES / "eu_safety_gate"
BODY = (FOLDER / "report_10000999.xml").read_bytes()
OLD = (FOLDER / "report_999.xml").read_bytes()
ALERT = (FOLDER / "alert_10090001.json").read_bytes()
PAGE = "https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/"
PICTURE = "https://ec.europa.eu/safety-gate-alerts/public/api/notification/image/"
FRENCH = "https://rappel.conso.gouv.fr/fiche-rappel/2024-05-0777/Interne?a=1&b=2"


def read(body: bytes) -> dict[str, Notice]:
    harvest = SOURCE.parse(payload(body))
    assert not harvest.rejected
    return {n.number: n for n in harvest.notices}


def test_an_alert_of_the_weekly_file_is_one_notice() -> None:
    saved = payload(BODY)
    assert SOURCE.parse(saved).notices[0] == Notice(
        source="eu-safety-gate",
        number="A12/09001/24",
        title="Trommelino Forest Drum, Toy drum",
        url=f"{PAGE}10090001",
        jurisdictions=("EU", "FR"),
        published=PartialDate(2024, 5, 10),
        summary="Small wooden drum with two sticks.\nType/number of model: Art. no. KX-210, KX-211",
        hazard=(
            "Small parts (drumstick tips) can easily detach from the toy. A small child may put them "
            "in the mouth and choke. The product does not comply with the Toy Safety Directive."
        ),
        hazard_classes=("choking",),
        remedy="Recall of the product from end users\nRemoval of this product listing by the online marketplace",
        remedy_options=(
            "Recall of the product from end users",
            "Removal of this product listing by the online marketplace",
        ),
        contact=FRENCH,
        severity=Severity("eu-safety-gate-level", "Serious risk"),
        products=(
            ListedProduct(
                "Forest Drum, Toy drum",
                brand="Trommelino",
                category="Toys",
                models=("KX-210", "KX-211"),
                gtins=("4012345678901", "4012345678918"),
            ),
        ),
        made_in=("CN",),
        images=(Image(f"{PICTURE}10990001"), Image(f"{PICTURE}10990002")),
        declared=(DeclaredLink("same_event", "fr-rappelconso:2024-05-0777", FRENCH),),
        extra=(
            (
                "measures",
                (
                    "Recall of the product from end users; taken: importer; 2024-05-06\n"
                    "Removal of this product listing by the online marketplace; ordered: other"
                ),
            ),
            ("riskType", "Choking"),
            ("type", "Consumer"),
        ),
        payload=saved.sha256,
    )


def test_the_json_of_an_alert_is_the_same_notice_three_years_later() -> None:
    first, later = read(BODY)["A12/09001/24"], read(ALERT)["A12/09001/24"]
    named = {"updated", "products", "extra", "payload"}
    assert {f for f in first.__slots__ if getattr(first, f) != getattr(later, f)} == named
    assert later.products[0].gtins == ("4012345678901", "4012345678918", "5022334455665")
    assert (later.published, later.updated) == (PartialDate(2024, 5, 10), PartialDate(2027, 6, 2))
    assert dict(later.extra)["corrigendum"].endswith("on the bar code.")


def test_the_french_notice_is_named_by_its_number_or_by_the_address_of_its_page() -> None:
    moved = read(BODY.replace(b"2024-05-0777/Interne", b"23617/Interne"))["A12/09001/24"]
    assert [d.target for d in moved.declared] == ["https://rappel.conso.gouv.fr/fiche-rappel/23617/interne"]


def test_a_vehicle_has_a_line_for_each_model_and_the_span_of_periods_run_together() -> None:
    alert = read(BODY)["A12/09002/24"]
    first, last = PartialDate(2021, 11, 2), PartialDate(2022, 6, 15)
    assert [line.vehicle for line in alert.products] == [
        Vehicle("Makka", "Vento", (), first, last),
        Vehicle("Makka", "Vento GT", (), first, last),
    ]
    assert alert.products[0].models == ()
    assert "Company recall code: MK-77" in alert.summary


def test_a_vehicle_of_the_json_has_neither_bar_code_nor_batch() -> None:
    row = json.loads(ALERT)
    row["product"] |= {
        "productCategory": {"name": "MOTOR_VEHICLES"},
        "barcodes": [{"barcode": "0032800300"}],
        "batchNumbers": [{"batchNumber": "09.11.1998 - 19.12.2003"}],
    }
    (line,) = read(json.dumps(row).encode())["A12/09001/24"].products
    assert (line.gtins, line.codes, line.category) == ((), "", "Motor vehicles")
    assert line.vehicle == Vehicle("Trommelino", "Forest Drum", (), PartialDate(1998, 11, 9), PartialDate(2003, 12, 19))


def test_batches_are_codes_and_what_is_not_known_is_empty() -> None:
    alert = read(BODY)["A11/00903/24"]
    assert alert.products == (
        ListedProduct(
            "Nail polish", category="Cosmetics", gtins=("5901111222334",), codes="Batch number: L24-77B, L24-78B"
        ),
    )
    assert (alert.kind, alert.title, alert.made_in) == (Kind.BORDER_REJECTION, "Nail polish", ())
    assert (alert.jurisdictions, alert.summary) == (("EU", "XI"), "Red nail polish & remover\nin a card box.")
    assert alert.severity == Severity("eu-safety-gate-level", "Other risk levels")


def test_bar_codes_in_other_fields_are_found_and_a_shop_s_own_number_is_none() -> None:
    alert = read(BODY)["INFO/00904/24"]
    (line,) = alert.products
    assert (line.brand, line.name) == ("Steigfix", "Steigfix Pro ladder")
    assert (line.models, line.gtins, line.codes) == (("SF 4-12",), ("8005556667778", "3609998887777"), "")
    assert (alert.kind, alert.sold_at, alert.made_in) == (Kind.WARNING, ("Kletterhaus",), ("TR",))
    assert dict(alert.extra)["barcode"] == "X000ZQ1AB7"
    assert dict(alert.extra)["brandRemark"] == "Steigfix (THE PRODUCT WAS"


def test_an_addendum_withdraws_what_it_says_is_gone_for_good() -> None:
    addendum = read(BODY)["addendum/2024-19"]
    assert addendum.kind is Kind.CORRECTION
    assert [(d.type, d.target) for d in addendum.declared] == [
        ("withdraws", "eu-safety-gate:A12/08555/23"),
        ("withdraws", "eu-safety-gate:A12/08557/23"),
        ("withdraws", "eu-safety-gate:A12/08558/23"),
    ]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Notification 0367/08 of week 11 has been removed (notified under n°0325/08).", ("0367/08",)),
        ("Notification 0242/11 was withdrawn because already notified (1277/09 by Spain)", ("0242/11",)),
        ("SR/00331/25 was withdrawn following a retest.SR/00332/25 has been updated.", ("SR/00331/25",)),
        ("Notification 0336/07 has been withdrawn until the risk is clarified.", ()),
        ("Notification 0510/12 has been temporarily removed from the website", ()),
        ("<b>Corrigendum</b><br/>Notification 0530/08 has been amended", ()),
    ],
)
def test_only_for_good_is_withdrawn(text: str, gone: tuple[str, ...]) -> None:
    assert withdrawn(text) == gone


def test_an_early_alert_is_told_by_its_description_alone() -> None:
    alert = read(OLD)["0901/06"]
    assert alert.title == "Two models of air pistol “1) Zefiro P10"
    assert (alert.hazard, alert.hazard_classes, alert.kind) == ("The pistol shoots too hard.", ("injury",), Kind.RECALL)
    assert alert.products == (ListedProduct("", category="Hobby/sports equipment"),)


def test_two_alerts_under_one_number_and_a_mistyped_year_stay_apart() -> None:
    alerts = read(OLD)
    assert list(alerts) == ["0901/06", "0902/06~1102", "0902/06~1103", "0904/09~1104"]
    assert [a.kind for a in alerts.values()] == [Kind.RECALL, Kind.WARNING, Kind.RECALL, Kind.WITHDRAWAL_FROM_SALE]
    assert dict(alerts["0902/06~1102"].extra)["countryOfOrigin"] == "Atlantis"


def test_the_place_of_an_alert_in_its_report_is_no_news() -> None:
    moved = BODY.replace(b"<order>2<", b"<order>1<")
    assert [n.extra for n in read(moved).values()] == [n.extra for n in read(BODY).values()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4012345678901", ("4012345678901",)),
        ("401234567890140123456789185022334455665", ("4012345678901", "4012345678918", "5022334455665")),
        ("4012345678901 4012345678918", ("4012345678901", "4012345678918")),
        ("4012345678902", ("4012345678902",)),  # the check digit is wrong: kept as printed
        ("51929002601000000250", ()),
        ("X000ZTUE91", ()),
        ("12345", ()),
    ],
)
def test_bar_codes_run_together_are_parted_by_their_check_digits(text: str, found: tuple[str, ...]) -> None:
    assert barcodes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Model No 223-4B,", ("223-4B",)),
        ("Style numbers: 62/78135, 62/78137", ("62/78135", "62/78137")),
        ("170300, item: 87506, EAN: 8711223344551", ("170300", "87506")),
        ("3572 / 2093-D2USB", ("3572", "2093-D2USB")),
        ("Milano, ASIN-Nr: B07HN6SYST", ("Milano",)),
        ("e13*2007/46*1911*08, Type: DEH", ("DEH",)),
        ("For two years old children who weigh between 9 and 18 kg", ()),
        ("1. model KX-1 2. model KX-2", ("KX-1", "KX-2")),
        ("g, 2, AB", ("AB",)),
    ],
)
def test_models_lose_the_words_before_them(text: str, found: tuple[str, ...]) -> None:
    assert models(text) == found


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Request blocked</body></html>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Safety-Gate>&a;</Safety-Gate>',
        BODY.replace(b"report_date", b"reportDate"),
        BODY.replace(b"report_addendum", b"addendum"),
        BODY.replace(b"caseNumber", b"case"),
        BODY.replace(b"<barcode>", b"<ean>").replace(b"</barcode>", b"</ean>"),
        BODY[: BODY.index(b"<notifications")] + b"</Safety-Gate>",
        b"[]",
        b'{"error": "busy"}',
        ALERT[:-40],
        ALERT.replace(b'"reference"', b'"ref"'),
    ],
)
def test_what_the_service_does_not_serve_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))


@given(st.integers(1, len(BODY) - 1))
def test_a_report_cut_off_anywhere_is_refused(end: int) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(BODY[:end]))


def test_one_bad_alert_is_rejected_and_the_others_stay() -> None:
    harvest = SOURCE.parse(payload(BODY.replace(b"A11/00903/24", b"see annex")))
    assert [r.reason for r in harvest.rejected] == ["no case number: 'see annex'"]
    assert len(harvest.notices) == 4


def listing(count: int) -> str:
    """The list of reports, oldest first; each address ends in a comma too many."""
    entries = (
        f"<weeklyReport><reference>Report-{n}</reference><publicationDate>{1 + n % 28:02d}/"
        f"{1 + n // 28 % 12:02d}/{1990 + n // 336}</publicationDate>"
        f"<URL>https://ec.europa.eu/safety-gate-alerts/api/download/weeklyReport/detail/xml/{n}?language=en,</URL>"
        "</weeklyReport>"
        for n in range(count)
    )
    return f'<?xml version="1.0"?><Safety-Gate>{"".join(entries)}</Safety-Gate>'


def test_the_newest_reports_are_read_at_every_poll_and_the_old_ones_by_turns() -> None:
    asked, harvest = drive(SOURCE, {LIST: listing(1100), "": BODY})
    later, _ = drive(SOURCE, {LIST: listing(1100), "": BODY}, CrawlState(NOW + timedelta(hours=6)))
    newest = [REPORT.format(id=n) for n in range(1099, 1091, -1)]
    assert [r.url for r in asked][:9] == [r.url for r in later][:9] == [LIST, *newest]
    assert len({r.url for r in (*asked[9:-1], *later[9:-1])}) == 24
    assert (asked[-1].url, json.loads(asked[-1].post)["page"]) == (RECENT, "0")
    assert (len(harvest.notices), harvest.complete) == (5, False)


def test_alerts_since_the_last_report_are_read_one_by_one() -> None:
    row = {**json.loads(ALERT), "id": 10099999, "reference": "SR/09999/26"}
    answers: dict[str, bytes | str | SourceError] = {
        LIST: listing(1100),
        "": BODY,
        RECENT: json.dumps({"content": [{"id": 10090001}, {"id": 10099999}], "totalElements": 2}),
        f"{ALERT_URL}10090001?language=en": ALERT,
        f"{ALERT_URL}10099999?language=en": json.dumps(row),
    }
    asked, harvest = drive(SOURCE, answers)
    assert [r.url for r in asked][-3:] == [*list(answers)[2:]]
    assert [n.number for n in harvest.notices][-1] == "SR/09999/26"
    assert (len(harvest.notices), harvest.rejected) == (6, ())


def test_that_the_newest_alerts_cannot_be_had_costs_no_report() -> None:
    for answer in (FetchError("403", url=RECENT), '{"content": []}', '{"content": [{"number": 1}]}'):
        _, harvest = drive(SOURCE, {LIST: listing(1100), "": BODY, RECENT: answer})
        assert (len(harvest.notices), len(harvest.rejected)) == (5, 1)


def test_a_short_list_of_reports_is_refused() -> None:
    with pytest.raises(PayloadError, match="999 reports"):
        drive(SOURCE, {LIST: listing(999), "": BODY})


def test_an_old_report_that_is_not_served_costs_no_poll_and_a_new_one_does() -> None:
    def answers(broken: int) -> dict[str, bytes | str | SourceError]:
        return {LIST: listing(1100), "": BODY, REPORT.format(id=broken): FetchError("404", url="x")}

    asked, _ = drive(SOURCE, {LIST: listing(1100), "": BODY}, FIRST)
    old = int(asked[-2].url.partition("/xml/")[2].partition("?")[0])
    _, harvest = drive(SOURCE, answers(old))
    assert [r.reason for r in harvest.rejected][:1] == ["404"]
    with pytest.raises(FetchError):
        drive(SOURCE, answers(1099))


def test_a_host_that_asks_to_wait_is_left_alone() -> None:
    wait = RateLimited("429", url="x", retry_after=timedelta(minutes=5))
    with pytest.raises(RateLimited):
        drive(SOURCE, {LIST: listing(1100), "": wait})


def test_the_list_itself_holds_no_alert() -> None:
    assert SOURCE.parse(payload(listing(3))).rows == ()
    with pytest.raises(ShapeChanged):
        SOURCE.parse(payload(listing(3).replace("<URL>", "<U>").replace("</URL>", "</U>")))
