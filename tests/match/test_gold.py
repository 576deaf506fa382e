"""The labelled registrations, judged with what extraction really gives: a floor that only ever rises."""

import gzip
import importlib.util
import json
from collections import defaultdict
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from recallwatch.extract import read
from recallwatch.match import item_keys, judge, notice_keys
from recallwatch.model import Item, Key, Notice, PartialDate, Payload, Reading
from scrapers import us_cpsc

pytestmark = pytest.mark.shared

Known = dict[str, tuple[Notice, Reading]]


@pytest.fixture(scope="module")
def score(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", shared / "eval/score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def known(shared: Path, score: Any) -> Known:
    """The notices behind the labels that the CPSC archive has, as read today."""
    wanted = {score.notice_id(row["id"]) for row in rows(shared / "gold/dev_notices.jsonl")}
    body = gzip.decompress((shared / "data/us-cpsc/archive-to-2026-05.api-shape.json.gz").read_bytes())
    saved = Payload(sha256(body).hexdigest(), us_cpsc.SOURCE.id, "file", body, datetime.now(UTC))
    return {n.id: (n, read(n)) for n in us_cpsc.parse(saved).notices if n.id in wanted}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def typed(row: dict[str, Any]) -> Item:
    bought = PartialDate.parse(row["purchased"]) if "purchased" in row else None
    texts = {name: row.get(name, "") for name in ("name", "brand", "model", "serial", "gtin")}
    return Item("i", "o", **texts, purchased=bought)


def checked(item: Item, known: Known, index: dict[Key, set[str]]) -> list[dict[str, str]]:
    found = {notice for key in item_keys(item) for notice in index.get(key, ())}
    verdicts = [judge(item, *known[notice], revision=1) for notice in sorted(found)]
    return [{"notice": v.notice, "verdict": str(v.outcome)} for v in verdicts if v]


def test_labelled_registrations_stay_above_the_floor(shared: Path, score: Any, known: Known) -> None:
    index: dict[Key, set[str]] = defaultdict(set)
    for notice_id, (notice, understood) in known.items():
        for key in notice_keys(notice, understood):
            index[key].add(notice_id)
    gold = [
        g | {"expect": {k: v for k, v in g["expect"].items() if score.notice_id(k) in known}}
        for g in rows(shared / "gold/dev_matching.jsonl")
    ]
    answers = [{"ref": row["ref"], "hits": checked(typed(row), known, index)} for row in score.registrations(gold)]
    figures, wrong = score.matching(gold, answers)
    assert figures["alert"]["precision"] >= 0.95, "\n".join(wrong)
    assert figures["alert"]["recall"] >= 0.94, "\n".join(wrong)
    assert figures["extra_hits_per_registration"] <= 0.03
