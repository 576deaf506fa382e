"""Texts made to break a reader: it reads all of them, and a longer one takes no more than its share of work."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recallwatch.extract import advise, read
from recallwatch.extract.quotes import LIMIT
from recallwatch.model import Firm, ListedProduct, Notice, Reading, Role
from tests.making import notice

from .making import quotes, selector

#: Repeated without end, each of these keeps some pattern or list going and then fails it.
_UNITS = [
    "A1&", "A1-", "A1 ", "A1, ", "a.", "A.", "A-", "1", "1,111,", "1 ", "1/1/", "00-000.", "٣", "½", "é", "İ", "ſ",
    "-", "--", " ", "\n", " \n", ",", ";", ":", "/", "(", "((", "(a) ", ")", '"', "“A” ", "'", "#", "$1", "%", "^", "*",
    "and ", "or ", "and or ", "is ", "the ", "of the ", "not ", "only ", "all ", "to ", "through ", "between ",
    "model number ", "Model ", "serial numbers ", "date code ", "lot ", "UPC ", "SKU/", "Brand Name ", "Size ",
    "Model Number: ", "Units Sold & ", "A1 and ", "A1 through ", "A1 (A1) ", "Foo & ", "Foo. ", "Foo brand ",
    "under the ", "is printed on the ", "located on ", '"A" is ', "replac", "refund or ", "check if ", "risk of ",
    "posing ", "injury or death ", "January ", "Jan 1, ", "2020 ", "2020 and ", "model year 2020 ", "first two digits ",
    "sold at ", "http://a.", "www.", "x@", "Inc ", ", LLC", "Recalls ", "Recalled by ", "twenty ", "million ",
    "About 1 in ", "ABCDE", "\u05d0\u05d1 ", "\u202eA1 ", "\x00", "\U0001f525 ",
]  # fmt: skip


@pytest.mark.parametrize("unit", _UNITS)
def test_four_times_the_text_takes_about_four_times_the_calls(unit: str) -> None:
    short, long = (_calls(partial(read, _everywhere(unit, size))) for size in (500, 2_000))
    # Quadratic work would be sixteen times; what is done once for any text is in both.
    assert long <= 6 * short


def test_four_times_the_products_take_about_four_times_the_calls() -> None:
    made = (
        notice(
            products=tuple(ListedProduct(f"ORBIT T{n:05d}", brand="ORBIT", models=(f"T{n:05d}",)) for n in range(size))
        )
        for size in (40, 160)
    )
    short, long = (_calls(partial(read, each)) for each in made)
    assert long <= 6 * short


@pytest.mark.slow
def test_no_pattern_goes_astray_in_a_text_made_for_it() -> None:
    """All are read in well under a minute; patterns that try all ways through a text would take until tomorrow."""
    asked = json.dumps([_UNITS, 4_000])
    run = "from tests.extract.test_hostile import read_all; read_all()"
    done = subprocess.run([sys.executable, "-c", run], input=asked.encode(), cwd=_ROOT, timeout=1_200, check=False)
    assert done.returncode == 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_UNITS), st.integers(1, 40)), min_size=1, max_size=8))
def test_whatever_hostile_texts_are_put_together_is_read_and_quoted_exactly(bits: list[tuple[str, int]]) -> None:
    made = _everywhere("".join(unit * times for unit, times in bits), 600)
    found = read(made)
    assert all(made.texts()[q.part][q.start : q.end] == q.text for q in quotes(_values(found)))
    assert advise(made, found).steps


def test_nothing_is_read_behind_the_limit_of_any_text() -> None:
    made = _everywhere("ab ", 5 * LIMIT)
    assert all(q.end <= LIMIT for q in quotes(_values(read(made))))


def test_hundreds_of_products_are_all_read() -> None:
    products = tuple(ListedProduct(f"Lumo lamp LX-{n}", units="About 9") for n in range(400))
    found = read(notice(title="Recall of lamps", summary="", products=products))
    assert len(found.products) == 400
    assert found.units == (("US", 9),)


@pytest.mark.parametrize(
    "ends", ["900 through 100", "A100 through 900", "A1 through ZZ-99", "1 through 99999999999999"]
)
def test_a_range_whose_ends_are_odd_is_kept_as_it_is_printed(ends: str) -> None:
    chosen = selector(f"This recall involves Lumo lamps with serial numbers {ends}.")
    first, last = ends.split(" through ")
    assert [(c.first, c.last) for c in chosen.serials] == [(first, last)]


def test_a_code_of_one_character_is_no_model() -> None:
    assert selector("This recall involves Lumo lamps, model number A. Model numbers B, C.").models == ()


def test_text_from_right_to_left_is_quoted_where_it_stands() -> None:
    chosen = selector("נורות \u202eמודל\u202c model number LX-900 נקראו בחזרה.")
    assert [(t.value, t.quote.text) for t in chosen.models] == [("LX-900", "LX-900")]


def read_all() -> None:
    """Read what standard input asks for, in a process of its own: an endless one can be ended."""
    units, size = json.load(sys.stdin)
    for unit in units:
        made = _everywhere(unit, size)
        advise(made, read(made))


_ROOT = Path(__file__).parents[2]


def _everywhere(unit: str, size: int) -> Notice:
    """A notice all texts of which are so many characters of one unit, repeated."""
    text = unit * (size // len(unit))
    return notice(
        title=text,
        summary=text,
        hazard=text,
        remedy=text,
        remedy_options=(),
        contact=text,
        products=(ListedProduct(text, units=text), ListedProduct(f"Lumo lamp {text}")),
        firms=(Firm(text, Role.IMPORTER),),
        sold_at=(text,),
    )


def _calls(work: Callable[[], object]) -> int:
    """How many functions are called, those written in C among them: a measure no busy machine changes."""
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def _values(found: Reading) -> tuple[object, ...]:
    return (found.sold, *found.products)
