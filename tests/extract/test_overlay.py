"""An operator's corrections of a reading: what each does, where its value is quoted from, when it is doubted."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recallwatch.extract import EARLIER, apply, objections, read, read_corrected, texts_digest
from recallwatch.model import (
    OPERATOR,
    Act,
    Code,
    CodeType,
    Correction,
    ListedProduct,
    Notice,
    Overlay,
    PartialDate,
    Reading,
    Rule,
    Scope,
    Selector,
)
from tests.making import NOON, notice

from .corrections import CORRECTIONS
from .making import quotes

_SAID = (
    "This recall involves Lumo lamps with model number LX200. The lamp LX210 looks alike. Serial numbers ZK0100 and "
    "on to ZK0200 are meant. They were sold from March 2024 through May 2026."
)
_LAMPS = notice(summary=_SAID, title="Lumo Recalls Lamps", products=(ListedProduct("Lumo lamps"),))
_RANGE = Rule(CodeType.RANGE, first="ZK0100", last="ZK0200")


def _overlay(*corrections: Correction, of: Notice = _LAMPS) -> Overlay:
    return Overlay(of.id, 1, corrections, "ann", NOON, texts_digest(of))


def _selector(*corrections: Correction) -> Selector:
    return read_corrected(_LAMPS, _overlay(*corrections)).products[0].selectors[0]


def _models(*corrections: Correction) -> list[str]:
    return [term.value for term in _selector(*corrections).models]


def _corrected(correction: Correction) -> Any:
    return read_corrected(_LAMPS, _overlay(correction)).products[0]


def test_a_model_that_the_notice_names_is_quoted_from_it() -> None:
    added = _selector(Correction(Act.ADD_MODEL, "lx-210", note="seen")).models[-1]
    assert (added.value, added.quote.part, added.quote.text) == ("lx-210", "summary", "LX210")


def test_a_model_that_the_notice_does_not_name_is_quoted_from_the_operator() -> None:
    added = _selector(Correction(Act.ADD_MODEL, "LX299", note="the maker's page lists it")).models[-1]
    assert (added.quote.part, added.quote.text, added.quote.said) == (OPERATOR, "the maker's page lists it", "")


def test_a_part_of_a_longer_code_is_no_quote() -> None:
    assert _selector(Correction(Act.ADD_MODEL, "LX20")).models[-1].quote.by_operator


def test_models_come_and_go() -> None:
    add, remove = Correction(Act.ADD_MODEL, "LX210"), Correction(Act.REMOVE_MODEL, "lx 200")
    assert _models(add) == ["LX200", "LX210"]
    assert _models(remove) == []
    assert _models(add, remove) == ["LX210"]
    assert _models(add, replace(add, value="LX-210")) == ["LX200", "LX210"]


def test_a_model_is_either_recalled_or_excluded() -> None:
    out = _selector(Correction(Act.ADD_EXCLUDED_MODEL, "LX200"))
    assert ([t.value for t in out.models], [t.value for t in out.excluded_models]) == ([], ["LX200"])
    back = _selector(Correction(Act.ADD_EXCLUDED_MODEL, "LX200"), Correction(Act.ADD_MODEL, "LX200"))
    assert ([t.value for t in back.models], back.excluded_models) == (["LX200"], ())
    none = _selector(Correction(Act.ADD_EXCLUDED_MODEL, "LX210"), Correction(Act.REMOVE_EXCLUDED_MODEL, "LX210"))
    assert none.excluded_models == ()


def test_a_rule_on_codes_narrows_a_recall_of_every_unit() -> None:
    whole = _selector(Correction(Act.SET_SCOPE, "all"))
    ruled = _selector(Correction(Act.SET_SCOPE, "all"), Correction(Act.ADD_CODE, rule=_RANGE))
    assert (whole.scope, ruled.scope) == (Scope.ALL, Scope.LISTED)
    assert ruled.serials[-1].quote.text == "ZK0100 and on to ZK0200"


def test_a_rule_on_lots_is_kept_with_the_lots() -> None:
    lot = Rule(CodeType.PREFIX, "lot", values=("QR",))
    assert _selector(Correction(Act.ADD_CODE, rule=lot)).lots[0].values == ("QR",)


def test_a_rule_is_removed_by_how_it_decides() -> None:
    add = Correction(Act.ADD_CODE, rule=replace(_RANGE, models=("LX200",)))
    remove = Correction(Act.REMOVE_CODE, rule=replace(_RANGE, first="zk-0100"))
    assert len(_selector(add).serials) == len(_selector().serials) + 1
    assert _selector(add, remove).serials == _selector().serials


def test_a_window_is_quoted_where_the_notice_writes_it() -> None:
    made = _selector(Correction(Act.SET_MADE, first=PartialDate(2024, 3), last=PartialDate(2026, 5))).made
    assert made is not None
    assert (made.quote.part, "March 2024 through May 2026" in made.quote.text) == ("summary", True)
    assert _selector(Correction(Act.SET_MADE)).made is None


def test_words_of_the_notice_may_be_given_as_the_quote() -> None:
    term = _selector(Correction(Act.ADD_ALIAS, "Lumo 200", words="looks  alike")).aliases[0]
    assert term.quote.text == "looks alike"


def test_names_and_brands_are_set() -> None:
    assert _corrected(Correction(Act.SET_BRAND, "Lumo Home")).brand == "Lumo Home"
    assert "Lumina" in _corrected(Correction(Act.ADD_BRAND_ALIAS, "Lumina")).brand_aliases
    assert _corrected(Correction(Act.ADD_PRODUCT_NAME, "night light")).aliases == ("night light",)
    assert _corrected(Correction(Act.ADD_PRODUCT_NAME, "LUMO lamps")).aliases == ()


def test_a_correction_may_hold_for_one_product() -> None:
    two = replace(_LAMPS, products=(ListedProduct("Lumo lamps"), ListedProduct("Lumo torches")))
    overlay = _overlay(Correction(Act.SET_BRAND, "Glim", product=2), of=two)
    assert [p.brand == "Glim" for p in read_corrected(two, overlay).products] == [False, True]


def test_a_look_settles_the_reasons_for_it() -> None:
    doubted = replace(read(_LAMPS), review=("not understood: QW7781",), unsure=True)
    assert apply(doubted, _LAMPS, _overlay(Correction(Act.ADD_MODEL, "LX210"))).review == doubted.review
    looked = apply(doubted, _LAMPS, _overlay(Correction(Act.REVIEWED)))
    assert (looked.review, looked.unsure) == ((), False)


def test_a_correction_for_an_earlier_text_holds_and_is_a_reason_to_look() -> None:
    changed = replace(_LAMPS, summary=_SAID + " Model LX230 too.")
    overlay = _overlay(Correction(Act.ADD_MODEL, "LX210"), Correction(Act.REVIEWED))
    reading = read_corrected(changed, overlay)
    assert "LX210" in [t.value for t in reading.products[0].selectors[0].models]
    assert reading.review == (*read(changed).review, EARLIER)


def test_a_look_at_an_earlier_text_says_nothing_of_the_later() -> None:
    changed = replace(_LAMPS, summary=_SAID.replace("LX200", "LX200 and seven models"))
    assert read_corrected(changed, _overlay(Correction(Act.REVIEWED))) == read(changed)


def test_what_is_no_text_of_the_notice_may_change() -> None:
    moved = replace(_LAMPS, url="https://recalls.example.org/moved", payload="other")
    assert texts_digest(moved) == texts_digest(_LAMPS)
    assert texts_digest(replace(_LAMPS, products=(ListedProduct("Lumo lamps", models=("LX1",)),))) != texts_digest(
        _LAMPS
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(CORRECTIONS, max_size=6), st.booleans(), st.booleans())
def test_applying_twice_is_applying_once(corrections: list[Correction], earlier: bool, empty: bool) -> None:
    overlay = replace(_overlay(*corrections), digest="earlier" if earlier else texts_digest(_LAMPS))
    once = apply(Reading() if empty else read(_LAMPS), _LAMPS, overlay)
    assert apply(once, _LAMPS, overlay) == once


@settings(max_examples=200, deadline=None)
@given(st.lists(CORRECTIONS, max_size=6))
def test_every_quote_is_exact_or_the_operators(corrections: list[Correction]) -> None:
    texts = _LAMPS.texts()
    for quote in quotes(read_corrected(_LAMPS, _overlay(*corrections))):
        assert quote.by_operator or texts[quote.part][quote.start : quote.end] == quote.text


def test_without_corrections_the_reading_is_the_rules() -> None:
    assert read_corrected(_LAMPS, _overlay()) == read_corrected(_LAMPS, None) == read(_LAMPS)


@pytest.mark.parametrize(
    ("correction", "says"),
    [
        (Correction(Act.ADD_MODEL, "LX299"), "does not say 'LX299'; look again, or give the reason with --note"),
        (Correction(Act.ADD_MODEL, "--", note="x"), "no letter or digit"),
        (Correction(Act.ADD_ALIAS, "LX210", words="never said"), "does not say 'never said'"),
        (Correction(Act.ADD_GTIN, "036000291453", note="x"), "its check digit is wrong"),
        (Correction(Act.ADD_MODEL, "LX210", product=2), "no product 2; this notice has 1"),
        (Correction(Act.REMOVE_MODEL, "LX9"), "no 'LX9' to remove; understood are: LX200"),
        (Correction(Act.REMOVE_EXCLUDED_MODEL, "LX9"), "understood are: none"),
        (Correction(Act.REMOVE_CODE, rule=Rule(CodeType.LIST, values=("1",))), "no such rule"),
        (Correction(Act.ADD_CODE, rule=replace(_RANGE, last="ZK0900")), "'serial range ZK0100..ZK0900'"),
        (Correction(Act.SET_MADE, first=PartialDate(2001)), "does not say '2001..'"),
    ],
)
def test_a_slip_is_objected_to(correction: Correction, says: str) -> None:
    (problem,) = objections(_LAMPS, read(_LAMPS), [correction], force=False)
    assert says in problem


def test_nothing_to_correct_is_objected_to() -> None:
    (problem,) = objections(_LAMPS, read(_LAMPS), [], force=True)
    assert "--reviewed" in problem


@pytest.mark.parametrize(
    "correction",
    [
        Correction(Act.ADD_MODEL, "LX210"),
        Correction(Act.ADD_MODEL, "LX299", note="the maker's page lists it"),
        Correction(Act.ADD_CODE, rule=_RANGE),
        Correction(Act.ADD_CODE, rule=Rule(CodeType.LOOKUP, url="https://lumo.example/check")),
        Correction(Act.SET_MADE),
        Correction(Act.REVIEWED),
    ],
)
def test_what_the_notice_says_or_an_operator_vouches_for_is_taken(correction: Correction) -> None:
    assert objections(_LAMPS, read(_LAMPS), [correction], force=False) == []


def test_force_takes_what_the_notice_does_not_say() -> None:
    assert objections(_LAMPS, read(_LAMPS), [Correction(Act.ADD_MODEL, "LX299")], force=True) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Correction(Act.ADD_MODEL),
        lambda: Correction(Act.ADD_CODE),
        lambda: Correction(Act.SET_SCOPE, "some"),
        lambda: Correction(Act.SET_MADE, first=PartialDate(2020), last=PartialDate(2019)),
        lambda: Correction(Act.REVIEWED, product=-1),
        lambda: Rule(CodeType.RANGE),
        lambda: Rule(CodeType.LIST),
        lambda: Rule(CodeType.PREFIX, values=("",)),
        lambda: Rule(CodeType.WILDCARD),
        lambda: Rule(CodeType.RANGE, first="1", part="middle"),
    ],
)
def test_an_operation_that_says_too_little_cannot_be_made(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"needs|scope|before it begins|counted|part"):
        wrong()


def test_a_rule_becomes_a_criterion_field_by_field() -> None:
    assert set(Rule.__dataclass_fields__) | {"quote"} == set(Code.__dataclass_fields__)
