"""The texts of a notice cut into what was understood as what."""

from hypothesis import given, settings

from recallwatch.extract import read
from recallwatch.extract.highlight import Mark, highlight
from recallwatch.model import Notice, Reading
from tests.making import notice

from .test_quotes import _NOTICES


def _marked(summary: str, **changed: str) -> list[tuple[str, Mark]]:
    made = notice(summary=summary, **changed)
    return [(s.text, s.mark) for s in highlight(made, read(made))["summary"] if s.mark]


@settings(max_examples=100, deadline=None)
@given(_NOTICES)
def test_stretches_put_together_are_the_text(made: Notice) -> None:
    for part, stretches in highlight(made, read(made)).items():
        assert "".join(s.text for s in stretches) == made.texts()[part]


def test_models_codes_and_dates_are_told_apart() -> None:
    said = _marked(
        "This recall involves lamps with model number LX200, made in May 2024, with serial numbers ZK100 through ZK200."
    )
    assert ("LX200", Mark.MODEL) in said
    assert ("ZK100 through ZK200", Mark.CODE) in said
    assert Mark.DATE in [mark for _, mark in said]


def test_a_model_is_marked_wherever_it_stands() -> None:
    said = _marked("The recall involves model number LX200. LX-200 lamps are grey.")
    assert said == [("LX200", Mark.MODEL), ("LX-200", Mark.MODEL)]


def test_a_model_that_is_not_recalled_is_marked_as_such() -> None:
    said = _marked("The recall involves model number LX200. Model number LX300 is not included in this recall.")
    assert ("LX300", Mark.EXCLUDED) in said


def test_a_code_that_nothing_explains_is_marked() -> None:
    assert ("QW7781", Mark.UNEXPLAINED) in _marked("The recall involves model number LX200. See also QW7781.")


def test_a_price_or_an_address_is_no_code() -> None:
    made = notice(sold_at=("At shop.example.com/X7781 for $30.",))
    assert [s.mark for s in highlight(made, Reading())["sold_at.0"]] == [None]
