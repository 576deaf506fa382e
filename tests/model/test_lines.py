"""The line that other programs read."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from recallwatch.extract import read, read_corrected, texts_digest
from recallwatch.model import (
    Act,
    CodeType,
    Correction,
    Link,
    LinkType,
    Notice,
    Overlay,
    Record,
    Revision,
    Rule,
    Severity,
    Status,
)
from recallwatch.model.lines import notice_line
from tests.making import NOON, notice

_LATER = NOON + timedelta(days=1, microseconds=5)
_KEYS = (
    "id source number revision kind status url title language jurisdictions published updated first_seen changed_at "
    "summary hazard severity remedy units sold firms sold_at made_in products images incidents case links payload "
    "parser"
)
_SELECTOR = (
    "models model_patterns excluded_models aliases gtins retailer_ids serials lots made model_years conditions scope"
)


def _record(made: Notice) -> Record:
    revision = Revision(made, read(made), 2, "digest", NOON, material=True, payload="ab12", parser="test/1")
    return Record(revision, NOON, _LATER, _LATER, Status.MISSING, "case-1")


def test_every_promised_key_is_there_in_its_order() -> None:
    line = notice_line(_record(notice()), ())
    assert [key for key in line if key in _KEYS.split()] == _KEYS.split()


def test_a_selector_has_every_promised_key() -> None:
    line = json.loads(json.dumps(notice_line(_record(notice()), ())))
    (selector,) = line["products"][0]["selectors"]
    assert set(_SELECTOR.split()) <= set(selector)
    assert (selector["models"], selector["scope"]) == (["VQ500"], "all")


def test_times_are_utc_seconds_and_days_are_days() -> None:
    line = notice_line(_record(notice()), ())
    assert line["first_seen"] == "2026-11-23T12:00:00Z"
    assert line["changed_at"] == "2026-11-24T12:00:00Z"
    assert (line["published"], line["updated"]) == ("2026-11-20", None)
    assert line["sold"] == {"from": "2024-03", "to": "2026-05"}


def test_our_own_observation_of_the_status_is_told() -> None:
    assert notice_line(_record(notice()), ())["status"] == "missing"


def test_codes_carry_their_words() -> None:
    made = notice(summary="Power banks with serial numbers ZK0100 through ZK0200 are recalled.")
    line = json.loads(json.dumps(notice_line(_record(made), ())))
    (code,) = line["products"][0]["selectors"][0]["serials"]
    assert (code["type"], code["from"], code["to"]) == ("range", "ZK0100", "ZK0200")
    assert code["quote"] == "ZK0100 through ZK0200"


def test_what_only_an_operator_says_is_no_quote() -> None:
    made = notice()
    rule = Rule(CodeType.RANGE, first="ZK1", last="ZK9")
    overlay = Overlay(
        made.id, 1, (Correction(Act.ADD_CODE, rule=rule, note="see label"),), "ann", NOON, texts_digest(made)
    )
    record = _record(made)
    corrected = replace(record, revision=replace(record.revision, reading=read_corrected(made, overlay)))
    line = json.loads(json.dumps(notice_line(corrected, ())))
    (code,) = line["products"][0]["selectors"][0]["serials"]
    assert (code["from"], code["quote"], code["note"]) == ("ZK1", "", "see label")


def test_links_and_severity_are_laid_out() -> None:
    link = Link("test:100", "other:7", LinkType.SAME_EVENT, 0.97, ("models VQ500",))
    line = notice_line(_record(notice(severity=Severity("fda-class", "I"))), (link,))
    assert line["severity"] == {"scheme": "fda-class", "value": "I"}
    assert line["links"] == [
        {"from": "test:100", "to": "other:7", "type": "same_event", "score": 0.97, "evidence": ["models VQ500"],
         "decided_by": "rule"}
    ]  # fmt: skip


def test_a_local_time_is_told_in_utc() -> None:
    in_berlin = datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    record = replace(_record(notice()), first_seen=in_berlin)
    assert notice_line(record, ())["first_seen"] == "2026-01-01T00:00:00Z"
