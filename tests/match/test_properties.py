from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from recallwatch.match import explain, item_keys, judge, notice_keys
from recallwatch.model import (
    CodeType,
    Item,
    ListedProduct,
    Notice,
    Outcome,
    PartialDate,
    Product,
    Reading,
    Scope,
    Selector,
    Window,
)

from .support import code, item, notice, quote, reading, selector

TEXT = st.text(max_size=40)
DAYS = st.none() | st.dates().map(PartialDate.of)
MODELS = st.from_regex(r"[A-HJ-NP-Z]{1,3}[0-9]{2,5}[A-HJ-NP-Z]{0,2}", fullmatch=True)
BRANDS = st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True)
SEPARATORS = st.sampled_from(["", "-", " ", ".", "/"])


def items() -> st.SearchStrategy[Item]:
    return st.builds(Item, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, DAYS)


def readings() -> st.SearchStrategy[Reading]:
    codes = st.builds(code, st.sampled_from(CodeType), TEXT, TEXT, first=TEXT, last=TEXT)
    scopes = st.sampled_from(Scope)
    selectors = st.builds(
        selector,
        TEXT,
        TEXT,
        scope=scopes,
        serials=st.tuples(codes),
        gtins=st.tuples(TEXT),
        prefixes=st.tuples(TEXT),
        aliases=st.tuples(TEXT),
    )
    products = st.builds(Product, TEXT, TEXT, st.tuples(TEXT), st.tuples(TEXT), TEXT, st.tuples(selectors))
    return st.builds(Reading, products=st.tuples(products) | st.just(()))


def notices() -> st.SearchStrategy[Notice]:
    lines = st.tuples(st.builds(ListedProduct, TEXT, TEXT)) | st.just(())
    return st.builds(Notice, st.just("s"), TEXT, TEXT, summary=TEXT, products=lines)


@given(items(), notices(), readings())
def test_any_text_gives_an_answer_that_keeps_its_promises(mine: Item, said: Notice, understood: Reading) -> None:
    found = judge(mine, said, understood, revision=3)
    assert found == judge(mine, said, understood, revision=3)
    assert item_keys(mine) == item_keys(mine)
    assert notice_keys(said, understood) == notice_keys(said, understood)
    if found is None:
        return
    assert (found.question is not None) == (found.outcome is Outcome.CHECK)
    assert found.evidence
    assert found.outcome is not Outcome.CLEAR or len(found.evidence) > 1
    assert explain(mine, said, found)


def spelled(model: str, separator: str, *, lower: bool) -> str:
    runs = separator.join([model[:2], model[2:]])
    return runs.lower() if lower else runs


@given(BRANDS, MODELS, SEPARATORS, st.booleans())
def test_the_same_brand_and_model_always_meet_and_are_judged(brand: str, model: str, sep: str, lower: bool) -> None:
    said, understood = notice(f"{brand} heaters"), reading("heaters", brand, selector(model))
    mine = item("heater", spelled(model, sep, lower=lower), brand=brand.upper())
    assert item_keys(mine) & notice_keys(said, understood)
    found = judge(mine, said, understood, revision=1)
    assert found is not None
    assert found.outcome is Outcome.AFFECTED


@given(BRANDS, MODELS, MODELS)
def test_another_model_of_the_brand_is_never_affected(brand: str, listed: str, typed: str) -> None:
    said, understood = notice(f"{brand} heaters"), reading("heaters", brand, selector(listed))
    found = judge(item("heater", typed, brand=brand), said, understood, revision=1)
    if found is not None and found.outcome is Outcome.AFFECTED:
        assert typed == listed


@given(BRANDS, MODELS)
def test_the_brand_may_stand_in_the_name(brand: str, model: str) -> None:
    said, understood = notice(f"{brand} heaters"), reading("heaters", brand, selector(model))
    mine = item(f"{brand.lower()} heater", model)
    assert item_keys(mine) & notice_keys(said, understood)
    assert judge(mine, said, understood, revision=1) is not None


STRENGTH = {Outcome.CLEAR: 0, Outcome.CHECK: 1, Outcome.LIKELY: 2, Outcome.AFFECTED: 3}
NUMBERS = st.integers(0, 99_999)
FANS = notice("Norvik fans")


def serial(number: int) -> str:
    return f"QX{number:05d}"


def ranged(model: str, one: int, two: int) -> Selector:
    rule = code(CodeType.RANGE, first=serial(one), last=serial(two))
    return selector(model, scope=Scope.LISTED, serials=(rule,))


def said_of(mine: Item, understood: Reading) -> Outcome | None:
    found = judge(mine, FANS, understood, revision=1)
    return found.outcome if found else None


@given(MODELS, NUMBERS, NUMBERS, NUMBERS)
def test_a_serial_inside_never_weakens_a_verdict(model: str, one: int, two: int, number: int) -> None:
    first, mine, last = sorted((one, number, two))
    understood = reading("fans", "Norvik", ranged(model, first, last))
    without = said_of(item("fan", model, brand="Norvik"), understood)
    inside = said_of(item("fan", model, brand="Norvik", serial=serial(mine)), understood)
    assert without is not None
    assert inside is Outcome.AFFECTED
    assert STRENGTH[inside] >= STRENGTH[without]


@given(MODELS, NUMBERS, NUMBERS, NUMBERS)
def test_ends_that_are_swapped_clear_nobody(model: str, one: int, two: int, mine: int) -> None:
    first, last = sorted((one, two))
    assume(first < last)
    swapped = reading("fans", "Norvik", ranged(model, last, first))
    assert said_of(item("fan", model, brand="Norvik", serial=serial(mine)), swapped) is Outcome.CHECK


@given(items(), notices(), readings(), st.dates())
def test_a_day_of_purchase_alone_turns_no_clear_into_an_alert(
    mine: Item, said: Notice, understood: Reading, day: object
) -> None:
    without = judge(replace(mine, purchased=None), said, understood, revision=1)
    bought = judge(replace(mine, purchased=PartialDate.parse(str(day))), said, understood, revision=1)
    if without and without.outcome is Outcome.CLEAR and bought:
        assert bought.outcome is Outcome.CLEAR


@given(MODELS, MODELS, st.sampled_from(["", "fan", "vento fan"]), DAYS, NUMBERS)
def test_an_excluded_model_never_alerts(
    listed: str, spared: str, name: str, day: PartialDate | None, number: int
) -> None:
    assume(listed != spared)
    understood = reading("Vento fans", "Norvik", selector(listed, excluded=(spared,)))
    mine = replace(item(name, spared, brand="Norvik", serial=serial(number)), purchased=day)
    assert said_of(mine, understood) in (Outcome.CLEAR, None)


@given(st.lists(st.tuples(MODELS, NUMBERS, NUMBERS), min_size=2, max_size=4), MODELS, NUMBERS)
def test_the_order_of_selectors_and_products_decides_nothing(
    rows: list[tuple[str, int, int]], typed: str, number: int
) -> None:
    selectors = [ranged(model, min(one, two), max(one, two)) for model, one, two in rows]
    apart = Reading(tuple(Product("fans", "Norvik", selectors=(s,)) for s in selectors))
    whole, turned = (reading("fans", "Norvik", *order) for order in (selectors, selectors[::-1]))
    for model in (rows[0][0], typed, ""):
        mine = item("fan", model, brand="Norvik", serial=serial(number))
        back = replace(apart, products=apart.products[::-1])
        assert said_of(mine, whole) == said_of(mine, turned) == said_of(mine, apart) == said_of(mine, back)


@given(MODELS, st.dates(), st.dates(), st.dates())
def test_a_day_after_the_first_sale_changes_nothing(model: str, one: object, two: object, bought: object) -> None:
    first, last, day = (PartialDate.parse(str(d)) for d in (*sorted((str(one), str(two))), bought))
    assume(day.first >= first.first)
    understood = replace(reading("fans", "Norvik", selector(model)), sold=Window(first, last, quote("sold")))
    assert said_of(replace(item("fan", model, brand="Norvik"), purchased=day), understood) is Outcome.AFFECTED
