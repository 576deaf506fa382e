import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from recallwatch.text.gtin import Repair, apart, candidates, digits, expand_upc_e, read_gtin


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("4006381333931", "04006381333931"),
        ("012345678905", "00012345678905"),
        ("0-12345-67890-5", "00012345678905"),
        ("12345 67890 5", None),
        ("0 12345 67890 5", "00012345678905"),
        ("96385074", "00000096385074"),
        ("10012345678902", "10012345678902"),
        ("4006381333932", None),
        ("M0080000", None),
        ("", None),
    ],
)
def test_printed_numbers_become_fourteen_digits(printed: str, value: str | None) -> None:
    found = read_gtin(printed)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("printed", ["2012345678900", "9770000000003", "200000000004"])
def test_numbers_that_name_no_article_are_flagged(printed: str) -> None:
    number = printed[:-1] + ean.calc_check_digit(printed[:-1])
    found = read_gtin(number)
    assert found is not None
    assert found.local
    assert not found.sure


def test_a_lost_check_digit_is_offered_as_a_repair() -> None:
    (best, *_) = candidates("01234567890")
    assert (best.value, best.repair, best.sure) == ("00012345678905", Repair.CHECK_DIGIT, False)


def test_lost_leading_zeros_are_offered_as_a_repair() -> None:
    assert Repair.LEADING_ZERO in {c.repair for c in candidates("12345678905")}


def test_a_valid_number_needs_no_repair() -> None:
    assert [c.repair for c in candidates("4006381333931")] == [Repair.NONE]


@pytest.mark.parametrize(("short", "wide"), [("01234505", "012000003455"), ("04252614", "042100005264"), ("12", None)])
def test_upc_e_expands_to_its_upc_a(short: str, wide: str | None) -> None:
    assert expand_upc_e(short) == wide


def test_digits_are_only_those_of_a_number() -> None:
    assert digits("0-84358-04482-4") == "084358044824"
    assert digits("A1263") == ""


@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_a_right_check_digit_is_always_accepted(body: str) -> None:
    found = read_gtin(body + ean.calc_check_digit(body))
    assert found is not None
    assert found.value.endswith(body + ean.calc_check_digit(body))


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert all(len(c.value) == 14 for c in candidates(text))


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("40123454265404012341533396", ("4012345426540", "4012341533396")),  # a UPC and a GTIN-14 would fit as well
        ("0123456789054012345678901", ("012345678905", "4012345678901")),
        ("1665252838130587610091456", ()),  # 12 and 13 digits fit in two ways
        ("40123456789014012345678919", ()),  # the second check digit is wrong
        ("4012345678901", ()),  # one number is no run
        ("4012345678901 4012345678918", ()),
        ("", ()),
    ],
)
def test_a_run_of_numbers_is_cut_only_where_one_way_stands_out(run: str, found: tuple[str, ...]) -> None:
    assert apart(run) == found


@given(st.text(alphabet="0123456789", max_size=400))
def test_a_run_is_cut_into_all_of_it_or_not_at_all(run: str) -> None:
    assert "".join(apart(run)) in ("", run)
