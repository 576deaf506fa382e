"""Typed criteria: which units are recalled, each with the words of the notice that say so."""

from dataclasses import dataclass
from enum import StrEnum

from .dates import PartialDate

#: The part that an operator's own words are a quote of, where the notice has none.
OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of one text of a notice: ``part`` is a key of ``Notice.texts()``, ``start``/``end`` count characters.

    Only where an operator added what the notice's texts do not say, ``part`` is ``OPERATOR`` and ``text`` their note.
    """

    part: str
    start: int
    end: int
    text: str

    @property
    def said(self) -> str:
        """The notice's own words; empty if it has none."""
        return "" if self.by_operator else self.text

    @property
    def by_operator(self) -> bool:
        """Whether these are an operator's words, not the notice's."""
        return self.part == OPERATOR


class Scope(StrEnum):
    """How complete a selector is.

    ``all``: every unit of the listed models. ``listed``: only the units its criteria describe.
    ``unknown``: something narrows it that was not understood, so a verdict must stop at ``check``.
    """

    ALL = "all"
    LISTED = "listed"
    UNKNOWN = "unknown"


class PatternKind(StrEnum):
    """How a model pattern reads its value."""

    PREFIX = "prefix"
    RANGE = "range"
    WILDCARD = "wildcard"


class CodeType(StrEnum):
    """How a code criterion decides. ``lookup``: only the maker's own check can tell."""

    RANGE = "range"
    WILDCARD = "wildcard"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    LIST = "list"
    LOOKUP = "lookup"


@dataclass(frozen=True, slots=True)
class Term:
    """One stated value (a model, GTIN, alias ...) as printed, with where it is stated."""

    value: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Pattern:
    """A family of models: "model numbers beginning with ..."; a range keeps ``value`` = ``first..last``."""

    kind: PatternKind
    value: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Code:
    """A criterion on the code printed on a unit: serial, lot, batch, date code, bar code.

    ``models`` names the only models it holds for (empty: all of the selector). ``part`` says which part of the
    code is compared (``first4``, ``last6``, ``char10``, ``char3-5``); ``order`` how a range is ordered (``lex``,
    ``num``, ``natural``, ``wild``, ``yyww``, ``dddyy`` ...; ``date``: ends and values are dates written YYYY-MM-DD or
    YYYY-MM).
    """

    type: CodeType
    kind: str
    quote: Quote
    first: str = ""
    last: str = ""
    values: tuple[str, ...] = ()
    order: str = "natural"
    part: str = ""
    models: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, either end open."""

    first: PartialDate | None
    last: PartialDate | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Selector:
    """Alternatives that belong together: the models, and the codes, dates and conditions that narrow them.

    ``narrowed_by`` is the cue that kept ``scope`` from being ``all``; ``code_location`` the words that say where
    the code is printed.
    """

    models: tuple[Term, ...] = ()
    model_patterns: tuple[Pattern, ...] = ()
    excluded_models: tuple[Term, ...] = ()
    aliases: tuple[Term, ...] = ()
    gtins: tuple[Term, ...] = ()
    retailer_ids: tuple[Term, ...] = ()
    serials: tuple[Code, ...] = ()
    lots: tuple[Code, ...] = ()
    made: Window | None = None
    model_years: tuple[Term, ...] = ()
    conditions: tuple[Term, ...] = ()
    scope: Scope = Scope.UNKNOWN
    narrowed_by: Quote | None = None
    code_location: Quote | None = None


class Sort(StrEnum):
    """By what units of a product are told apart.

    ``goods``: models and serials. ``vehicle``: model years, then the VIN. ``batch``: lots and dates (food, medicine).
    """

    GOODS = "goods"
    VEHICLE = "vehicle"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Product:
    """A recalled product as understood: ``brand`` as an owner reads it on the thing, ``name`` as they would say it."""

    name: str
    brand: str = ""
    aliases: tuple[str, ...] = ()
    brand_aliases: tuple[str, ...] = ()
    category: str = ""
    selectors: tuple[Selector, ...] = ()
    sort: Sort = Sort.GOODS


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of one revision. Derived, so it can be made again; ``rules`` names the rules' version.

    ``hazards`` and ``remedies`` are the closed lists of the interface; ``units`` is per country (ISO 3166-1);
    ``review`` lists why a person should look (empty: nothing); ``unsure`` says that what was understood may be wrong or
    incomplete, so that no verdict may go beyond ``check``.
    """

    products: tuple[Product, ...] = ()
    hazards: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    units: tuple[tuple[str, int], ...] = ()
    sold: Window | None = None
    contact_url: str = ""
    review: tuple[str, ...] = ()
    unsure: bool = False
    rules: str = ""
