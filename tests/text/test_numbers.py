import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.text.numbers import find_counts, read_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("About 42,000", 42_000),
        ("One million", 1_000_000),
        ("About 3.2 million", 3_200_000),
        ("twenty-five thousand", 25_000),
        ("1,158,000 units", 1_158_000),
        ("about 26, 800 in Canada", 26_800),
        ("90", 90),
        ("1.56 million", 1_560_000),
    ],
)
def test_counts_are_read_in_digits_and_words(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["Millions", "unknown", "VQ500", "", "someone"])
def test_what_states_no_number_has_none(text: str) -> None:
    assert read_count(text) is None


def test_every_count_comes_with_its_place() -> None:
    text = "About 5,480 here, 160 there"
    assert [text[c.start : c.end] for c in find_counts(text)] == ["5,480", "160"]


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    assert all(c.value >= 0 and 0 <= c.start < c.end <= len(text) for c in find_counts(text))


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_digits_read_back(number: int) -> None:
    assert read_count(f"about {number:,} units") == number
