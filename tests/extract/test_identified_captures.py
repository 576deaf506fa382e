"""How much of the captured answers that identify food and vehicles is understood: counts, so that a loss is seen."""

import csv
import gzip
import html
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from recallwatch.extract import read
from recallwatch.extract.vehicles import VehicleRow, vehicle_products
from recallwatch.match import judge
from recallwatch.model import Code, Item, ListedProduct, Notice, Product, Scope

from .making import quotes

pytestmark = pytest.mark.shared


def _counted(products: list[Product]) -> dict[str, int]:
    """Of how many product lines bar codes, lots and dates were read, and how complete they are."""
    count: Counter[str] = Counter()
    for product in products:
        codes = [c for s in product.selectors for c in s.lots]
        count["gtin"] += any(s.gtins for s in product.selectors)
        count["lot"] += any(c.kind == "lot" for c in codes)
        count["date"] += any(c.order == "date" for c in codes)
        count["lot or date"] += bool(codes)
        count["every unit"] += all(s.scope is Scope.ALL for s in product.selectors)
        count["unknown"] += any(s.scope is Scope.UNKNOWN for s in product.selectors)
    return dict(count)


def _exact(notice: Notice) -> bool:
    texts = notice.texts()
    return all(texts[q.part][q.start : q.end] == q.text for q in quotes(read(notice)))


def _enforcement(shared: Path) -> list[Notice]:
    text = gzip.decompress((shared / "data/us-fda/openfda-food-2020-2024.columns.csv.gz").read_bytes()).decode()
    rows = [dict(row) for row in csv.DictReader(io.StringIO(text))]
    rows += json.loads((shared / "data/us-fda/openfda-food-2026-07.json").read_text())["results"]
    return [
        Notice(
            "us-fda",
            str(n),
            row["reason_for_recall"],
            products=(
                ListedProduct(row["product_description"], codes=f"{row['code_info']} {row['more_code_info']}".strip()),
            ),
            jurisdictions=("US",),
        )
        for n, row in enumerate(rows)
    ]


def test_of_503_enforcement_reports(shared: Path) -> None:
    notices = _enforcement(shared)
    assert all(map(_exact, notices))
    readings = [read(notice) for notice in notices]
    assert len(readings) == 503
    assert sum(bool(reading.review) for reading in readings) == 37
    assert _counted([reading.products[0] for reading in readings]) == {
        "gtin": 254,
        "lot": 254,
        "date": 273,
        "lot or date": 392,
        "every unit": 76,
        "unknown": 35,
    }


def _given(code: Code) -> str:
    return code.values[0] if code.values else code.first or code.last


def test_a_lot_given_back_as_printed_is_affected(shared: Path) -> None:
    outcomes: Counter[str] = Counter()
    for notice in _enforcement(shared):
        reading = read(notice)
        for selector in reading.products[0].selectors:
            lots = [code for code in selector.lots if code.kind == "lot"]
            if selector.gtins and lots and selector.scope is Scope.LISTED:
                mine = Item("i", "o", serial=_given(lots[0]), gtin=selector.gtins[0].value)
                verdict = judge(mine, notice, reading, revision=1)
                outcomes[str(verdict.outcome) if verdict else "none"] += 1
    assert outcomes == {"affected": 111}


def _records(shared: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted((shared / "data/fr-rappelconso").glob("*v2*.json")):
        said = json.loads(path.read_text())
        found += said.get("results", [said])
    return found


def test_of_28_french_records(shared: Path) -> None:
    products: list[Product] = []
    for record in _records(shared):
        packed = record["identification_produits"]
        codes = "$".join(packed) if isinstance(packed, list) else packed
        line = ListedProduct(record["libelle"], brand=record["marque_produit"], codes=codes)
        notice = Notice("fr", "1", record["libelle"], products=(line,), language="fr", jurisdictions=("FR",))
        assert _exact(notice)
        products += read(notice).products
    assert len(products) == 28
    assert _counted(products) == {
        "gtin": 24,
        "lot": 18,
        "date": 23,
        "lot or date": 23,
        "every unit": 1,
        "unknown": 5,
    }


def test_of_111_inspected_items(shared: Path) -> None:
    latest: dict[str, dict[str, str]] = {}
    for path in sorted((shared / "data/us-fsis/api-year-2024").glob("*.json.gz")):
        for row in json.loads(gzip.decompress(path.read_bytes())):
            if row["langcode"] == "English":
                latest[row["field_recall_number"].strip()] = row
    products: list[Product] = []
    for row in latest.values():
        items = [_plain(item) for item in re.findall(r"<li[^>]*>(.*?)</li>", row["field_summary"], re.DOTALL)]
        lines = tuple(ListedProduct(item[:80], codes=item) for item in items)
        notice = Notice(
            "us-fsis", "1", "Recall", summary=_plain(row["field_summary"]), products=lines, jurisdictions=("US",)
        )
        assert _exact(notice)
        products += read(notice).products if lines else []
    assert len(products) == 111
    assert sum(any(s.serials for s in p.selectors) for p in products) == 74
    assert _counted(products) == {
        "gtin": 0,
        "lot": 33,
        "date": 43,
        "lot or date": 63,
        "every unit": 23,
        "unknown": 25,
    }


def _plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


def test_of_41_rows_of_two_vehicle_campaigns(shared: Path) -> None:
    rows = [line.split("\t") for line in (shared / "data/us-nhtsa/flat-rcl-2026-07.tsv").read_text().splitlines()]
    by_campaign: dict[str, list[VehicleRow]] = {}
    for row in rows:
        by_campaign.setdefault(row[1], []).append(VehicleRow(row[2], row[3], row[4], row[8], row[9]))
    lines = {campaign: vehicle_products(found) for campaign, found in by_campaign.items()}
    assert (len(rows), {campaign: len(found) for campaign, found in lines.items()}) == (
        41,
        {"26V481000": 5, "26V421000": 1},
    )
    assert all(line.vehicle and line.vehicle.years for found in lines.values() for line in found)


def test_each_of_99_campaigns_of_one_make_asks_for_the_look_up(shared: Path) -> None:
    data = (shared / "data/us-nhtsa/recalls-by-vehicle-porsche.reshaped.json.gz").read_bytes()
    outcomes: Counter[tuple[str, str]] = Counter()
    for row in json.loads(gzip.decompress(data)):
        lines = vehicle_products([VehicleRow("PORSCHE", row["model"], str(row["year"]))])
        notice = Notice("us-nhtsa", row["campaign"], row["summary"], products=lines, jurisdictions=("US",))
        for year in (row["year"], row["year"] + 40):
            mine = Item("i", "o", name=f"{year} Porsche {row['model']}")
            verdict = judge(mine, notice, read(notice), revision=1)
            outcomes["inside" if year == row["year"] else "outside", str(verdict and verdict.outcome)] += 1
    assert outcomes == {("inside", "check"): 99, ("outside", "clear"): 99}
