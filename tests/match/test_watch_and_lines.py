import json
from dataclasses import replace

import pytest

from recallwatch.match import explain, hit_line, watch_hit
from recallwatch.model import OPERATOR, Kind, Quote, Reading, Watch

from .support import MAKER, item, reading, selector, verdict
from .test_verdict import CORE, CORE_READ, POWER_BANK, SAFE, SAFES

SAID = replace(MAKER, jurisdictions=("US",))
UNDERSTOOD = replace(POWER_BANK, hazards=("fire",))


@pytest.mark.parametrize(
    ("watch", "want"),
    [
        (Watch("w", "o", "all"), True),
        (Watch("w", "o", "n", words="power BANK a1112"), True),
        (Watch("w", "o", "n", words="power stroller"), False),
        (Watch("w", "o", "n", brand="anker", hazard="fire", country="us", source="maker-anker"), True),
        (Watch("w", "o", "n", brand="Ank"), False),
        (Watch("w", "o", "n", hazard="choking"), False),
        (Watch("w", "o", "n", country="CA"), False),
        (Watch("w", "o", "n", source="us-cpsc"), False),
    ],
)
def test_every_field_of_a_watch_must_fit(watch: Watch, want: bool) -> None:
    assert watch_hit(watch, SAID, UNDERSTOOD) is want


def test_a_watch_for_a_brand_hits_a_notice_not_understood() -> None:
    assert watch_hit(Watch("w", "o", "n", brand="Anker"), SAID, Reading())


def test_a_hit_has_the_promised_shape() -> None:
    found = verdict(item("powercore 10000", "A-1263", brand="Anker"), CORE, CORE_READ)
    assert found is not None
    line = json.loads(json.dumps(hit_line(found, CORE, "case:1", action="Stop using it.")))
    assert list(line) == ["notice", "case", "verdict", "evidence", "question", "title", "url", "action"]
    first = {
        "axis": "identity",
        "rule": "brand+model",
        "yours": "A-1263",
        "theirs": "A1263",
        "quote": "model number A1263",
    }
    assert line["evidence"][0] == first
    assert line["question"]["where"] == "printed on the bottom"


def test_a_hit_that_rests_on_an_operators_word_has_a_note_for_a_quote() -> None:
    found = verdict(item("powercore 10000", "A-1263", brand="Anker"), CORE, CORE_READ)
    assert found is not None
    noted = replace(found, evidence=(replace(found.evidence[0], quote=Quote(OPERATOR, 0, 4, "seen")),))
    line = json.loads(json.dumps(hit_line(noted, CORE, "case:1", action="Stop using it.")))
    assert (line["evidence"][0]["quote"], line["evidence"][0]["note"]) == ("", "seen")


def test_a_missing_serial_is_explained_and_asked_for() -> None:
    mine = item("powercore 10000", "A-1263", brand="Anker")
    found = verdict(mine, CORE, CORE_READ)
    assert found is not None
    whys = explain(mine, CORE, found)
    assert whys[0].sentence == "Your model A-1263 is in this recall only for some serial numbers."
    assert whys[-1].sentence == "Yours is missing: it is on the bottom."
    assert whys[-1].quote == "printed on the bottom"


def test_a_border_rejection_is_never_called_a_recall() -> None:
    refused = replace(MAKER, kind=Kind.BORDER_REJECTION)
    mine = item("anker 321 powerbank", "A1112")
    found = verdict(mine, refused, POWER_BANK)
    assert found is not None
    assert not any("recall" in why.sentence for why in explain(mine, refused, found))


@pytest.mark.parametrize("serial", ["SQC202130000", "SQC202250000", ""])
def test_every_reason_is_a_sentence_with_what_was_typed(serial: str) -> None:
    mine = item("gun safe", "QCJJ01", brand="MouTec", serial=serial)
    found = verdict(mine, SAFES, SAFE)
    assert found is not None
    whys = explain(mine, SAFES, found)
    assert all(why.sentence[0].isupper() and why.sentence.endswith((".", "?")) for why in whys)
    assert "QCJJ01" in whys[0].sentence
    assert serial in " ".join(why.sentence for why in whys)
    assert all("{" not in why.sentence for why in whys)


def test_units_without_a_selector_are_asked_about() -> None:
    found = verdict(item("anker 321 power bank"), MAKER, Reading())
    assert found is not None
    assert found.question is not None


def test_a_name_alone_says_what_it_fits() -> None:
    mine = item("anker 321 power bank")
    found = verdict(mine, MAKER, reading("321 Power Bank", "Anker", selector("A1112")))
    assert found is not None
    assert "321 Power Bank" in explain(mine, MAKER, found)[0].sentence
