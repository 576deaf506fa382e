"""Where a number is printed, short enough for a question, and where to claim."""

import pytest

from recallwatch.extract.location import code_location, locations
from recallwatch.extract.quotes import Part

from .making import reading


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "The date code is printed on the bottom edge, and the following codes are included: 12.",
            "printed on the bottom edge",
        ),
        ("The model is found on the front and the serial number is found inside the lid.", "found inside the lid"),
        ("Lamps with a serial number on the base beginning with LX are recalled.", "on the base"),
        ("Model and serial numbers are on a metal plate under the seat.", "on a metal plate under the seat"),
        (
            "The serial number is short. It is located under the body near the wheel.",
            "located under the body near the wheel",
        ),
        ("The date code is molded into the underside, though it is hard to see.", "molded into the underside"),
        ("The model number does not appear on the stool.", None),
        ("The model is given in the first two letters of the serial number.", None),
        ("The serial number is shown on the photograph below.", None),
        ("The brand is printed on the front.", None),
    ],
)
def test_the_place_is_quoted_without_what_follows(text: str, place: str | None) -> None:
    found = code_location(Part("summary", text))
    assert (found.text if found else None) == place


def test_places_of_model_and_serial_are_told_apart() -> None:
    text = "The model number is printed on the side. The serial number is stamped under the seat."
    found = locations(Part("summary", text))
    assert {kind: quote.text for kind, quote in found.items()} == {
        "serial": "stamped under the seat",
        "model": "printed on the side",
    }


@pytest.mark.parametrize(
    ("remedy", "url"),
    [
        ("Visit tools.lumo.example.com/recall to claim.", "tools.lumo.example.com/recall"),
        ("Claim at recall.lumo-lamps.com today.", "recall.lumo-lamps.com"),
        ("Go to lumo-lamps.com to claim.", "lumo-lamps.com"),
        ("Those who bought it at lumo-shop.com are told. Mail recall@lumo-lamps.com.", ""),
    ],
)
def test_an_address_without_scheme_counts_where_one_is_sent_to_it(remedy: str, url: str) -> None:
    assert reading("Lamps.", remedy=remedy).contact_url == url
