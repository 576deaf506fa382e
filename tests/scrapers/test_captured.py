"""The sources against what the services really served."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from recallwatch.model import DeclaredLink, Harvest, Image, Kind, ListedProduct, Notice, Status
from scrapers.ca_rsa import SOURCE as CANADA
from scrapers.us_cpsc import SOURCE as CPSC
from scrapers.us_fda_food_rss import SOURCE as FDA
from tests.scrapers.support import payload

pytestmark = pytest.mark.shared

ARCHIVE = "data/us-cpsc/archive-to-2026-05.api-shape.json.gz"
#: Read into another form, so their text need not be found again.
TRANSLATED = ("RecallNumber", "RecallDate", "LastPublishDate", "Country")


@pytest.fixture(scope="module")
def archive(shared: Path) -> tuple[list[dict[str, object]], Harvest]:
    """The whole CPSC archive, as rows and as read."""
    body = gzip.decompress((shared / ARCHIVE).read_bytes())
    return json.loads(body), CPSC.parse(payload(body))


@pytest.fixture(scope="module")
def feeds(shared: Path) -> list[tuple[bytes, Harvest]]:
    """Every capture of the FDA feed, oldest first."""
    bodies = [gzip.decompress(p.read_bytes()) for p in sorted((shared / "data/us-fda/food-safety-rss").glob("*.gz"))]
    return [(body, FDA.parse(payload(body))) for body in bodies]


def strings(value: object, key: str = "") -> Iterator[str]:
    """Every text in a JSON value or a dataclass turned into one, but for the keys that are translated."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, str(name))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner, key)
    elif value not in (None, "") and key not in TRANSLATED:
        yield str(value)


def lost(row: dict[str, object], notice: Notice) -> set[str]:
    """What a row says and its notice does not; white space at the ends of a UPC and mended addresses aside."""
    kept = {text.strip() for text in strings(asdict(notice))}
    return {text for text in strings(row) if text.strip() and text.strip() not in kept and "ttps:/" not in text}


def test_the_whole_archive_is_read_without_a_reject(archive: tuple[list[dict[str, object]], Harvest]) -> None:
    rows, harvest = archive
    assert (len(rows), len(harvest.notices), len(harvest.rejected)) == (9818, 9818, 0)
    assert harvest.complete
    assert [n.number for n in harvest.notices] == [r["RecallNumber"] for r in rows]
    assert all(n.title and n.published and n.url.startswith("http") for n in harvest.notices)


def test_no_row_of_the_archive_loses_a_word(archive: tuple[list[dict[str, object]], Harvest]) -> None:
    rows, harvest = archive
    assert [(r["RecallNumber"], lost(r, n)) for r, n in zip(rows, harvest.notices, strict=True) if lost(r, n)] == []


def test_only_the_known_junk_countries_give_no_code(archive: tuple[list[dict[str, object]], Harvest]) -> None:
    left = {value for n in archive[1].notices for key, value in n.extra if key.startswith("ManufacturerCountries")}
    assert {value for value in left if "(" not in value} == {
        "N/A",
        "Unknown",
        "Various countries",
        "United Stateso",
        "Yugoslavia",
        "Assembled in the United States",
        "Assembled in United States",
        "Japan and assembled in the United States",
        "United States and Mexico",
    }


@pytest.mark.parametrize(("name", "count"), [("api-2026-07.json", 2), ("api-2018-09.json", 3)])
def test_a_true_answer_of_the_service_is_read_field_by_field(shared: Path, name: str, count: int) -> None:
    body = (shared / "data/us-cpsc" / name).read_bytes()
    rows, harvest = json.loads(body), CPSC.parse(payload(body))
    assert (len(harvest.notices), harvest.rejected) == (count, ())
    for row, notice in zip(rows, harvest.notices, strict=True):
        same_fields(row, notice)
        same_lists(row, notice)
        assert lost(row, notice) == set()


def same_fields(row: dict[str, str], notice: Notice) -> None:
    """Assert the fields that hold one text."""
    assert (notice.source, notice.number) == ("us-cpsc", row["RecallNumber"])
    assert (notice.title, notice.url) == (row["Title"], row["URL"])
    assert f"{notice.published}T00:00:00" == row["RecallDate"]
    assert f"{notice.updated}T00:00:00" == row["LastPublishDate"]
    assert (notice.summary, notice.contact) == (row["Description"], row["ConsumerContact"] or "")


def same_lists(row: dict[str, list[dict[str, str]]], notice: Notice) -> None:
    """Assert the fields that hold lists."""
    assert notice.hazard == "\n".join(h["Name"] for h in row["Hazards"])
    assert notice.remedy == "\n".join(r["Name"] for r in row["Remedies"])
    assert notice.incidents == "\n".join(i["Name"] for i in row["Injuries"])
    assert notice.remedy_options == tuple(o["Option"] for o in row["RemedyOptions"])
    assert notice.sold_at == tuple(r["Name"] for r in row["Retailers"])
    assert notice.images == tuple(Image(i["URL"], i.get("Caption", "")) for i in row["Images"])
    assert notice.declared == tuple(DeclaredLink("same_event", i["URL"]) for i in row["Inconjunctions"])
    assert notice.products == tuple(
        ListedProduct(p["Name"], category=p["Type"], units=p["NumberOfUnits"]) for p in row["Products"]
    )
    firms = [(f["Name"], role) for role in ("Manufacturer", "Importer", "Distributor") for f in row[f"{role}s"]]
    assert [(f.name, f.role.capitalize()) for f in notice.firms] == firms
    codes = {"China": "CN", "U.S.": "US", "United States": "US"}
    assert notice.made_in == tuple(codes[c["Country"]] for c in row["ManufacturerCountries"])


def test_every_capture_of_the_fda_feed_gives_its_20_items(feeds: list[tuple[bytes, Harvest]]) -> None:
    assert len(feeds) == 130
    assert {(len(harvest.notices), len(harvest.rejected)) for _, harvest in feeds} == {(20, 0)}


def test_the_keys_of_the_fda_feed_never_collide(feeds: list[tuple[bytes, Harvest]]) -> None:
    notices = [notice for _, harvest in feeds for notice in harvest.notices]
    assert len({n.number for n in notices}) == len({n.url for n in notices}) == 183
    assert all(urlsplit(n.url).path.endswith(f"/{n.number}") for n in notices)
    assert all(n.published and n.summary and n.url.startswith("https://www.fda.gov/") for n in notices)
    assert not [n.number for n in notices if "&amp;" in n.summary + n.title or "<br" in n.summary]


def test_the_one_rescission_is_a_correction_and_expansions_say_so(feeds: list[tuple[bytes, Harvest]]) -> None:
    notices = {notice.number: notice for _, harvest in feeds for notice in harvest.notices}.values()
    withdrawn = [n for n in notices if n.kind is Kind.CORRECTION]
    assert [n.number[:17] for n in withdrawn] == ["correction-notice"]
    assert [d.type for d in withdrawn[0].declared] == ["withdraws"]
    counts = [d.type for n in notices for d in n.declared]
    assert {kind: counts.count(kind) for kind in set(counts)} == {"withdraws": 1, "expands": 7, "supersedes": 1}


def test_three_files_of_canada_differ_by_what_was_added_and_one_silent_edit(shared: Path) -> None:
    files = sorted((shared / "data/ca-rsa").glob("*z.json.gz"))
    harvests = [CANADA.parse(payload(gzip.decompress(path.read_bytes()))) for path in files]
    first, second, third = ({n.number: replace(n, payload="") for n in h.notices} for h in harvests)
    assert [(len(h.notices), len(h.rejected), h.complete) for h in harvests] == [
        (33948, 0, True),
        (33949, 0, True),
        (33955, 0, True),
    ]
    assert [number for number in second if first.get(number) not in (None, second[number])] == ["82492"]
    assert first["82492"].updated == second["82492"].updated
    assert second.items() <= third.items()
    assert sum(n.status is Status.WITHDRAWN for n in third.values()) == 9
