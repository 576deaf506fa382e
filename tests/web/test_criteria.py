"""Which units are recalled, as lines for people."""

import pytest

from recallwatch.extract import HAZARDS as CLOSED_LIST
from recallwatch.model import (
    Code,
    CodeType,
    PartialDate,
    Pattern,
    PatternKind,
    Quote,
    Selector,
    Term,
    Window,
)
from recallwatch.web.criteria import criteria, window_words
from recallwatch.web.words import HAZARDS

SAID = Quote("summary", 0, 4, "said")


def code(kind: CodeType, **fields: object) -> Code:
    return Code(type=kind, kind="serial", quote=SAID, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        (code(CodeType.RANGE, first="100", last="200"), ("100 to 200",)),
        (code(CodeType.RANGE, last="200"), ("the first to 200",)),
        (code(CodeType.PREFIX, first="AB"), ("beginning with AB",)),
        (code(CodeType.SUFFIX, values=("X", "Y")), ("ending with X", "ending with Y")),
        (code(CodeType.WILDCARD, first="A?1"), ("like A?1",)),
        (code(CodeType.LIST, values=("1", "2"), models=("M1", "M2")), ("1", "2", "only for M1 and M2")),
        (code(CodeType.RANGE, last="2026-05", order="date"), ("until May 2026",)),
        (code(CodeType.LIST, values=("2026-05-12",), order="date"), ("12 May 2026",)),
        (code(CodeType.LOOKUP), ("only the maker's own check can tell",)),
    ],
)
def test_every_kind_of_code_is_said_in_words(rule: Code, values: tuple[str, ...]) -> None:
    (line,) = criteria(Selector(serials=(rule,)))
    assert (line.label, line.values, line.quotes) == ("Serial", values, (SAID,))


def test_the_part_of_a_code_that_is_compared_is_named() -> None:
    (line,) = criteria(Selector(lots=(Code(CodeType.LIST, "date_code", SAID, values=("2215",), part="first4"),)))
    assert line.label == "Date code (first 4 characters)"


def test_lines_follow_the_order_of_looking_at_a_label() -> None:
    selector = Selector(
        models=(Term("A1", SAID), Term("A1", SAID), Term("A2", SAID)),
        model_patterns=(Pattern(PatternKind.RANGE, "B1..B9", SAID), Pattern(PatternKind.PREFIX, "C", SAID)),
        excluded_models=(Term("A3", SAID),),
        made=Window(PartialDate(2016, 6), None, SAID),
        code_location=SAID,
    )
    lines = [(line.label, line.values) for line in criteria(selector)]
    assert lines == [
        ("Models", ("A1", "A2")),
        ("Models", ("B1 to B9",)),
        ("Models", ("beginning with C",)),
        ("Not these models", ("A3",)),
        ("Made", ("since June 2016",)),
        ("Where to look", ()),
    ]


def test_a_window_is_said_with_either_end_open() -> None:
    first, last = PartialDate(2016, 6), PartialDate(2022, 12)
    ends = ((first, last), (None, last), (first, None), (first, first))
    said = [window_words(Window(start, end, SAID)) for start, end in ends]
    assert said == ["from June 2016 to December 2022", "until December 2022", "since June 2016", "June 2016"]


def test_lists_can_be_narrowed_by_every_hazard_that_is_read() -> None:
    assert set(HAZARDS) >= set(CLOSED_LIST)
