"""The promise of every reading: it never fails, and each value is quoted exactly from where it says."""

import string

from hypothesis import example, given, settings
from hypothesis import strategies as st

from recallwatch.extract import advise, read
from recallwatch.extract.quotes import LIMIT, sentences
from recallwatch.model import ListedProduct, Notice
from tests.making import notice

from .making import quotes, reading

_BITS = st.sampled_from(
    ["model number", "Models", "serial numbers", "UPC", "lot", "date code", "through", "and", ",", ".", "-", '"', "(",
     ")", "only", "not included", "following", "Model Description UPC", "AB1234", "AB1299", "850022858529", "0125",
     "June 2016", "About", "million", "brand", "is printed on", "Lumo", "https://lumo.example/recall", "^^", "****",
     "\n"]
)  # fmt: skip
_PROSE = st.lists(_BITS, max_size=40).map(" ".join)
_TEXT = st.one_of(st.text(max_size=200), _PROSE)
_NOTICES = st.builds(
    Notice,
    source=st.just("test"),
    number=st.just("1"),
    title=_TEXT,
    summary=_TEXT,
    hazard=_TEXT,
    remedy=_TEXT,
    contact=_TEXT,
    sold_at=st.lists(_TEXT, max_size=2).map(tuple),
    products=st.lists(
        st.builds(
            ListedProduct,
            name=_TEXT,
            brand=_TEXT,
            units=_TEXT,
            models=st.lists(_TEXT, max_size=2).map(tuple),
            gtins=st.lists(_TEXT, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=300, deadline=None)
@given(_NOTICES)
@example(Notice("test", "1", ""))
def test_any_notice_is_read_and_every_quote_is_exact(made: Notice) -> None:
    found = read(made)
    texts = made.texts()
    assert found.products
    for quote in quotes(found):
        assert texts.get(quote.part, "")[quote.start : quote.end] == quote.text
    assert advise(made, found).headline


@given(_TEXT)
def test_sentences_leave_nothing_out(text: str) -> None:
    assert "".join(text[s.start : s.end] for s in sentences(text)) == text


def test_a_huge_text_is_read_in_part() -> None:
    for bit in ("model AB1 ", "A-", "serial number 1 through ", "a.b", string.printable, "following models. ", "1,"):
        made = notice(summary=bit * (100_000 // len(bit)))
        assert all(q.end <= LIMIT for q in quotes(read(made)) if q.part == "summary")


def test_a_value_only_the_source_lists_is_quoted_by_its_product() -> None:
    line = ListedProduct("Lumo lamp", models=("LX9",))
    (term,) = reading("Lamps.", products=(line,)).products[0].selectors[0].models
    assert (term.value, term.quote.part, term.quote.text) == ("LX9", "products.0", "Lumo lamp")
