import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.text.fold import code_key, fold, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café™ Lüx®", "cafe lux"),
        ("Power-Core  10K", "power core 10k"),
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "strasse"),
        ("(TM) Brew", "brew"),
        ("", ""),
    ],
)
def test_spellings_of_one_name_fold_together(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["VQ-500", "vq 500", "VQ.500", "Vq_500", "VQ/500"])
def test_a_code_loses_its_separators(text: str) -> None:
    assert code_key(text) == "vq500"


def test_words_stay_in_order() -> None:
    assert tokens("Kettle, 1.7 litres") == ["kettle", "1", "7", "litres"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_never_matters(text: str) -> None:
    assert fold(text.casefold()) == fold(text)
