from hypothesis import given
from hypothesis import strategies as st

from recallwatch.match import explain, item_keys, judge, notice_keys
from recallwatch.model import CodeType, Item, ListedProduct, Notice, Outcome, PartialDate, Product, Reading, Scope

from .support import code, item, notice, reading, selector

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
