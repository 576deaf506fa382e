from dataclasses import replace
from typing import Any

import pytest

from recallwatch.match import explain
from recallwatch.match.explain import _IDENTITY
from recallwatch.model import (
    OPERATOR,
    Acquired,
    Ask,
    Axis,
    CodeType,
    Evidence,
    Item,
    Outcome,
    PartialDate,
    Question,
    Quote,
    Scope,
    Verdict,
    Window,
)

from .support import MAKER, code, item, notice, quote, reading, selector, verdict

MINE = item("anker 321 powerbank", "A-1112")


def of(outcome: Outcome, *evidence: Evidence, question: Question | None = None) -> Verdict:
    return Verdict(MAKER.id, 1, outcome, evidence, question)


def identity(rule: str) -> Evidence:
    return Evidence(Axis.IDENTITY, rule, "A-1112", "A1112", quote("model A1112"))


@pytest.mark.parametrize("rule", sorted(_IDENTITY))
def test_every_identity_rule_has_its_sentence_with_the_quote(rule: str) -> None:
    why = explain(MINE, MAKER, of(Outcome.LIKELY, identity(rule)))[0]
    assert why.quote == "model A1112"
    assert rule == "withdrawn" or "A-1112" in why.sentence or "A1112" in why.sentence
    assert "{" not in why.sentence
    assert why.sentence.endswith(".")


@pytest.mark.parametrize(
    ("outcome", "rule", "want"),
    [
        (Outcome.AFFECTED, "serial range", "The code you gave, K5, is among those this recall lists: K1–K9."),
        (Outcome.CLEAR, "serial range", "The code you gave, K5, is outside what this recall lists: K1–K9."),
        (
            Outcome.CLEAR,
            "date of manufacture",
            "The date of manufacture you gave, K5, is outside what this recall lists: K1–K9.",
        ),
        (Outcome.AFFECTED, "model year", "The model year you gave, K5, is among those this recall lists: K1–K9."),
        (Outcome.AFFECTED, "no code printed", "Units without a printed code are in this recall too."),
    ],
)
def test_unit_rules(outcome: Outcome, rule: str, want: str) -> None:
    unit = Evidence(Axis.UNIT, rule, "K5", "K1–K9", quote("K1 to K9"))
    assert explain(MINE, MAKER, of(outcome, identity("brand+model"), unit))[1].sentence == want


def test_a_purchase_too_early_is_said_plainly() -> None:
    mine = item("gun safe", "QCJJ01", brand="MouTec", bought="2020-01")
    read = reading("gun safes", "MouTec", selector("QCJJ01"), sold=("2021-09", "2023-02"))
    found = verdict(mine, notice("MouTec gun safes"), read)
    assert found is not None
    said = explain(mine, notice("MouTec gun safes"), found)
    assert [w.sentence for w in said][1] == "You got it in 2020-01, before any of these was sold (from 2021-09)."


def test_an_excluded_model_is_said_plainly() -> None:
    out = Evidence(Axis.EXCLUSION, "excluded model", "SDC-1", "SDC1", quote("SDC1 is not included"))
    why = explain(MINE, MAKER, of(Outcome.CLEAR, identity("brand+model pattern"), out))[1]
    assert why.sentence == "This recall itself says that SDC1 is not included, and that is yours (SDC-1)."
    assert why.quote == "SDC1 is not included"


def test_every_unit_and_doubt_are_said() -> None:
    said = [w.sentence for w in explain(MINE, MAKER, of(Outcome.LIKELY, identity("alias")))]
    assert said[1] == "The recall covers every unit of it."
    assert said[2].startswith("We cannot be fully sure")


def test_second_hand_is_said_when_a_date_was_given() -> None:
    mine = Item("i", "o", "power bank", "Anker", "A1112", purchased=PartialDate(2015), acquired=Acquired.SECOND_HAND)
    said = [w.sentence for w in explain(mine, MAKER, of(Outcome.AFFECTED, identity("brand+model")))]
    assert any("second-hand" in sentence for sentence in said)


@pytest.mark.parametrize("ask", list(Ask))
def test_the_question_comes_last_with_the_place(ask: Ask) -> None:
    asked = Question(ask, "Which one is it?", "on the bottom")
    why = explain(MINE, MAKER, of(Outcome.CHECK, identity("brand+model"), question=asked))[-1]
    assert why.quote == "on the bottom"
    assert why.sentence.endswith((".", "?"))


def test_a_code_of_another_form_is_asked_for_again() -> None:
    rule = code(CodeType.RANGE, first="SQC202121000", last="SQC202247603")
    read = reading("gun safes", "MouTec", selector("QCJJ01", scope=Scope.LISTED, serials=(rule,)))
    mine = item("gun safe", "QCJJ01", brand="MouTec", serial="88-1")
    found = verdict(mine, notice("MouTec gun safes"), read)
    assert found is not None
    assert "another form" in explain(mine, notice("MouTec gun safes"), found)[-1].sentence


@pytest.mark.parametrize(
    ("narrow", "want"),
    [
        ({"serials": (code(CodeType.LIST, "K1"),)}, "serial numbers."),
        ({"lots": (code(CodeType.LIST, "K1"),)}, "lot or date codes."),
        ({"made": Window(PartialDate(2020), PartialDate(2021), quote("made"))}, "dates of manufacture."),
    ],
)
def test_what_tells_the_units_apart_is_named(narrow: dict[str, Any], want: str) -> None:
    chosen = replace(selector("F100", scope=Scope.LISTED), **narrow)
    mine, said = item("fan", "F100", brand="Acme"), notice("Acme fans")
    found = verdict(mine, said, reading("fans", "Acme", chosen))
    assert found is not None
    assert explain(mine, said, found)[0].sentence == f"Your model F100 is in this recall only for some {want}"


def test_a_condition_is_asked_in_the_notice_s_words() -> None:
    read = reading("boilers", "Acme", selector("ES2", scope=Scope.LISTED, conditions=("installed above 5,400 ft",)))
    found = verdict(item("boiler", "ES2", brand="Acme"), notice("Acme boilers"), read)
    assert found is not None
    assert found.question is not None
    assert found.question.text == "Does this hold for yours: “installed above 5,400 ft”?"


@pytest.mark.parametrize(
    ("where", "want"),
    [
        ("printed on the bottom edge", "Yours is missing: it is on the bottom edge."),
        ("located on a label, on the underside of the seat", "Yours is missing: it is on a label."),
        ("On the back of the remote control", "Yours is missing: it is on the back of the remote control."),
        ("marked with ink somewhere", "Yours is missing: the notice says where it is printed."),
        ("", "Yours is missing: look for it on the label."),
    ],
)
def test_a_missing_code_is_asked_for_with_its_place(where: str, want: str) -> None:
    asked = Question(Ask.SERIAL, "Which serial number is printed on it?", where)
    said = explain(MINE, MAKER, of(Outcome.CHECK, identity("brand+model"), question=asked))
    assert said[0].sentence == "Your model A-1112 is in this recall only for some serial numbers."
    assert said[-1].sentence == want


def test_what_only_an_operator_says_is_told_as_theirs() -> None:
    added = replace(identity("brand+model"), quote=Quote(OPERATOR, 0, 14, "see the page x"))
    why = explain(MINE, MAKER, of(Outcome.AFFECTED, added))[0]
    said = "Your model A-1112 is in this recall. Added by those who run this service: “see the page x”"
    assert (why.sentence, why.quote) == (said, "")


def test_an_exclusion_that_only_an_operator_says_is_not_put_into_the_notices_mouth() -> None:
    spared = Evidence(Axis.EXCLUSION, "excluded model", "A-1112", "A1112", Quote(OPERATOR, 0, 0, ""))
    (why,) = explain(MINE, MAKER, of(Outcome.CLEAR, spared))
    assert "itself says" not in why.sentence
    assert why.sentence.endswith("Added by those who run this service.")
