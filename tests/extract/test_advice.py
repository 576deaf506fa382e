"""What a notice becomes in a message: nothing less than it says, nothing more."""

from typing import Any

import pytest

from recallwatch.extract import advise, read
from recallwatch.model import Advice, Kind, Status
from tests.making import notice


def _advice(**changed: Any) -> Advice:
    made = notice(**changed)
    return advise(made, read(made))


def _steps(**changed: Any) -> list[str]:
    return [step.text for step in _advice(**changed).steps]


def test_the_headline_names_the_thing_and_the_danger() -> None:
    assert _advice().headline == "Voltique power banks (VQ500) recalled: fire hazard"


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        (Kind.BORDER_REJECTION, Status.ACTIVE, "stopped at the border"),
        (Kind.WARNING, Status.ACTIVE, "safety warning"),
        (Kind.RECALL, Status.WITHDRAWN, "recall withdrawn"),
    ],
)
def test_what_is_no_recall_is_not_called_one(kind: Kind, status: Status, said: str) -> None:
    headline = _advice(kind=kind, status=status).headline
    assert said in headline
    assert "recalled" not in headline


def test_the_danger_is_told_whole() -> None:
    hazard = "The battery can overheat. It can melt, smoke or catch fire."
    assert _advice(hazard=hazard).danger == hazard


def test_a_mere_label_becomes_a_sentence() -> None:
    assert _advice(hazard="Fire & Burn").danger.startswith("The notice names this: ")


@pytest.mark.parametrize(
    ("remedy", "first"),
    [
        ("Consumers should immediately stop using the lamps and contact Lumo.", "Immediately stop using the lamps."),
        ("Stop using the lamp at once.\nFill in the form.", "Stop using the lamp at once."),
        ("Consumers should not eat the flour and return it.", "Do not eat the flour."),
        ("Lumo will send a new plug.", "Stop using it."),
    ],
)
def test_the_first_step_is_to_stop_in_the_notices_words(remedy: str, first: str) -> None:
    assert _steps(remedy=remedy)[0] == first


def test_when_only_some_units_are_meant_nobody_is_told_more_than_that() -> None:
    summary = "This recall involves power banks with model number VQ500 and certain serial numbers."
    assert _steps(summary=summary, remedy="")[0] == "Stop using it until you know whether yours is affected."


def test_the_notices_own_words_on_what_is_given_are_kept() -> None:
    remedy = "Stop using it.\nYou receive a Voltique VQ700 as a free replacement."
    assert "You receive a Voltique VQ700 as a free replacement." in _steps(remedy=remedy)


def test_what_the_claim_needs_is_listed() -> None:
    remedy = "Stop using it. Ask for a refund. You need the serial number; a proof of purchase makes it faster."
    assert "Have ready: the serial number, proof of purchase." in _steps(remedy=remedy)


def test_a_lithium_battery_never_goes_into_the_bin() -> None:
    assert any(text.startswith("Never put it in the bin") for text in _steps())


def test_a_kettle_may_go_into_the_bin() -> None:
    steps = _steps(
        title="Lumo Recalls Kettles",
        hazard="The handle can break, posing a burn hazard.",
        products=(),
        summary="Kettles.",
    )
    assert not any("bin" in text for text in steps)


def test_fire_is_urgent_and_a_correction_is_not() -> None:
    assert _advice().urgent
    assert not _advice(kind=Kind.CORRECTION).urgent


@pytest.mark.parametrize("advisory", ["Do not drive", "Park outside"])
def test_a_vehicle_that_must_not_be_driven_or_parked_inside_is_urgent(advisory: str) -> None:
    made = {"title": "Orbit recalls Lynx", "summary": "", "hazard": "", "products": ()}
    assert _advice(remedy=f"Consumer advisory: {advisory}.\nDealers will inspect the hose.", **made).urgent
    assert not _advice(remedy="Dealers will inspect the hose.", **made).urgent
