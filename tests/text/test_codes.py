import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.model import Code, CodeType, Quote
from recallwatch.text.codes import contains, in_range

_QUOTE = Quote("summary", 0, 1, "x")


def _code(kind: CodeType, **changed: object) -> Code:
    return Code(kind, "serial", _QUOTE, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "first", "last", "order", "inside"),
    [
        ("ZK0150", "ZK0100", "ZK0200", "natural", True),
        ("zk-0201", "ZK0100", "ZK0200", "natural", False),
        ("ZK99", "ZK0100", "ZK0200", "natural", False),
        ("QQ0150", "ZK0100", "ZK0200", "natural", None),
        ("0150", "ZK0100", "ZK0200", "natural", None),
        ("10040916", "9466976", "10040916", "num", True),
        ("12A", "100", "200", "num", None),
        ("LT21100D1", "LT21091D1", "LT22365D9", "natural", True),
        ("b5", "a1", "c9", "lex", True),
        ("b55", "a1", "c9", "lex", None),
        ("1520", "1115", "1631", "yyww", True),
        ("1560", "1115", "1631", "yyww", None),
        ("0725", "0125", "0825", "mmyy", True),
        ("1224", "0125", "0825", "mmyy", False),
        ("1TC720E9999020000", "1TC720E****010001", "1TC720E****080657", "wild", True),
        ("1TC720E9999090000", "1TC720E****010001", "1TC720E****080657", "wild", False),
        ("1TC720E99020000", "1TC720E****010001", "1TC720E****080657", "wild", None),
        ("55", "50", "", "num", True),
        ("45", "50", "", "num", False),
        ("55", "", "", "num", None),
        ("200", "100", "200", "num", True),
        ("100", "100", "200", "num", True),
        ("1000", "100", "200", "num", False),
        ("20230512044", "202206", "202406", "num", None),
        ("20230512044", "202206", "20240704020", "num", True),
        ("300000000", "202206", "20240704020", "num", None),
        ("150", "200", "100", "num", None),
        ("K300123456", "K100", "K200", "natural", None),
        ("K150", "K200", "K100", "natural", None),
        ("b5", "c9", "a1", "lex", None),
        ("K5", "11", "99", "lex", None),
        ("25520", "16919", "11122", "dddyy", True),
        ("12022", "16919", "11122", "dddyy", False),
        ("36719", "16919", "11122", "dddyy", None),
        ("22255", "19169", "22111", "yyddd", False),
        ("0521", "5120", "1021", "wwyy", True),
        ("1121", "5120", "1021", "wwyy", False),
        ("001", "911", "003", "ymm", True),
        ("912", "911", "003", "ymm", True),
        ("004", "911", "003", "ymm", False),
        ("910", "911", "003", "ymm", False),
    ],
)
def test_a_range_says_inside_outside_or_cannot_tell(
    value: str, first: str, last: str, order: str, inside: bool | None
) -> None:
    assert in_range(value, first, last, order=order) is inside


@pytest.mark.parametrize(
    ("code", "serial", "inside"),
    [
        (_code(CodeType.LIST, values=("A09050", "A10055")), "a 10055", True),
        (_code(CodeType.LIST, values=("A09050",)), "A09051", False),
        (_code(CodeType.PREFIX, values=("M2",)), "M2-0001", True),
        (_code(CodeType.PREFIX, values=("M2",)), "M30001", False),
        (_code(CodeType.SUFFIX, values=("211",)), "AB-211", True),
        (_code(CodeType.WILDCARD, first="62^^AX"), "6212AX", True),
        (_code(CodeType.WILDCARD, first="62^^AX"), "6212AY", False),
        (_code(CodeType.WILDCARD, first="62^^AX"), "62123AX", None),
        (_code(CodeType.WILDCARD, first="*2009"), "AC100X2009", True),
        (_code(CodeType.RANGE, first="1115", last="1631", part="first4", order="yyww"), "1320A99", True),
        (_code(CodeType.RANGE, first="1115", last="1631", part="first4", order="yyww"), "132", None),
        (_code(CodeType.WILDCARD, first="XXXX21XXXXX"), "AB7721C0034", True),
        (_code(CodeType.WILDCARD, first="XXXX21XXXXX"), "AB7722C0034", False),
        (_code(CodeType.WILDCARD, first="G02BXXXXXXXXXX"), "G02B4471120093", True),
        (_code(CodeType.WILDCARD, first="G02BXXXXXXXXXX"), "G02B447", None),
        (_code(CodeType.WILDCARD, first="KX4*"), "KX45", True),
        (_code(CodeType.WILDCARD, first="KX4*"), "KY45", False),
        (_code(CodeType.LIST, values=("A",), part="char6"), "12345A789", True),
        (_code(CodeType.LIST, values=("A",), part="char6"), "12345B789", False),
        (_code(CodeType.LIST, values=("A",), part="char6"), "123", None),
        (_code(CodeType.RANGE, first="19", last="22", part="char3-4", order="num"), "AB20-991", True),
        (_code(CodeType.RANGE, first="100", last="200", part="last3", order="num"), "ZZ150", True),
        (_code(CodeType.LIST, values=("A",), part="middle2"), "AAAA", None),
        (_code(CodeType.PREFIX, values=("M2",)), "2-0001", None),
        (_code(CodeType.PREFIX, values=("M2",)), "M", None),
        (_code(CodeType.SUFFIX, values=("CN",)), "12345678", None),
        (_code(CodeType.SUFFIX, values=("CN",)), "12345678CP", False),
        (_code(CodeType.LOOKUP), "anything", None),
        (_code(CodeType.LIST, values=("A1",)), "", None),
    ],
)
def test_each_kind_of_criterion_decides(code: Code, serial: str, inside: bool | None) -> None:
    assert contains(code, serial) is inside


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_range_of_numbers_is_the_range_of_its_numbers(value: int, one: int, two: int) -> None:
    lo, hi = sorted((one, two))
    assert in_range(f"AB{value:07d}", f"AB{lo:07d}", f"AB{hi:07d}") is (lo <= value <= hi)


@given(
    st.text(max_size=40),
    st.text(max_size=40),
    st.text(max_size=40),
    st.sampled_from(["num", "lex", "natural", "wild", "yyww", "dddyy", "ymm"]),
)
def test_no_text_raises(value: str, first: str, last: str, order: str) -> None:
    assert in_range(value, first, last, order=order) in (True, False, None)


@given(st.text(max_size=40))
def test_both_ends_belong_to_a_range(end: str) -> None:
    assert in_range(end, end, end) in (True, None)
