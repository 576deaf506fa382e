"""What must be told at night, and what can kill."""

from typing import Any

import pytest

from recallwatch.extract import read
from recallwatch.extract.urgency import grave, order, urgent
from recallwatch.model import Kind, Notice, Severity, Status
from tests.making import notice

_DULL: dict[str, Any] = {
    "title": "Lumo Recalls Posters",
    "summary": "Posters of Lumo.",
    "hazard": "The print violates the standard.",
    "remedy": "Contact Lumo for a refund.",
    "products": (),
}


def _dull(**changed: Any) -> Notice:
    return notice(**{**_DULL, **changed})


def test_a_notice_without_danger_can_wait() -> None:
    assert not urgent(_dull(), read(_dull()))
    assert not grave(_dull(), read(_dull()))


@pytest.mark.parametrize(
    ("remedy", "name"),
    [
        ("Consumers should immediately stop using the posters.", "stop"),
        ("Do not eat it.", "do not"),
        ("You should not drive the car.", "do not"),
        ("Unplug the heater.", "unplug"),
        ("Return it without delay.", "at once"),
        ("Keep it away from children.", "keep away"),
        ("Park your car outside and away from buildings.", "park outside"),
        ("The FDA classified this as a Class I recall.", "class I"),
        ("The FDA classified this as a Class II recall.", ""),
        ("Ne plus utiliser le produit.", "arrêter"),
        ("Bitte das Produkt nicht mehr verwenden.", "nicht mehr"),
        ("Contact Lumo for a refund.", ""),
        ("We stopped the sale.", ""),
    ],
)
def test_the_authoritys_own_words_make_it_urgent(remedy: str, name: str) -> None:
    made = _dull(remedy=remedy)
    assert order(made) == name
    assert urgent(made, read(made)) is bool(name)


@pytest.mark.parametrize(
    ("scheme", "value", "is_urgent"),
    [
        ("fda-class", "I", True),
        ("fda-class", "Class I", True),
        ("fda-class", "II", False),
        ("ca-type", "Type I", True),
        ("ca-type", "Type I - Type II", False),
        ("eu-risk", "Serious risk", True),
        ("eu-risk", "Less than serious risk", False),
    ],
)
def test_the_worst_grade_makes_it_urgent(scheme: str, value: str, is_urgent: bool) -> None:
    made = _dull(severity=Severity(scheme, value))
    assert urgent(made, read(made)) is is_urgent


@pytest.mark.parametrize(
    ("hazard", "is_urgent", "is_grave"),
    [
        ("The battery can overheat, posing a fire hazard.", True, True),
        ("The straps pose a strangulation hazard.", True, True),
        ("Hot water can spill, posing a burn hazard.", True, False),
        ("The edge is sharp, posing a laceration hazard.", False, False),
        ("The ladder can break, posing a risk of injury or death.", False, True),
    ],
)
def test_hazards_decide(hazard: str, is_urgent: bool, is_grave: bool) -> None:
    made = _dull(hazard=hazard)
    reading = read(made)
    assert (urgent(made, reading), grave(made, reading)) == (is_urgent, is_grave)


@pytest.mark.parametrize(
    ("incidents", "is_grave"),
    [("One death was reported.", True), ("No injuries or deaths have been reported.", False), ("None.", False)],
)
def test_a_death_that_happened_makes_it_grave(incidents: str, is_grave: bool) -> None:
    made = _dull(incidents=incidents)
    assert grave(made, read(made)) is is_grave


@pytest.mark.parametrize(("kind", "status"), [(Kind.CORRECTION, Status.ACTIVE), (Kind.RECALL, Status.WITHDRAWN)])
def test_what_takes_nothing_back_is_never_urgent(kind: Kind, status: Status) -> None:
    made = notice(kind=kind, status=status)
    assert not urgent(made, read(made))
