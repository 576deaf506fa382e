"""The portals of the world against what they really served."""

import gzip
import json
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from recallwatch.errors import PayloadError
from recallwatch.extract import read as understand
from recallwatch.model import Notice
from scrapers.au_accc import SOURCE as AUSTRALIA
from scrapers.kr_safetykorea import SOURCE as SAFETYKOREA
from scrapers.nz_productsafety import SOURCE as NEW_ZEALAND
from scrapers.oecd import SOURCE as OECD
from tests.scrapers.support import FIXTURES, payload

pytestmark = pytest.mark.shared


def feeds(shared: Path) -> list[tuple[Notice, ...]]:
    """The notices of the captured feeds, by day."""
    harvests = [OECD.parse(payload(path.read_bytes())) for path in sorted((shared / "data/oecd").glob("*.xml"))]
    assert not [row for harvest in harvests for row in harvest.rejected]
    return [harvest.notices for harvest in harvests]


def rows(path: Path) -> list[dict[str, str]]:
    """Captured rows that others have reshaped."""
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def test_every_item_of_four_days_is_a_notice_that_names_its_own(shared: Path) -> None:
    days = feeds(shared)
    assert [len(day) for day in days] == [49, 48, 58, 46]
    found = {notice.number: notice for day in days for notice in day}
    targets = Counter(tie.target.partition(":")[0] for n in found.values() for tie in n.declared)
    told = {n.number.split("/")[1] for n in found.values() if not n.declared}
    assert (set(targets), told) == ({"us-cpsc", "ca-rsa", "kr-safetykorea", "oecd"}, {"AU", "TW", "US"})


def test_the_numbers_of_american_items_are_those_of_the_commission(shared: Path) -> None:
    archive = gzip.decompress((shared / "data/us-cpsc/archive-to-2026-05.api-shape.json.gz").read_bytes())
    known = {row["RecallNumber"].replace("-", "") for row in json.loads(archive)}
    portal = [row for row in rows(shared / "data/oecd/recalls_global.reshaped.jsonl.gz") if row["country"] == "US"]
    numbers = {row["native_id"] for row in portal if row["date_submitted"] < "2026-05"}
    assert (len(numbers), len(numbers & known)) == (3720, 3664)


def test_every_row_of_the_portal_is_a_notice(shared: Path) -> None:
    portal = rows(shared / "data/oecd/recalls_global.reshaped.jsonl.gz")
    names = {"title": "title", "link": "portal_link", "description": "description", "creator": "country_name"}
    names |= {"dateSubmitted": "date_submitted", "pubDate": "first_seen", "guid": "guid"}
    items = "".join(
        f"<item>{''.join(f'<{key}>{escape(row[name])}</{key}>' for key, name in names.items())}</item>"
        for row in portal
    )
    harvest = OECD.parse(payload(f"<rss><channel>{items}</channel></rss>"))
    assert (len(harvest.notices), harvest.rejected) == (3901, ())
    ties = Counter(tie.target.partition(":")[0] for n in harvest.notices for tie in n.declared)
    assert ties == {"us-cpsc": 3689, "eu-safety-gate": 14, "ca-rsa": 9, "kr-safetykorea": 1}


def test_what_was_read_from_pages_of_australia_and_new_zealand_identifies_the_products(shared: Path) -> None:
    told = {}
    for source, folder, page, text, key in (
        (AUSTRALIA, "au-accc", "au_accc/wattly-kettle", "Electric kettle with a glass body.", "productDescription"),
        (NEW_ZEALAND, "nz-productsafety", "nz_productsafety/hoppla-pram", "Hoppla Pram, model", "productIdentifiers"),
    ):
        body = (FIXTURES / f"{page}.html").read_text()
        assert text in body
        (path,) = (shared / "data" / folder).glob("*.json")
        for record in json.loads(path.read_bytes())["records"]:
            said = escape(record["detail"][key].removeprefix("Product description "))
            (notice,) = source.parse(payload(body.replace(text, f"{said} "))).notices
            models = {term.value for s in understand(notice).products[0].selectors for term in s.models}
            told[record["id"][:12]] = ({"OY1052L", "MH730JZC040", "LZ-1902"} & models, len(notice.products[0].gtins))
    assert told == {
        "2-ton-low-pr": ({"OY1052L"}, 0),
        "courant-kali": ({"MH730JZC040"}, 0),
        "play-and-lea": (set(), 3),
        "smoke-alarm-": ({"LZ-1902"}, 0),
    }


def test_the_captured_pages_of_seoul_are_read_and_those_without_rows_refused(shared: Path) -> None:
    folder = shared / "data/kr-seoul"
    canonical = {row["id"].removeprefix("KR:"): row for row in rows(folder / "canonical.reshaped.jsonl.gz")}
    pages = sorted(folder.glob("list_*.html.gz"))
    for path in pages:
        harvest = SAFETYKOREA.parse(payload(gzip.decompress(path.read_bytes())))
        assert (len(harvest.notices), harvest.rejected) == (10, ())
        for n in harvest.notices:
            row = canonical[n.number]
            assert (str(n.published), n.firms[0].name) == (row["date_published"], row["company"])
            assert n.title == " ".join(f"{row['product_name']} {row['model']}".split())
    empty = sorted({*folder.glob("*.html.gz")} - {*pages})
    assert (len(pages), len(empty)) == (3, 5)
    for path in empty:
        with pytest.raises(PayloadError, match="0 rows on page"):
            SAFETYKOREA.parse(payload(gzip.decompress(path.read_bytes())))
