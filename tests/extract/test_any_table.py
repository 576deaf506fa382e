"""Any table that was flattened to one line is read back as it was made."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from recallwatch.extract import read
from tests.making import notice

from .making import selector

_WORDS = ("Turbo", "Mini", "Fan", "Garden", "Heater", "Deluxe", "Silent", "Junior", "Pump", "with", "and", "Stand")


@dataclass(frozen=True)
class Made:
    """One row as it was made."""

    name: str
    model: str
    first: str
    last: str
    gtin: str


@st.composite
def _rows(draw: st.DrawFn) -> list[Made]:
    prefix = draw(st.text("BGKTVXZ", min_size=2, max_size=3))
    numbers = draw(st.lists(st.integers(1000, 9999), min_size=2, max_size=8, unique=True))
    lead = draw(st.sampled_from(("", "QX", "S7")))
    return [
        Made(
            name=" ".join(["Acme", *draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4)), "Unit"]),
            model=f"{prefix}{number}",
            first=f"{lead}{(low := draw(st.integers(10_000_000, 49_999_999)))}",
            last=f"{lead}{low + draw(st.integers(1, 40_000_000))}",
            gtin=(body := f"84{number}01234") + ean.calc_check_digit(body),
        )
        for number in numbers
    ]


@given(_rows(), st.booleans(), st.booleans(), st.sampled_from((" through ", " - ", " to ", "-", "columns")))
def test_a_table_is_read_back_as_it_was_made(rows: list[Made], named: bool, priced: bool, joint: str) -> None:
    columns = "Serial No. (From) Serial No. (To)" if joint == "columns" else "Serial Number Range"
    header = f"{'Product Name ' if named else ''}Model Number {columns} UPC{' Price' if priced else ''}"
    cells = [
        f"{f'{r.name} ' if named else ''}{r.model} {r.first}{' ' if joint == 'columns' else joint}{r.last} {r.gtin}"
        f"{' $19.99' if priced else ''}"
        for r in rows
    ]
    chosen = selector(f"The things below are recalled. {header} {' '.join(cells)}")
    assert [t.value for t in chosen.models] == [r.model for r in rows]
    assert [t.value for t in chosen.gtins] == [r.gtin for r in rows]
    assert [(c.first, c.last, c.models) for c in chosen.serials] == [(r.first, r.last, (r.model,)) for r in rows]


@given(_rows(), st.booleans())
def test_a_table_of_names_and_numbers_lists_the_numbers(rows: list[Made], behind: bool) -> None:
    pairs = [f"{r.model} {r.name}" if behind else f"{r.name} {r.model}" for r in rows]
    header = "Model Number Product Name" if behind else "Product Name Model Number"
    chosen = selector(f"These are recalled: {header} {' '.join(pairs)}")
    assert [t.value for t in chosen.models] == [r.model for r in rows]


@given(st.text("AB12 -/,().xX*Model Number Serial Lot Range UPC to", max_size=300))
def test_any_text_behind_a_header_gives_a_reading(rows: str) -> None:
    text = f"Model Number Serial Number Range {rows}"
    for product in read(notice(summary=text)).products:
        for chosen in product.selectors:
            assert all(
                text[t.quote.start : t.quote.end] == t.quote.text for t in chosen.models if t.quote.part == "summary"
            )
