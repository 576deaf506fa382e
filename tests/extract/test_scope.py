"""All units, listed units, or something that was not understood."""

import pytest

from recallwatch.extract import read
from recallwatch.model import Scope
from tests.making import notice

from .making import reading, selector


@pytest.mark.parametrize(
    "summary",
    [
        "This recall involves lamps with model number LX200.",
        "This recall involves all LX200 lamps. The model number is printed on the base.",
        "All serial numbers of model LX200 are included in this recall.",
        "Only lamps with these model numbers are included: LX200.",
        "Model LX200. The lamps are sold only in green and come with a bulb.",
        "Model LX200. Only these lamps are included in the recall.",
        "Only lamps with the following style and vendor numbers are included: style LX200.",
        "The smokers are for outdoor use only without charcoal. Model number LX200.",
        "This recall only involves the Lumo lamp, model LX200.",
        "Only the following models and colors are included in this recall. LX200 and LX210.",
        "Model LX200. Lamps with model numbers other than those above are not included.",
    ],
)
def test_without_a_narrowing_cue_every_unit_is_meant(summary: str) -> None:
    assert selector(summary).scope is Scope.ALL


@pytest.mark.parametrize(
    "summary",
    [
        "Lamps with model number LX200 and serial numbers 100200 through 100900 are recalled.",
        "Lamps with model number LX200 manufactured between March 2020 and May 2021 are recalled.",
        "Model year 2022-2024 LX200 sledges are recalled.",
        "Model LX200 lamps with a green dot on the base are not included in this recall.",
        "Only LX200 heaters that are installed without a junction box are included.",
        "Model LX200. Only the small lamps, about five inches high, are included in this recall.",
        "Model LX200. Only lamps with UPC 036000291452 are included in this recall.",
        "Model LX200. This recall only includes the newer version of the lamp.",
        "Model LX200. See www.lumo.example for a full list of lot numbers affected by this recall.",
        "Model LX200. A complete list of the serial numbers involved is available at www.lumo.example.",
    ],
)
def test_a_cue_with_its_rule_lists_the_units(summary: str) -> None:
    chosen = selector(summary)
    assert chosen.scope is Scope.LISTED
    assert chosen.narrowed_by is not None


@pytest.mark.parametrize(
    "summary",
    [
        "Model LX200 lamps from certain production batches are recalled.",
        "Model LX200. Lamps that do not have a PO number are also subject to this recall.",
        "Model LX200. The serial numbers on the recalled lamps, found below, begin with a symbol (see page 05).",
        "Not all LX200 lamps are being recalled. The serial number is 100200.",
    ],
)
def test_a_cue_without_a_rule_leaves_the_scope_unknown(summary: str) -> None:
    chosen = selector(summary)
    assert chosen.scope is Scope.UNKNOWN
    assert chosen.narrowed_by is not None


def test_a_table_that_promises_codes_nobody_read_leaves_the_scope_unknown() -> None:
    chosen = selector("Kittens are recalled. Product Model Number Batch Codes Musical Kitty KT6683 blue or red")
    assert [t.value for t in chosen.models] == ["KT6683"]
    assert chosen.scope is Scope.UNKNOWN


def test_dates_of_making_that_differ_by_row_make_a_selector_of_each() -> None:
    chosen = reading(
        "These are recalled: Models Manufacturing Dates HW128 01-Mar-21 through 29-Feb-24 "
        "HW162 any date older than 01-Mar-24"
    )
    told = [(s.models[0].value, s.made and (str(s.made.first), str(s.made.last))) for s in chosen.products[0].selectors]
    assert told == [("HW128", ("2021-03-01", "2024-02-29")), ("HW162", ("None", "2024-02-29"))]
    assert {s.scope for s in chosen.products[0].selectors} == {Scope.LISTED}


def test_models_of_which_all_serial_numbers_are_recalled_have_a_selector_of_their_own() -> None:
    chosen = reading(
        'Model "AX10" is on the stand. Serial numbers starting with "57X" are included. Model "BX20" is on the bank. '
        'Serial numbers starting with "35S" are included. Model "CX30" is on the box. All serial numbers are included.'
    )
    scopes = [([t.value for t in s.models], s.scope) for s in chosen.products[0].selectors]
    assert scopes == [(["AX10", "BX20"], Scope.LISTED), (["CX30"], Scope.ALL)]


def test_where_only_a_bar_code_decides_there_is_no_condition_to_ask() -> None:
    chosen = selector("Model LX200. Only lamps with UPC 036000291452 are included in this recall.")
    assert (chosen.scope, chosen.conditions) == (Scope.LISTED, ())


def test_an_announcement_that_lists_nothing_is_not_all_units() -> None:
    made = notice(title="Bakery Recalls Buns", summary="A bakery is recalling buns.", products=(), sold_at=())
    assert read(made).products[0].selectors[0].scope is Scope.UNKNOWN


def test_all_lots_are_all_units() -> None:
    made = notice(title="Bakery Recalls Buns", summary="It is recalling all lots of its buns.", products=(), sold_at=())
    assert read(made).products[0].selectors[0].scope is Scope.ALL


def test_an_exclusion_that_clears_units_is_a_condition_in_the_notices_words() -> None:
    (term,) = selector("Model LX200 lamps are recalled. LX200 lamps with a green dot are not affected.").conditions
    assert term.value == "LX200 lamps with a green dot are not affected."


def test_some_of_them_without_a_word_which_leaves_the_scope_unknown() -> None:
    assert selector("This recall involves select Lumo camping pots.").scope is Scope.UNKNOWN
