"""RecallSwiss: pages of recalls in several languages, whole once a day, and what is refused."""

import json
from datetime import timedelta

import pytest

from recallwatch.errors import SourceError
from recallwatch.extract import read as understand
from recallwatch.model import Image, ListedProduct, Notice, PartialDate
from recallwatch.ports.sources import CrawlState
from scrapers.ch_recallswiss import API, SOURCE
from tests.scrapers.support import FIXTURES, NOW, drive, payload

BODY = (FIXTURES / "ch_recallswiss/page0.json").read_bytes()
NEXT = (FIXTURES / "ch_recallswiss/page1.json").read_bytes()
PAGES: dict[str, bytes | str | SourceError] = {f"{API}?page=0": BODY, f"{API}?page=1": NEXT}
ENTRIES = json.loads(BODY)["entries"]


def test_a_recall_is_one_notice_in_the_first_language_there_is() -> None:
    saved = payload(BODY)
    german, french, undated = SOURCE.parse(saved).notices
    assert german == Notice(
        source="ch-recallswiss",
        number="1801",
        title="Rückruf: Butterkekse von Hornli",
        url="https://www.recallswiss.admin.ch/customer-access/#Recalls/1801",
        language="de",
        jurisdictions=("CH",),
        published=PartialDate(2026, 7, 28),
        summary="Im Fall von Metallteilen.\nEAN 4012345678901",
        products=(ListedProduct("Rückruf: Butterkekse von Hornli", gtins=("4012345678901",)),),
        images=(Image("https://www.recallswiss.admin.ch/img/1801.jpg"),),
        extra=(
            ("descriptionFr", "<p>Impact possible.</p>"),
            ("descriptionIt", "<p>x</p>"),
            ("headerFr", "Rappel: biscuits Hornli"),
            ("headerIt", "Richiamo: biscotti Hornli"),
            ("marktaufsichtsbehoerde.kuerzelDe", "BLV"),
            ("marktaufsichtsbehoerde.nameDe", "Bundesamt"),
            ("metaDe", "28.07.2026 | BLV"),
            ("metaFr", "28.07.2026 | OSAV"),
        ),
        payload=saved.sha256,
    )
    assert (french.language, french.title, french.published) == ("fr", "Rappel: terrine", PartialDate(2026, 7, 27))
    assert undated.published is None


def test_a_foreign_text_gives_a_bar_code_and_no_hazard() -> None:
    reading = understand(SOURCE.parse(payload(BODY)).notices[0])
    (selector,) = reading.products[0].selectors
    assert ([t.value for t in selector.gtins], selector.models, reading.hazards) == (["4012345678901"], (), ())


def test_every_page_is_read_once_a_day_and_the_newest_in_between() -> None:
    asked, harvest = drive(SOURCE, PAGES)
    assert ([r.url for r in asked], len(harvest.notices), harvest.complete) == (list(PAGES), 4, True)
    many = json.dumps({**json.loads(BODY), "pages": 90})
    state = CrawlState(NOW, last_success=NOW, last_complete=NOW - timedelta(hours=2))
    asked, harvest = drive(SOURCE, {"": many}, state)
    assert (len(asked), harvest.complete) == (3, False)


@pytest.mark.parametrize(
    "entry",
    [None, {}, {**ENTRIES[0], "id": "x"}, {"id": 7, "headerDe": " ", "descriptionDe": "y"}, {"id": 8, "headerDe": "x"}],
)
def test_one_bad_recall_is_rejected_and_the_others_stay(entry: object) -> None:
    harvest = SOURCE.parse(payload(json.dumps({"pages": 1, "entries": [entry, *ENTRIES]})))
    assert (len(harvest.notices), len(harvest.rejected)) == (3, 1)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"<html><body>Wartung</body></html>",
        b'{"message": "error"}',
        b'{"pages": 3, "entries": []}',
        BODY[:-30],
        BODY.replace(b'"pages"', b'"count"'),
        BODY.replace(b'"headerDe"', b'"titleDe"'),
    ],
)
def test_what_is_no_page_of_recalls_is_refused(body: bytes) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))
