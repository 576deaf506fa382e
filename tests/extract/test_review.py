"""What a person should look at."""

from .making import reading


def test_a_count_that_does_not_add_up_is_named() -> None:
    (why,) = reading("The recall involves three models of lamps: model numbers LX200 and LX210.").review
    assert "three models" in why
    assert "2 were found" in why


def test_a_code_nobody_explained_is_named() -> None:
    (why,) = reading("Lamps with model number LX200 are recalled. They look like the older QW7781 lamp.").review
    assert "QW7781" in why


def test_a_notice_that_is_understood_needs_no_review() -> None:
    assert reading("The recall involves two models of lamps: model numbers LX200 and LX210.").review == ()
