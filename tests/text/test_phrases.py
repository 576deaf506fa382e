"""The promise of phrases: to look for words first changes nothing that is found."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import recallwatch.extract
from recallwatch.extract import cues, location, lone, marks, years
from recallwatch.text import dates
from recallwatch.text.lowered import lowered
from recallwatch.text.phrases import Phrase, around, beginning, ending
from recallwatch.text.required import required


def _phrases(value: object) -> Iterator[Phrase]:
    """Every phrase anywhere inside a value."""
    if isinstance(value, Phrase):
        yield value
    elif isinstance(value, (tuple, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _phrases(part)


_MODULES = [
    importlib.import_module(f"recallwatch.extract.{module.name}")
    for module in pkgutil.iter_modules(recallwatch.extract.__path__)
]
_OURS = {phrase.pattern: phrase for module in _MODULES for phrase in _phrases(tuple(vars(module).values()))}
_FITTING = st.sampled_from(list(_OURS.values())).flatmap(
    lambda phrase: st.tuples(st.just(phrase), st.from_regex(phrase.pattern))
)


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(_FITTING, st.text(max_size=5))
def test_a_phrase_finds_all_that_its_pattern_finds(made: tuple[Phrase, str], around: str) -> None:
    phrase, fitting = made
    text = f"{around} {fitting} {around}"
    assert _spans(phrase.finditer(text)) == _spans(phrase.pattern.finditer(text))
    assert bool(phrase.search(text)) == bool(phrase.pattern.search(text))
    assert phrase.sub("", text) == phrase.pattern.sub("", text)


def test_every_phrase_needs_words() -> None:
    assert not [pattern.pattern for pattern in _OURS if not required(pattern.pattern)]


@pytest.mark.parametrize(
    ("pattern", "ways"),
    [
        (r"\bnot (?:all|every)\b", ((("not all",),), (("not every",),))),
        (r"\bfires?\b|flammab|Ignit", ((("fire",),), (("flammab",),), (("ignit",),))),
        (r"(?:fix|mend)[^.]{0,60}(?:or|and)", ((("fix", "mend"), ("or", "and")),)),
        (r"(?:ab)?cd*", ()),
        (r"ab|\d", ()),
        (r"(?<=ab)cd(?=ef)(?!gh)", ((("cd",), ("ef",)),)),
        (r"[\"“]\w", ((('"', "“"),),)),
    ],
)
def test_what_a_pattern_needs_is_read_off_it(pattern: str, ways: object) -> None:
    assert required(pattern) == ways


@given(st.text())
def test_lowered_text_has_every_character_in_its_place(text: str) -> None:
    assert len(lowered(text)) == len(text)


def test_lowered_letters_are_those_that_a_pattern_takes_for_the_same() -> None:
    odd = [chr(n) for n in range(0x20, 0x3000) if re.fullmatch("[a-z]", chr(n), re.IGNORECASE)]
    assert [c for c in odd if not re.fullmatch("[a-z]", lowered(c))] == []


_BITS = st.sampled_from(
    ["A1263", "AB-12", "Lumo", "Acme", "Co", "model", "models", "Model NumberSerial Number", "is", "are", "printed",
     "on the", "located on the base", "logo", "name and logo", "brand", "and", "or", ",", ".", "The", "also", "SKU",
     "model years", "2007", "2008", "Roadster", "serial numbers", "date", "under the seat", '"', "-", "/"]
)  # fmt: skip
_PROSE = st.lists(_BITS, max_size=30).map(" ".join)
_ENDING = [(lone._BEFORE, lone._MODELS, 33), (lone._PRINTED, lone._IS_PRINTED, 254)]
_ENDING += [(pattern, tail, marks._REACH) for pattern, tail in marks._PRINTS]
_BEGINNING = [(years._YEARS, years._BEGIN, False), (location._WHERE, location._BEGIN, False)]
_BEGINNING += [(re.compile(rf"(?<![\w-])(?:{cues._CUE.pattern})", re.IGNORECASE), cues._BEGIN, True)]


@given(_PROSE)
def test_a_pattern_is_found_by_its_end(text: str) -> None:
    for pattern, tail, reach in _ENDING:
        assert _spans(ending(text, pattern, tail, reach=reach)) == _spans(pattern.finditer(text))


@given(_PROSE)
def test_a_pattern_is_found_by_its_beginning(text: str) -> None:
    for pattern, head, behind in _BEGINNING:
        assert _spans(beginning(text, pattern, head, behind=behind)) == _spans(pattern.finditer(text))


_DATED = st.sampled_from(
    ["2012", "12", "7", "6", "mar", "march", "may", "december", "sept", ".", ",", "/", "-", " ", "x"]
)


@given(st.lists(_DATED, max_size=20).map("".join))
def test_a_date_is_found_by_its_beginning(text: str) -> None:
    assert _spans(beginning(text, dates._DATE, dates._BEGIN)) == _spans(dates._DATE.finditer(text))


@given(st.text(alphabet="a1 .\n"))
def test_words_around_a_place_are_those_of_the_whole_text_that_hold_one(text: str) -> None:
    words = re.compile(r"\S+")
    near = [word for span in around(text, re.compile(r"1\S*")) for word in words.findall(text, *span)]
    assert [word for word in near if "1" in word] == [word for word in words.findall(text) if "1" in word]


def _spans(found: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [hit.span() for hit in found]
