"""European sources against what the services really served."""

import gzip
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from recallwatch.model import Kind, Notice, PartialDate
from scrapers.de_lebensmittelwarnung import SOURCE as GERMANY
from scrapers.eu_safety_gate import SOURCE as SAFETY_GATE
from scrapers.fr_rappelconso import SOURCE as RAPPELCONSO
from scrapers.gb_dvsa import SOURCE as DVSA
from scrapers.gb_fsa import SOURCE as FSA
from scrapers.gb_opss import SOURCE as OPSS
from tests.scrapers.support import payload

pytestmark = pytest.mark.shared


def weekly(shared: Path, step: int) -> list[Notice]:
    """The alerts of every so many captured weekly reports."""
    files = sorted((shared / "data/eu-safety-gate/weekly-xml").glob("*.gz"))[::step]
    harvests = [SAFETY_GATE.parse(payload(gzip.decompress(path.read_bytes()))) for path in files]
    assert not [row for harvest in harvests for row in harvest.rejected]
    return [notice for harvest in harvests for notice in harvest.notices]


def test_each_alert_of_the_weekly_reports_is_one_notice(shared: Path) -> None:
    notices = weekly(shared, 12)
    assert [number for number, n in Counter(x.number for x in notices).items() if n > 1] == []
    alerts = [n for n in notices if not n.number.startswith("addendum/")]
    assert len(alerts) == 2332
    assert all(n.title and n.published and n.url and n.severity and n.products for n in alerts)


def test_an_alert_amended_after_three_years_is_the_same_notice(shared: Path) -> None:
    folder = shared / "data/eu-safety-gate"
    saved = (folder / "json/eu-safety-gate_public-api_10007492_corrigendum.json").read_bytes()
    (later,) = SAFETY_GATE.parse(payload(saved)).notices
    report = gzip.decompress((folder / "weekly-xml/report_10000132.xml.gz").read_bytes())
    first = {n.number: n for n in SAFETY_GATE.parse(payload(report)).notices}[later.number]
    same = ("title", "summary", "hazard", "hazard_classes", "remedy", "kind", "published", "made_in", "severity")
    assert {name for name in same if getattr(first, name) != getattr(later, name)} == set()
    assert first.products[0].gtins == later.products[0].gtins == ("8006569001719",)
    assert (first.updated, later.updated) == (None, PartialDate(2026, 10, 2))


def test_alerts_saved_in_another_language_say_so(shared: Path) -> None:
    for name, language in (("rapex", "fr"), ("rapex_2", "fr"), ("rapex_3", "fr")):
        body = (shared / f"data/eu-safety-gate/json/public-api-notification_{name}.json").read_bytes()
        (notice,) = SAFETY_GATE.parse(payload(body)).notices
        assert (notice.language, notice.number) == (language, json.loads(body)["reference"])


def test_every_captured_french_record_is_a_notice_and_says_what_it_narrows(shared: Path) -> None:
    harvests = [
        RAPPELCONSO.parse(payload(path.read_bytes())) for path in sorted((shared / "data/fr-rappelconso").glob("*"))
    ]
    notices = [notice for harvest in harvests for notice in harvest.notices]
    assert (len(notices), [row for harvest in harvests for row in harvest.rejected]) == (38, [])
    assert sum(bool(n.products[0].codes) for n in notices) == 36
    assert [n.declared[0].target for n in notices if n.declared] == ["eu-safety-gate:SR/00842/26"]


def test_the_sample_of_british_vehicle_recalls_and_what_changed_in_it(shared: Path) -> None:
    def read(name: str) -> dict[str, Notice]:
        body = gzip.decompress((shared / f"data/gb-dvsa/{name}.csv.gz").read_bytes())
        harvest = DVSA.parse(payload(body))
        assert not harvest.rejected
        return {n.number: replace(n, payload="") for n in harvest.notices}

    sample = read("RecallsFileSmall_1992-2018")
    assert (len(sample), sum(len(n.products) for n in sample.values())) == (274, 438)
    before, after = read("testdata_testData-Before"), read("testdata_testData-After")
    assert (before.keys() - after.keys(), after.keys() - before.keys()) == ({"R/2018/999"}, set())
    assert {n for n in after if after[n] != before[n]} == {
        "R/2009/006",
        "R/2010/334",
        "R/2014/013",
        "R/2018/990",
        "RCOMP/2009/009",
        "RCOMP/2018/990",
    }
    before, after = read("testdata_testData-BeforeDeleting"), read("testdata_testData-AfterDeleting")
    assert before.keys() - after.keys() == {"RCOMP/2009/009"}


def test_the_captured_british_page_and_food_alerts(shared: Path) -> None:
    (opss,) = (shared / "data/gb-opss").glob("*content*")
    (page,) = OPSS.parse(payload(opss.read_bytes())).notices
    assert (page.number, page.kind, page.products[0].gtins) == ("2609-0229", Kind.RECALL, ("5052089365995",))
    assert page.products[0].codes == ""
    (alerts,) = (shared / "data/gb-fsa").glob("*.json")
    found = FSA.parse(payload(alerts.read_bytes()))
    assert [(n.number, len(n.products)) for n in found.notices] == [("FSA-PRIN-32-2026", 3), ("FSA-AA-34-2026", 1)]
    assert not found.rejected


def test_the_249_captured_german_rows_are_a_notice_each(shared: Path) -> None:
    body = gzip.decompress((shared / "data/de-lebensmittelwarnung/list-2022-04.csv.gz").read_bytes())
    harvest = GERMANY.parse(payload(body))
    assert (len(harvest.notices), harvest.rejected) == (249, ())
    assert all(n.language == "de" and n.published and n.firms for n in harvest.notices)
