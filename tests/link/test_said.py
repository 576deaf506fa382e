import pytest

from recallwatch.link.said import Said

_SAID = Said(("Acme Home Products heater", "Sold by Big-Box"))


@pytest.mark.parametrize("name", ["heater", "acmehome", "acmehomeproducts", "homeproducts", "bigbox", "soldbybig"])
def test_words_are_said_and_two_or_three_neighbours_written_as_one(name: str) -> None:
    assert name in _SAID


@pytest.mark.parametrize("name", ["oven", "heat", "mehome", "acmehomeproductsheater", "heatersold", "productsheat"])
def test_parts_of_words_four_neighbours_and_neighbours_across_texts_are_not_said(name: str) -> None:
    assert name not in _SAID
