"""A slip in a barcode or VIN is said; what a label may well print is not."""

import pytest

from recallwatch.text.misread import misread


@pytest.mark.parametrize(
    "gtin", ["", " ", "036000291452", "0 36000-29145 2", "4006381333931", "96385074", "10036000291459", "04252614"]
)
def test_a_barcode_that_fits_is_not_wrong(gtin: str) -> None:
    assert misread(gtin=gtin, vin="") == []


def test_leading_zeros_may_be_missing() -> None:
    assert misread(gtin="36000291452", vin="") == []


@pytest.mark.parametrize(
    ("gtin", "why"),
    [
        ("036000291453", "its check digit does not fit"),
        ("4006381333932", "its check digit does not fit"),
        ("3600029145", "10 digits"),
        ("12", "2 digits"),
        ("A1112", "more than digits"),
    ],
)
def test_a_barcode_that_cannot_be_is_said_with_the_reason(gtin: str, why: str) -> None:
    (said,) = misread(gtin=gtin, vin="")
    assert said.startswith("this barcode cannot be right: ")
    assert why in said


@pytest.mark.parametrize(("vin", "wrong"), [("1M8GDM9AXKP042788", 0), ("1M8GDM9AXKP04278", 1), ("OOO", 1)])
def test_a_vin_has_seventeen_characters(vin: str, wrong: int) -> None:
    assert len(misread(gtin="", vin=vin)) == wrong
