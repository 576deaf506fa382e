"""How much speaks for two notices telling of one recalled thing: points, each with its reason in words.

Points are like decibels: they add up, and say how much likelier the pair is one event than a pair drawn at random among
candidates. What each is worth was set on labelled pairs; the order of the table is the order of the reasons given.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .told import Told

_GTIN = 6.0  # a bar code is one product's
_MODEL, _MORE_MODELS, _MOST_MODELS = 3.5, 0.5, 5.0  # a maker's designator; a second one adds little
_BRAND, _SECOND_BRAND = 2.0, 1.0  # a second one: the maker's line beside the maker
_NAME, _MOST_NAMES = 1.5, 4.5  # each telling word of the product's name
_KIND, _MOST_KINDS = 0.7, 2.1  # each common word of it: what kind of thing it is
_NO_WORD = -2.0  # no word of the names in common, and no code either
_WHOLE = 1.0  # nearly every word of the shorter name is in the longer
_HAZARD, _OTHER_HAZARD = 1.0, -1.5
_PARTNER = 2.0  # one says that it acts with the other's country, or sold there
_NAMED = 6.0  # one names the other's number
_SHOWN = 5  # words or codes shown as evidence


@dataclass(frozen=True, slots=True)
class Weight:
    """The points for a pair and what they are given for.

    ``veto`` says what rules the pair out, unless there is ``proof``: a bar code in common, or one names the other's
    number (``named``), which outweighs a brand that reads differently in another language. ``likeness``: the things are
    called alike, beyond their maker; ``whole``: in nearly every word. ``codes``: a bar code, a model or a number is
    shared; ``apart``: both list models, and none is the same or a longer form of another.
    """

    points: float
    evidence: tuple[str, ...]
    veto: str = ""
    likeness: bool = False
    whole: bool = False
    codes: bool = False
    apart: bool = False
    named: bool = False
    proof: bool = False


def weigh(one: Told, two: Told) -> Weight:
    """Weigh a pair; the same either way round. Dates are not weighed here: what they mean hangs on the relation."""
    words = _alike(one, two)
    reasons = list(_reasons(one, two, words))
    named = one.number in two.earlier.numbers or two.number in one.earlier.numbers
    if named:
        reasons.append((_NAMED, "one names the other's number"))
    codes = named or bool(one.gtins & two.gtins) or bool(_models(one, two))
    return Weight(
        points=sum(points for points, _ in reasons),
        evidence=tuple(reason for _, reason in reasons if reason),
        veto=_veto(one, two),
        likeness=bool(words.names or words.kinds),
        whole=words.whole,
        codes=codes,
        apart=bool(one.models and two.models) and not codes and not _longer_forms(one.models, two.models),
        named=named,
        proof=named or bool(one.gtins & two.gtins),
    )


@dataclass(frozen=True, slots=True)
class _Alike:
    """The words two names have in common, without those of the maker's own name."""

    names: frozenset[str]
    kinds: frozenset[str]
    whole: bool


def _alike(one: Told, two: Told) -> _Alike:
    brands = same_brand(one, two)
    own = {word for word in one.names | two.names | one.kinds | two.kinds if _is_part(word, brands)}
    names, kinds = (one.names & two.names) - own, (one.kinds & two.kinds) - own
    shorter = min((one.names | one.kinds, two.names | two.kinds), key=lambda words: (len(words), sorted(words))) - own
    return _Alike(names, kinds, whole=bool(shorter) and len(names | kinds) >= 0.75 * len(shorter))


def _is_part(word: str, brands: frozenset[str]) -> bool:
    """Whether a word, in singular or plural, begins or ends a maker's name that is written without spaces."""
    return len(word) > 2 and any(brand.startswith(word) or brand.endswith((word, f"{word}s")) for brand in brands)


def _reasons(one: Told, two: Told, words: _Alike) -> Iterator[tuple[float, str]]:
    if gtins := one.gtins & two.gtins:
        yield _GTIN, f"the same bar code: {_list(gtins)}"
    yield from _by_models(one, two)
    if brands := same_brand(one, two):
        lines = [b for b in brands if not any(b != other and b.startswith(other) for other in brands)]
        yield _BRAND + _SECOND_BRAND * (len(lines) > 1), f"the same brand: {_list(brands)}"
    yield from _by_words(words, coded=bool(_models(one, two)) or bool(one.gtins & two.gtins))
    yield from _by_hazards(one, two)
    if (one.partners & two.places) or (two.partners & one.places):
        yield _PARTNER, "one says that the other's country takes part"


def _by_models(one: Told, two: Told) -> Iterator[tuple[float, str]]:
    if models := _models(one, two):
        points = min(_MOST_MODELS, _MODEL + _MORE_MODELS * (len(models) - 1))
        yield points, f"the same models: {_list(models)}"


def _models(one: Told, two: Told) -> frozenset[str]:
    """Models that one lists and the other lists or names, and codes that both names have."""
    return (one.models & (two.models | two.codes)) | (two.models & one.codes) | (one.codes & two.codes)


def _longer_forms(one: frozenset[str], two: frozenset[str]) -> bool:
    return any(a.startswith(b) or b.startswith(a) for a in one for b in two)


def same_brand(one: Told, two: Told) -> frozenset[str]:
    """The makers' names that both notices say; a makers' name of one may stand anywhere in the other."""
    return frozenset(b for b in one.brands if b in two.said) | frozenset(b for b in two.brands if b in one.said)


def _veto(one: Told, two: Told) -> str:
    if one.brands and two.brands and not same_brand(one, two):
        return f"other brands: {one.brands[0]}, {two.brands[0]}"
    return ""


def _by_words(words: _Alike, *, coded: bool) -> Iterator[tuple[float, str]]:
    if words.names:
        yield min(_MOST_NAMES, _NAME * len(words.names)), f"the same name: {_list(words.names)}"
    if words.kinds:
        yield min(_MOST_KINDS, _KIND * len(words.kinds)), f"the same kind of thing: {_list(words.kinds)}"
    if not words.names and not words.kinds and not coded:
        yield _NO_WORD, ""
    if words.whole:
        yield _WHOLE, ""


def _by_hazards(one: Told, two: Told) -> Iterator[tuple[float, str]]:
    if hazards := one.hazards & two.hazards:
        yield _HAZARD, f"the same hazard: {_list(hazards)}"
    elif one.hazards and two.hazards:
        yield _OTHER_HAZARD, ""


def _list(values: frozenset[str]) -> str:
    shown = sorted(values)
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return ", ".join(shown[:_SHOWN]) + more
