from hypothesis import given
from hypothesis import strategies as st

from recallwatch.extract import read
from recallwatch.flow.revise import digest, first, revise
from recallwatch.model import ListedProduct, Notice, Revision, Vehicle
from tests.making import NOON, notice


def _stored(made: Notice) -> Revision:
    return first(made, read(made), parser="test/1", now=NOON)


def _next(before: Notice, after: Notice) -> Revision | None:
    return revise(_stored(before), after, read(after), parser="test/1", now=NOON)


def test_the_first_revision_is_number_one_and_material() -> None:
    stored = _stored(notice())
    assert (stored.number, stored.material, stored.changes) == (1, True, ())


def test_the_same_notice_is_no_revision() -> None:
    assert _next(notice(), notice()) is None


def test_the_payload_it_came_from_does_not_make_a_revision() -> None:
    assert _next(notice(payload="a" * 64), notice(payload="b" * 64)) is None


def test_a_new_hazard_is_material_and_named() -> None:
    revision = _next(notice(), notice(hazard="The battery can explode."))
    assert revision is not None
    assert revision.number == 2
    assert [(c.field, c.after, c.material) for c in revision.changes] == [("hazard", "The battery can explode.", True)]


def test_white_space_case_and_dashes_are_cosmetic() -> None:
    before = notice()
    revision = _next(before, notice(hazard=before.hazard.upper().replace(" ", "  ")))
    assert revision is not None
    assert not revision.material


def test_a_picture_more_is_cosmetic() -> None:
    revision = _next(notice(), notice(url="https://recalls.example.org/100-moved"))
    assert revision is not None
    assert not revision.material


def test_one_more_model_is_material() -> None:
    before = notice()
    revision = _next(before, notice(summary=before.summary.replace("number VQ500", "numbers VQ500 and VQ600")))
    assert revision is not None
    assert revision.material


def test_a_word_mended_in_the_description_is_cosmetic() -> None:
    before = notice()
    revision = _next(before, notice(summary=before.summary.replace("printed on", "found on")))
    assert revision is not None
    assert not revision.material


def test_other_units_are_material() -> None:
    more = (ListedProduct("Voltique power banks", units="About 9,000"),)
    revision = _next(notice(), notice(products=more))
    assert revision is not None
    assert revision.material


@given(st.text(), st.text())
def test_equal_digests_mean_equal_words(one: str, other: str) -> None:
    same = digest(notice(summary=one)) == digest(notice(summary=other))
    assert same == (one == other)


def test_fields_that_came_later_change_no_stored_digest() -> None:
    assert digest(notice()) == "1c8a2f5ab668d8f385fd4ec2d8e6fa53ca5cd18c470e4833f25c08595c123b6e"


def test_another_lot_or_model_year_is_material() -> None:
    lot = [_next(_coded("Lot A123"), _coded(text)) for text in ("Lot A123, A124", "Lot: A123")]
    assert [revision.material for revision in lot if revision] == [True, False]
    year = _next(_driven(2016), _driven(2016, 2017))
    assert year is not None
    assert year.material


def _coded(codes: str) -> Notice:
    return notice(products=(ListedProduct("Oat bars", codes=codes),))


def _driven(*years: int) -> Notice:
    return notice(products=(ListedProduct("Orbit Lynx", vehicle=Vehicle("Orbit", "Lynx", years)),))
