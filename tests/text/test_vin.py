import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.text.vin import model_years, read_vin


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("1M8GDM9AXKP042788", True),
        ("1M8GDM9A1KP042788", False),
        ("1m8gdm9axkp042788", True),
        ("WVWZZZ1JZXW000001", None),
    ],
)
def test_the_check_digit_binds_in_north_america_only(text: str, checked: bool | None) -> None:
    found = read_vin(text)
    assert found is not None
    assert found.checked is checked


@pytest.mark.parametrize(
    "text", ["1M8GDM9AXKP04278", "1M8GDM9AXKP0427888", "IM8GDM9AXKP042788", "12345678901234567", ""]
)
def test_what_has_not_the_shape_is_no_vin(text: str) -> None:
    assert read_vin(text) is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    found = read_vin(text)
    assert found is None or len(found.value) == 17


@pytest.mark.parametrize(
    ("vin", "want"),
    [
        ("1M8GDM9AXKP042788", (1989, 2019)),  # a digit in place 7: the first cycle is likelier
        ("JTDKARFU0H3528314", (2017, 1987)),
        ("JTDKARFU0A3528314", (2010, 1980)),
        ("JTDKARFU093528314", (2039, 2009)),
        ("JTDKARFU003528314", ()),
        ("JTDKARFU0U3528314", ()),
    ],
)
def test_place_ten_says_the_model_year_and_place_seven_which_thirty_years(vin: str, want: tuple[int, ...]) -> None:
    assert model_years(vin) == want
