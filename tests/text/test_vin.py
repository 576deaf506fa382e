import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.text.vin import read_vin


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
