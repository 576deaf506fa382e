"""Country names become codes only when they are certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.text.countries import country_codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("China", ("CN",)),
        ("  united   states ", ("US",)),
        ("U.S.", ("US",)),
        ("The Netherlands", ("NL",)),
        ("China (BPB002 and PB0003)", ("CN",)),
        ("United States (crossbows), China (sensors)", ("US", "CN")),
        ("United States and Mexico", ("US", "MX")),
        ("Bosnia and Herzegovina", ("BA",)),
        ("Trinidad and Tobago", ("TT",)),
        ("China, China", ("CN",)),
        ("United Stateso", ()),
        ("N/A", ()),
        ("Various countries", ()),
        ("European Union (Joha)", ()),
        ("Japan and assembled in the United States", ()),
        ("Yugoslavia", ()),
        ("", ()),
    ],
)
def test_a_country_is_read_or_left_alone(text: str, codes: tuple[str, ...]) -> None:
    assert country_codes(text) == codes


@given(st.text())
def test_any_text_gives_codes_of_two_capitals_or_nothing(text: str) -> None:
    assert all(len(code) == 2 and code.isupper() for code in country_codes(text))
