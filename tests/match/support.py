"""Items, notices and readings made by hand, with quotes that really point into the notice."""

from recallwatch.match import judge
from recallwatch.model import (
    Code,
    CodeType,
    Item,
    ListedProduct,
    Notice,
    PartialDate,
    Pattern,
    PatternKind,
    Product,
    Quote,
    Reading,
    Scope,
    Selector,
    Term,
    Verdict,
    Window,
)

MAKER = Notice(
    source="maker-anker",
    number="a1112",
    title="Anker 321 Power Bank recall",
    summary="Every Anker 321 Power Bank (PowerCore 5K), model A1112, is recalled.",
    products=(ListedProduct("Anker 321 Power Bank (PowerCore 5K)"),),
)


def item(
    name: str = "",
    model: str = "",
    *,
    brand: str = "",
    serial: str = "",
    gtin: str = "",
    bought: str = "",
) -> Item:
    """An item as typed."""
    day = PartialDate.parse(bought) if bought else None
    return Item("i", "o", name, brand, model, serial, gtin, "", day)


def quote(text: str) -> Quote:
    """A quote of the summary; its place does not matter here."""
    return Quote("summary", 0, len(text), text)


def term(value: str) -> Term:
    """A value stated in words of its own."""
    return Term(value, quote(f"model number {value}"))


def code(kind: CodeType, *values: str, first: str = "", last: str = "", models: tuple[str, ...] = ()) -> Code:
    """A serial criterion."""
    said = quote("serial numbers " + ", ".join(values or (f"{first} through {last}",)))
    return Code(kind, "serial", said, first, last, values, models=models)


def selector(
    *models: str,
    scope: Scope = Scope.ALL,
    serials: tuple[Code, ...] = (),
    excluded: tuple[str, ...] = (),
    gtins: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    prefixes: tuple[str, ...] = (),
    conditions: tuple[str, ...] = (),
    made: Window | None = None,
    location: str = "",
) -> Selector:
    """The units of some models."""
    return Selector(
        models=tuple(map(term, models)),
        model_patterns=tuple(Pattern(PatternKind.PREFIX, p, quote(f"beginning with {p}")) for p in prefixes),
        excluded_models=tuple(map(term, excluded)),
        aliases=tuple(map(term, aliases)),
        gtins=tuple(map(term, gtins)),
        serials=serials,
        made=made,
        conditions=tuple(map(term, conditions)),
        scope=scope,
        code_location=quote(location) if location else None,
    )


def reading(name: str, brand: str, *selectors: Selector, sold: tuple[str, str] | None = None) -> Reading:
    """One product with its selectors."""
    window = (
        Window(PartialDate.parse(sold[0]), PartialDate.parse(sold[1]), quote("sold " + " to ".join(sold)))
        if sold
        else None
    )
    return Reading(products=(Product(name, brand, selectors=selectors),), sold=window)


def notice(title: str, summary: str = "", number: str = "1") -> Notice:
    """A notice with one product line, named as its title."""
    return Notice("us-test", number, title, summary=summary or title, products=(ListedProduct(title),))


def verdict(mine: Item, said: Notice, understood: Reading) -> Verdict | None:
    """The verdict at revision 1."""
    return judge(mine, said, understood, revision=1)


def outcome(mine: Item, said: Notice, understood: Reading) -> str:
    """The outcome as a word, ``none`` without one."""
    found = verdict(mine, said, understood)
    return str(found.outcome) if found else "none"
