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


def test_a_code_like_those_that_were_understood_makes_the_reading_unsure() -> None:
    made = reading("Lamps with model number LX200 are recalled. The LX210Q was sold with a shade.")
    assert (made.unsure, "LX210Q" in made.review[0]) == (True, True)


def test_a_strange_code_of_another_make_only_asks_for_a_look() -> None:
    assert not reading("Lamps with model number LX200 are recalled. They look like the older QW7781 lamp.").unsure


def test_too_few_of_a_counted_list_of_numbers_make_the_reading_unsure() -> None:
    assert reading("The recall involves five model numbers: model numbers LX200 and LX210.").unsure


def test_words_that_narrow_and_were_not_understood_are_named() -> None:
    (why,) = reading("Model LX200 lamps from certain production batches are recalled.").review
    assert "certain production batches" in why


def test_papers_standards_and_telephone_numbers_are_no_strange_codes() -> None:
    made = reading("Lamps with model number LX200 are recalled. See bulletin SB12345-2020, ASTM F963-17, 800-638-CPSC.")
    assert made.review == ()


def test_examples_of_a_prefix_and_numbers_of_hosts_are_no_strange_codes() -> None:
    made = reading(
        "Saws with model number LX200 and serial numbers beginning with FC32 are recalled, for example FC32210900001. "
        "They are compatible with the Rotor V1200, A2300, A2500, A3300 and A3500."
    )
    assert made.review == ()
