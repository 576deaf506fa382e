"""The American sources against what the services really served."""

import csv
import gzip
import io
import json
from itertools import pairwise
from pathlib import Path

import pytest

from recallwatch.extract import read
from recallwatch.model import Harvest, Notice, Severity
from recallwatch.text.vin import Decoded
from recallwatch.text.vpic import read_decoded
from scrapers.us_cpsc import SOURCE as CPSC
from scrapers.us_cpsc_web import SOURCE as CPSC_WEB
from scrapers.us_fda_food import SOURCE as FOOD
from scrapers.us_fsis import SOURCE as FSIS
from scrapers.us_fsis_rss import SOURCE as FSIS_RSS
from scrapers.us_nhtsa import SOURCE as NHTSA
from tests.scrapers.support import payload

pytestmark = pytest.mark.shared


def unpacked(path: Path) -> bytes:
    """A captured file."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_the_captured_rows_are_two_campaigns_with_every_vehicle(shared: Path) -> None:
    body = (shared / "data/us-nhtsa/flat-rcl-2026-07.tsv").read_bytes()
    harvest = NHTSA.parse(payload(body))
    assert [(n.number, str(n.published), len(n.products)) for n in harvest.notices] == [
        ("26V481000", "2026-07-24", 5),
        ("26V421000", "2026-07-01", 1),
    ]
    said = {(row[2], row[3], int(row[4])) for row in (line.split("\t") for line in body.decode().splitlines())}
    lines = [p.vehicle for n in harvest.notices for p in n.products if p.vehicle]
    assert {(v.make, v.model, year) for v in lines for year in v.years} == said


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("campaign1", {"16V741000": "2016-10-14"}),
        ("vin_recalls1", {"16V741000": "2016-10-14", "17V295000": "2017-05-02", "18V579000": "2018-09-05"}),
        ("problem_campaign", {"18V920000": "2018-12-20"}),
        ("no_recalls", {}),
    ],
)
def test_answers_of_2018_are_campaigns_too(shared: Path, name: str, days: dict[str, str]) -> None:
    harvest = NHTSA.parse(payload(unpacked(shared / f"data/us-nhtsa/api-2018-basic/{name}.json.gz")))
    assert {n.number: str(n.published) for n in harvest.notices} == days
    assert not harvest.rejected


def test_days_of_today_s_answers_come_first(shared: Path) -> None:
    rows = json.loads(unpacked(shared / "data/us-nhtsa/recalls-by-vehicle-porsche.reshaped.json.gz"))
    keys = {"campaign": "NHTSACampaignNumber", "model": "Model", "year": "ModelYear", "date": "ReportReceivedDate"}
    keys |= {"summary": "Summary", "component": "Component", "remedy": "Remedy", "consequence": "Consequence"}
    results = [{keys[k]: v for k, v in row.items() if k in keys} | {"Make": "P", "Manufacturer": "P"} for row in rows]
    harvest = NHTSA.parse(payload(json.dumps({"Count": len(results), "results": results})))
    assert (len(harvest.notices), harvest.rejected) == (99, ())
    assert all(n.published and n.number.startswith(f"{n.published.year % 100:02d}") for n in harvest.notices)


def test_true_enforcement_reports_are_events_with_every_product(shared: Path) -> None:
    harvest = FOOD.parse(payload((shared / "data/us-fda/openfda-food-2026-07.json").read_bytes()))
    assert [(n.number, len(n.products), n.severity) for n in harvest.notices] == [
        ("99040", 2, Severity("fda-class", "I")),
        ("99068", 1, Severity("fda-class", "I")),
    ]
    powder = read(harvest.notices[1]).products[0].selectors
    assert any(code.values == ("2026-04-14",) for selector in powder for code in selector.lots)


def test_five_hundred_rows_of_four_years_are_314_events(shared: Path) -> None:
    text = unpacked(shared / "data/us-fda/openfda-food-2020-2024.columns.csv.gz").decode()
    rows = [row | {"openfda": {}} for row in csv.DictReader(io.StringIO(text))]
    answer = {"meta": {"results": {"skip": 0, "limit": 1000, "total": 500}}, "results": rows}
    harvest = FOOD.parse(payload(json.dumps(answer)))
    assert (len(harvest.notices), sum(len(n.products) for n in harvest.notices), harvest.rejected) == (314, 500, ())
    assert {n.severity.value for n in harvest.notices if n.severity} == {"I", "II", "III"}


@pytest.fixture(scope="module")
def fsis(shared: Path) -> list[Harvest]:
    """Every capture of FSIS's list of 2024, oldest first."""
    files = sorted((shared / "data/us-fsis/api-year-2024").glob("*.gz"))
    return [FSIS.parse(payload(unpacked(path))) for path in files]


def test_every_capture_of_fsis_is_read_whole_and_no_number_leaves(fsis: list[Harvest]) -> None:
    assert [len(h.notices) for h in fsis] == [72] * 3 + [73, 74, 74, 75, 75, 76, 76, 77, 77] + [78] * 4 + [
        79,
        79,
        81,
        81,
        81,
        81,
        81,
        82,
    ]
    assert not [h.rejected for h in fsis if h.rejected]
    numbers = [{n.number for n in h.notices} for h in fsis]
    assert all(before <= after for before, after in pairwise(numbers))


def test_every_spanish_notice_translates_one_that_is_there_and_both_expansions_say_so(fsis: list[Harvest]) -> None:
    notices: dict[str, Notice] = {n.id: n for n in fsis[-1].notices}
    tied = [(n.number, d.type, d.target) for n in notices.values() for d in n.declared]
    assert all(target in notices for _, _, target in tied)
    assert sum(kind == "translates" for _, kind, _ in tied) == 26
    assert [number for number, kind, _ in tied if kind == "expands"] == ["030-2024-EXP", "023-2024-EXP"]


def test_no_address_of_fsis_holds_its_readers(fsis: list[Harvest]) -> None:
    assert not [n.number for h in fsis for n in h.notices if "safelinks" in n.summary]
    assert sum(not n.products for n in fsis[-1].notices) < 15


def test_every_capture_of_the_fsis_feed_gives_its_50_items_under_lasting_keys(shared: Path) -> None:
    files = sorted((shared / "data/us-fsis/rss").glob("*.gz"))
    harvests = [FSIS_RSS.parse(payload(unpacked(path))) for path in files]
    assert {(len(h.notices), len(h.rejected)) for h in harvests} == {(50, 0)}
    notices = [n for h in harvests for n in h.notices]
    assert (len(files), len({n.number for n in notices}), len({n.url for n in notices})) == (65, 106, 106)


def test_items_of_the_fsis_feed_meet_the_service_at_its_addresses(shared: Path, fsis: list[Harvest]) -> None:
    feed = FSIS_RSS.parse(payload(unpacked(shared / "data/us-fsis/rss/20250109T111401Z.xml.gz")))
    urls = {n.url for n in fsis[-1].notices}
    of_2024 = [n for n in feed.notices if n.published and n.published.year == 2024]
    assert of_2024
    assert [n.number for n in of_2024 if n.url not in urls] == []


def test_the_sites_list_tells_the_services_recalls_and_three_more(shared: Path) -> None:
    listed = CPSC_WEB.parse(payload(unpacked(shared / "data/us-cpsc/web-export-2026-04.csv.gz")))
    archive = CPSC.parse(payload(unpacked(shared / "data/us-cpsc/archive-to-2026-05.api-shape.json.gz")))
    assert (len(listed.notices), listed.rejected) == (902, ())
    told = {n.id for n in archive.notices}
    assert sorted(n.id for n in listed.notices if n.id not in told) == [
        "us-cpsc:25016",
        "us-cpsc:25163",
        "us-cpsc:26282",
    ]


def test_every_part_of_the_sites_list_is_read_without_a_reject(shared: Path) -> None:
    files = sorted((shared / "data/us-cpsc/web-export-raw").glob("*.gz"))
    harvests = [CPSC_WEB.parse(payload(unpacked(path))) for path in files]
    assert len(files) == 6
    assert not [h.rejected for h in harvests if h.rejected]
    assert all(n.published and n.summary and n.hazard for h in harvests for n in h.notices)


@pytest.mark.parametrize(
    ("name", "decoded"),
    [("vin1", Decoded("TOYOTA", "PRIUS", "2017")), ("vin2", Decoded("TOYOTA", "LAND CRUISER", "2004"))],
)
def test_true_answers_of_the_vin_decoder_name_the_vehicle(shared: Path, name: str, decoded: Decoded) -> None:
    saved = unpacked(shared / f"data/us-nhtsa/api-2018-basic/{name}.json.gz")
    assert read_decoded(saved[saved.index(b"{") :]) == decoded  # one begins with a line of its keeper's
