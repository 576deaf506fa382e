"""The American sources against what the services really served."""

import gzip
import json
from pathlib import Path

import pytest

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
