"""German warnings: the feed, the app's documents with Safety Gate numbers, the old list, and what is refused."""

import json

import pytest

from recallwatch.errors import SourceError
from recallwatch.extract import read as understand
from recallwatch.model import DeclaredLink, Firm, Image, Kind, ListedProduct, Notice, PartialDate, Role, Scope
from scrapers.de_lebensmittelwarnung import FEED, SOURCE
from tests.scrapers.support import FIXTURES, drive, payload

FOLDER = FIXTURES / "de_lebensmittelwarnung"
BODY = (FOLDER / "feed.xml").read_bytes()
DOCUMENTS = (FOLDER / "documents.json").read_bytes()
LIST = (FOLDER / "list.csv").read_bytes()


def read(body: bytes) -> dict[str, Notice]:
    harvest = SOURCE.parse(payload(body))
    assert not harvest.rejected
    return {n.number: n for n in harvest.notices}


def test_an_item_of_the_feed_is_one_notice() -> None:
    saved = payload(BODY)
    assert SOURCE.parse(saved).notices[0] == Notice(
        source="de-lebensmittelwarnung",
        number="260730_31_NI_Kekse",
        title="Hörnle Dinkelkekse 200 g",
        url=(
            "https://www.lebensmittelwarnung.de/___lebensmittelwarnung.de/Meldungen/2026/07_Juli/"
            "260730_31_NI_Kekse/260730_31_NI_Kekse_Meldung.html"
        ),
        kind=Kind.WARNING,
        language="de",
        jurisdictions=("DE",),
        published=PartialDate(2026, 7, 31),
        summary="Hörnle Dinkelkekse 200 g",
        hazard="Krankheitserreger\nIm Fall einer Infektion Durchfall.",
        hazard_classes=("bacteria",),
        products=(
            ListedProduct(
                "Hörnle Dinkelkekse 200 g",
                gtins=("4012345678901",),
                codes="Lot: L6165, L6164\nBest before: 24.02.2027",
            ),
        ),
        firms=(Firm("Hörnle GmbH Gasse 1", Role.MANUFACTURER),),
        extra=(
            ("Betroffene Bundesländer nach derzeitigem Stand", "Bayern, Berlin"),
            ("Weitere Kennzeichnung", "Barcode (EAN-Nummer): 4012345678901"),
        ),
        payload=saved.sha256,
    )


def test_lots_and_dates_limit_it_and_german_prose_says_nothing() -> None:
    reading = understand(read(BODY)["260730_31_NI_Kekse"])
    (selector,) = reading.products[0].selectors
    assert [t.value for t in selector.gtins] == ["4012345678901"]
    assert [(c.kind, c.values) for c in selector.lots] == [
        ("lot", ("L6165", "L6164")),
        ("best_before", ("2027-02-24",)),
    ]
    assert (reading.hazards, selector.models, selector.scope) == (("bacteria",), (), Scope.LISTED)


def test_an_extension_says_so_and_an_item_may_be_a_title_alone() -> None:
    warnings = read(BODY)
    assert warnings["260728_05_HE_Ausweitung"].declared == (
        DeclaredLink("expands", "", "Ausweitung des Rückrufs: Dinkelkekse"),
    )
    assert warnings["260729_02_NW_Handschuhe"].products == (ListedProduct("Lederhandschuh Kurz"),)


def test_a_product_warning_of_the_baua_is_tied_to_the_alert_it_repeats() -> None:
    warning = read(DOCUMENTS)["baua-1209001"]
    assert warning.declared == (DeclaredLink("republishes", "eu-safety-gate:A12/09002/24"),)
    assert warning.published == PartialDate(2026, 7, 23)
    assert warning.products == (
        ListedProduct("Personenkraftwagen", brand="Makka", category="Kraftfahrzeuge, -teile und -zubehör"),
    )
    assert warning.hazard == "Freiwillige Maßnahme: Rückruf\nIm Fall eines Unfalls Brandgefahr."
    assert warning.images == (Image("https://www.baua.de/media/kfz.png"),)
    assert ("product.countryOfOrigin", "Slowakische Republik") in warning.extra


def test_documents_on_food_keep_the_portal_s_number() -> None:
    warnings = read(DOCUMENTS)
    assert list(warnings) == ["baua-1209001", "79901", "79902"]
    assert (warnings["79901"].hazard, warnings["79901"].firms[0].name) == ("Listerien", "Molkerei Blau")


def test_a_row_of_the_old_list_is_a_notice() -> None:
    (warning,) = read(LIST).values()
    assert (warning.number, warning.title, warning.published) == ("79915", "Blauer Käse", PartialDate(2022, 4, 13))
    assert warning.firms == (Firm("Käserei Blau", Role.MANUFACTURER),)
    assert ("state", "Bayern, Berlin") in warning.extra


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        (
            b"<pubDate>Wed, 29 Jul 2026 14:12:17 +0200</pubDate>",
            b"<pubDate>29. Juli</pubDate>",
            "260729_02_NW_Handschuhe",
        ),
        (b"<title>Lederhandschuh Kurz</title>", b"<title> </title>", ""),
    ],
)
def test_one_bad_item_is_rejected_and_the_others_stay(old: bytes, new: bytes, number: str) -> None:
    harvest = SOURCE.parse(payload(BODY.replace(old, new)))
    assert [r.number for r in harvest.rejected] == [number]
    assert len(harvest.notices) == 2


def test_one_bad_document_is_rejected_and_the_others_stay() -> None:
    docs = json.loads(DOCUMENTS)["response"]["docs"]
    bad = [None, {**docs[0], "link": "https://x.example"}, {**docs[1], "publishedDate": "gestern"}]
    harvest = SOURCE.parse(payload(json.dumps({"docs": [*bad, docs[2]]})))
    assert ([r.number for r in harvest.rejected], len(harvest.notices)) == (["", "", "79901"], 1)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html><body>Wartung</body></html>",
        b'{"error": "unauthorized"}',
        b'{"response": {"docs": []}}',
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>',
        BODY[:-60],
        BODY.replace(b"pubDate", b"datum"),
        BODY.replace(b"<b>", b"<i>").replace(b"</b>", b"</i>"),
        DOCUMENTS[:-20],
        DOCUMENTS.replace(b'"publishedDate"', b'"date"'),
        LIST.replace(b"detail_link", b"link"),
        LIST.splitlines(keepends=True)[0],
    ],
)
def test_what_is_none_of_the_three_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))


def test_the_feed_is_asked_for() -> None:
    asked, harvest = drive(SOURCE, {FEED: BODY})
    assert ([r.url for r in asked], len(harvest.notices), harvest.complete) == ([FEED], 3, False)
