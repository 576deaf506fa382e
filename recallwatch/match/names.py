"""Does an owner's name for a thing mean this product? Words only; numbers in names must not contradict."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from recallwatch.extract.hosts import goes_with
from recallwatch.model import Item, Notice, Product
from recallwatch.text.fold import tokens
from recallwatch.text.remember import NOTICES, remembered

from .brands import brands_of
from .models import code_key, strong
from .vocabulary import GENERIC, NOISE
from .words import agree, bag, covered, designators, is_distinctive, measures, name_words


class Fit(IntEnum):
    """How well a name fits: not at all, the kind of thing, the line, or the whole distinctive name."""

    NONE = 0
    KIND = 1
    LINE = 2
    FULL = 3


@dataclass(frozen=True, slots=True)
class NameFit:
    """A fit, with the notice's words it was measured against; ``numbered``: a number of the name agreed too.

    ``plain``: only common words agreed, which is weak however completely they do; ``bare``: of the thing's name only
    what kind of thing it is; ``hits``: how many of the owner's words are in it; ``whole``: each has all the other says;
    ``host``: they have in common only what the recalled thing is for.
    """

    fit: Fit
    theirs: str = ""
    numbered: bool = False
    plain: bool = False
    bare: bool = False
    hits: int = 0
    whole: bool = False
    host: bool = False


def name_fit(item: Item, product: Product, notice: Notice) -> NameFit:
    """The best fit of the item's name with any way the notice names the product."""
    named = [n for n in (product.name, *product.aliases) if n]
    mine = bag(_own_words(item, product, notice))
    halves = [h for n in named for h in _each_of_two(n) if _head(h, item, product, notice) in mine]
    names = [*(v for n in named for v in variants(n)), *halves]
    fits = [_fit(item, name, product, notice) for name in dict.fromkeys(names)]
    if (bare := _uncoded(product)) != product.name:
        found = [_fit(item, name, product, notice) for name in (bare, *_each_of_two(bare))]
        fits += [fit for fit in found if fit.fit > Fit.KIND]  # without its numbers a kind of thing says too little
    return max(fits, key=lambda f: (f.fit, f.numbered, f.hits), default=NameFit(Fit.NONE))


@remembered(4096)
def _uncoded(product: Product) -> str:
    """A product's name without models of letters and digits that it lists: numbers of codes are none of the name."""
    models = {code_key(term.value) for selector in product.selectors for term in selector.models}
    words = product.name.split(" ")
    kept = [word for word in words if not (strong(code_key(word)) and code_key(word) in models)]
    return " ".join(kept) or product.name


def variants(name: str) -> list[str]:
    """A name whole; without its brackets, and what stands in them (``321 Power Bank (PowerCore 5K)`` is both); and
    what follows a list of brands (``Ace®, Boss® and Crown® brand heaters``)."""
    inside = _BRACKETS.findall(name)
    whole = [name, _BRACKETS.sub(" ", name).strip(), *inside] if inside else [name]
    kind = _BRAND_LIST.search(name)
    return [*whole, name[kind.end() :].strip()] if kind and name[kind.end() :].strip() else whole


@lru_cache(maxsize=4096)
def _each_of_two(name: str) -> tuple[str, ...]:
    """Two products in one line: ``Swift and Trot travel mugs`` is ``Swift mugs`` and ``Trot travel mugs``."""
    both = _BOTH.fullmatch(name)
    if not both or any(map(str.isdigit, name)):
        return ()
    kind = "" if both["one"].endswith("s") else both["two"].split()[-1]
    return f"{both['one']} {kind}".strip(), both["two"]


def shares_kind(item: Item, product: Product, notice: Notice) -> bool:
    """Whether any word beyond the brand is shared: enough to support a model typed without its brand."""
    mine = bag(_unbranded(item.name, item, product, notice))
    return any(covered(_unbranded(n, item, product, notice), mine) for n in (product.name, *product.aliases))


def says_phrase(item: Item, product: Product, notice: Notice) -> bool:
    """Whether the notice has the owner's whole name in one run, number and all: then it names that very product."""
    mine = _unbranded(item.name, item, product, notice)
    if len(mine) < 2 or not (any(map(str.isdigit, mine)) or sum(map(is_distinctive, mine)) > 1):
        return False
    return any(f" {' '.join(mine)} " in f" {' '.join(name_words(text))} " for text in (notice.title, notice.summary))


def calls_so(item: Item, product: Product) -> bool:
    """Whether the model an owner typed stands word for word in the name of the thing, number and all."""
    typed = tokens(item.model)
    telling = len(typed) > 1 and any(map(is_distinctive, typed)) and any(c.isdigit() for c in item.model)
    return telling and any(
        f" {' '.join(typed)} " in f" {' '.join(tokens(n))} " for n in variants(_before(product.name))
    )


def _fit(item: Item, name: str, product: Product, notice: Notice) -> NameFit:
    mine, theirs = _own_words(item, product, notice), _unbranded(name, item, product, notice)
    hits = covered(theirs, bag(mine))
    if not hits - NOISE or _opposed(mine, theirs) or _plus(item.name) & _unplus(name):
        return NameFit(Fit.NONE)
    if any(map(is_distinctive, hits)) and _only_for(name, mine, item, product, notice):
        return NameFit(Fit.LINE, name, host=True)
    said = _said(notice)
    numbers, my_numbers = designators(theirs), designators(mine)
    agreed = agree(my_numbers, numbers)
    unsaid = my_numbers.keys() - said
    if numbers and unsaid and (not agreed or max(map(len, unsaid)) > 2):
        return NameFit(Fit.NONE)
    head = _head(name, item, product, notice)
    rest = frozenset(theirs) - hits - NOISE - {head}
    extra = frozenset[str]() if item.model else said  # what the notice says of the thing without calling it so
    grade = _Words(
        key=(frozenset(w for w in theirs if is_distinctive(w) and w != head) | _named_head(name, head))
        - _kinds(notice),
        hits=hits,
        alien=frozenset(w for w in mine if is_distinctive(w)) - covered(mine, said) | unsaid,
        head=head in hits,
        unnamed=bool(numbers) and not agreed,
        strange=0 if any(map(str.isdigit, item.name)) else 1,
        whole=not rest and not (frozenset(mine) - covered(mine, bag(theirs)) - NOISE - extra) and bool(hits - {head}),
    )
    if not unsaid and _told(mine, said) and _grade(grade, numbered=agreed) < Fit.LINE:
        return NameFit(Fit.LINE, name, agreed, hits=len(hits - NOISE))
    if grade.key and not grade.whole and head not in grade.key and frozenset(mine) - NOISE == {head}:
        return NameFit(Fit.KIND, name, plain=True)
    if not agreed and _other_kind(grade, _head(item.name, item, product, notice), product, said):
        return NameFit(Fit.NONE)
    plain = not agreed and not any(is_distinctive(w) for w in hits)
    known = any(is_distinctive(w) for w in covered(mine, said))
    bare = plain and hits - NOISE == {head} and len(rest) > 1 and not known
    shared = len(covered(mine, bag(theirs)) - NOISE)
    return NameFit(_grade(grade, numbered=agreed), name, agreed, plain, bare, shared, grade.whole and not plain)


def _only_for(name: str, mine: tuple[str, ...], item: Item, product: Product, notice: Notice) -> bool:
    """Whether the owner names no more than what the recalled thing goes with: a pin, of a charge case for the pin."""
    parts = _FOR.split(name, maxsplit=1)
    own = frozenset(_unbranded(parts[0], item, product, notice)) - NOISE
    return len(parts) > 1 and bool(own) and not covered(tuple(own), bag(mine))


def named_as_host(item: Item, product: Product, notice: Notice) -> bool:
    """Whether the notice says what the owner calls the thing only where it tells what the recalled one goes with."""
    known = frozenset(_unbranded(product.name, item, product, notice))
    words = [w for w in _own_words(item, product, notice) if is_distinctive(w) and w not in known]
    found = [[m.start() for m in re.finditer(rf"\b{w}", notice.summary, re.IGNORECASE)] for w in map(re.escape, words)]
    return bool(words) and all(found) and all(goes_with(notice.summary, at) for places in found for at in places)


def _told(mine: tuple[str, ...], said: frozenset[str]) -> bool:
    """Whether a notice says every word the owner uses somewhere: colours, sizes and sets stand in its text only."""
    telling = frozenset(mine) - NOISE
    return len(telling) > 1 and telling <= covered(mine, said) and any(map(is_distinctive, telling))


def _other_kind(words: "_Words", head: str, product: Product, said: frozenset[str]) -> bool:
    """Whether the owner's thing is of a kind the notice never speaks of, and its name alone does not tie them."""
    if head not in GENERIC or covered((head,), said) or sum(map(is_distinctive, words.hits)) > 1:
        return False
    own = words.key - {w for b in brands_of(product) for w in name_words(b)}
    return not (own and own <= words.hits)


@dataclass(frozen=True, slots=True)
class _Words:
    """What two names have in common: the notice's telling words, those hit, the owner's that the notice never says.

    ``strange``: how many such words a thing of the same brand and kind may still be called by: none beside a number.
    """

    key: frozenset[str]
    hits: frozenset[str]
    alien: frozenset[str]
    head: bool
    unnamed: bool
    whole: bool
    strange: int


def _grade(words: _Words, *, numbered: bool) -> Fit:
    if words.whole:
        return Fit.FULL
    if words.key and words.key <= words.hits:
        sure = numbered or len(words.key) > 1 or not (words.alien or words.unnamed)
        return Fit.FULL if sure else Fit.LINE
    if words.key:
        if words.key & words.hits:
            return Fit.LINE if numbered or not words.alien else Fit.NONE
        kind = words.head and len(words.hits - NOISE) > 1 and len(words.alien) <= words.strange and not words.unnamed
        return Fit.KIND if kind else Fit.NONE
    if numbered:
        return Fit.FULL if words.head else Fit.LINE
    if not words.head:
        return Fit.NONE
    if words.alien and words.unnamed:
        return Fit.NONE
    return Fit.KIND if words.alien or words.unnamed else Fit.LINE


def _named_head(name: str, head: str) -> frozenset[str]:
    """The last word if it is a name rather than a kind of thing: ``Galaxy Note`` against ``Ionic smartwatches``."""
    named = is_distinctive(head) and re.search(rf"\b{re.escape(head)}", name) is None
    return frozenset({head}) if named else frozenset()


def _head(name: str, item: Item, product: Product, notice: Notice) -> str:
    """What the thing is: the last word before a preposition that is neither noise nor a number."""
    words = [w for w in _unbranded(_before(name), item, product, notice) if w not in NOISE and not w.isdigit()]
    return next((w for w in reversed(words) if w not in _SIZES), words[-1] if words else "")


@lru_cache(maxsize=4096)
def _before(name: str) -> str:
    return _AFTER.split(_BRACKETS.sub(" ", name), maxsplit=1)[0]


#: Sizes that are said last: "mattress pad king".
_SIZES = frozenset({"king", "queen", "twin", "full", "large", "medium", "small"})
_BRACKETS = re.compile(r"\(([^()]*)\)")
_BOTH = re.compile(r"(?P<one>(?:(?!\sand\s)[^,()])+)\sand\s(?P<two>(?:(?!\sand\s)[^,()])*\w)")
_BRAND_LIST = re.compile(r"(?:,|\band\b|&).*\bbrand(?:s|ed)?\s", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:used|sold|with|for|in|from|of|made)\b|,\s(?:models?|sizes?|styles?|items?)\b", re.IGNORECASE)


def _opposed(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether both cannot be said of one product: opposite words, or another count of the same thing."""
    if any((a in mine and b in theirs) or (b in mine and a in theirs) for a, b in _OPPOSITES):
        return True
    if any(_said_of(mine, one, two) and _said_of(theirs, two, one) for one, two in _WEARERS):
        return True
    if _lettered(mine, theirs):
        return True
    if "electric" in mine + theirs and not _FUELS.isdisjoint(mine + theirs):
        one, two = (("electric" in side, not _FUELS.isdisjoint(side)) for side in (mine, theirs))
        if one in _EITHER and two in _EITHER and one != two:
            return True
    my_sizes, sizes = measures(mine), measures(theirs)
    return any(unit in sizes and not (values & sizes[unit]) for unit, values in my_sizes.items())


def _said_of(words: tuple[str, ...], one: frozenset[str], other: frozenset[str]) -> bool:
    return not one.isdisjoint(words) and other.isdisjoint(words)


def _lettered(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether the same word stands after different single letters (``P Line`` is not ``T-Line``)."""
    my_letters, letters = _letters(mine), _letters(theirs)
    return any(not (my_letters[w] & letters[w]) for w in my_letters.keys() & letters.keys())


def _letters(words: tuple[str, ...]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for letter, word in pairwise(words):
        if len(letter) == 1 and letter.isalpha() and letter not in _UNLETTERED and len(word) > 2:
            found[word] = found.get(word, frozenset()) | {letter}
    return found


#: Single letters that are words or endings: "a", and the "s" of "kid's".
_UNLETTERED = frozenset("as")
_GROWN, _YOUNG = (
    frozenset({"adult", "men", "man", "women", "woman"}),
    frozenset({"youth", "child", "boy", "girl", "infant", "toddler", "baby", "junior", "jr"}),
)
_WEARERS = ((_GROWN, _YOUNG), (_YOUNG, _GROWN))
_FOR = re.compile(r"\b(?:used (?:with|in|on)|sold with|included with|compatible with|for)\b", re.IGNORECASE)
_OPPOSITES = (("washer", "dryer"), ("top", "bottom"), ("charger", "bank"))
_EITHER = ((True, False), (False, True))
_FUELS = frozenset({"gas", "oil", "charcoal", "propane", "kerosene", "gasoline"})


_PLUS = re.compile(r"([^\W\d_]{3,})(?:\+|\splus\b)", re.IGNORECASE)
_UNPLUS = re.compile(r"([^\W\d_]{3,})(?![\w+])(?!\splus\b)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _plus(text: str) -> frozenset[str]:
    """The words that end in a plus, which makes another product of them: ``Glide+`` is not ``Glide``."""
    return frozenset(found[1].lower() for found in _PLUS.finditer(text))


@lru_cache(maxsize=4096)
def _unplus(text: str) -> frozenset[str]:
    return frozenset(found[1].lower() for found in _UNPLUS.finditer(text)) - _plus(text)


@remembered(64)
def _own_words(item: Item, product: Product, notice: Notice) -> tuple[str, ...]:
    """The owner's words without the brand and a shop named before it (``Corner Shop Acme kettle``)."""
    words, brand = name_words(item.name), name_words(product.brand)
    at = next((n for n in range(1, len(words)) if brand and words[n : n + len(brand)] == brand), 0)
    if at and set(words[:at]) <= _said(notice) and words[at + len(brand) :]:
        words = words[at:]
    return _unbranded(" ".join(words), item, product, notice)


def _unbranded(text: str, item: Item, product: Product, notice: Notice) -> tuple[str, ...]:
    words = name_words(text)
    brands = _brand_words(item, product, notice)
    left = tuple(w for w in words if w not in brands)
    return left or words


@remembered(64)
def _brand_words(item: Item, product: Product, notice: Notice) -> frozenset[str]:
    return frozenset((*name_words(item.brand), *_shortest_brand(item, product, notice)))


def _shortest_brand(item: Item, product: Product, notice: Notice) -> tuple[str, ...]:
    """The least that is called the brand: of ``Arizer Solo II`` only ``Arizer``, the rest names the product.

    A beginning that the notice never uses without the next word of the brand is none: ``Pottery`` of ``Pottery Barn``.
    """
    whole = name_words(product.brand)
    spellings = [name_words(b) for b in (*brands_of(product), item.brand) if b]
    begins = sorted((s for s in spellings if s and whole[: len(s)] == s), key=len)
    return next((s for s in begins if s == whole or _stands_alone(s, whole[len(s)], notice)), whole)


def _stands_alone(short: tuple[str, ...], following: str, notice: Notice) -> bool:
    """Whether a notice says ``short`` anywhere without ``following`` behind it."""
    texts = (notice.title, notice.summary, *(p.name for p in notice.products), *(f.name for f in notice.firms))
    for words in map(name_words, texts):
        for at in range(len(words)):
            if words[at : at + len(short)] == short and words[at + len(short) : at + len(short) + 1] != (following,):
                return True
    return False


@remembered(NOTICES)
def _kinds(notice: Notice) -> frozenset[str]:
    """Words the text writes small: they tell what a thing is, not what it is called."""
    return frozenset(name_words(" ".join(_SMALL.findall(notice.summary))))


_SMALL = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w])")


@remembered(NOTICES)
def _said(notice: Notice) -> frozenset[str]:
    """Every word a notice uses anywhere about its products."""
    parts = (notice.title, notice.summary, *(p.name for p in notice.products), *(i.caption for i in notice.images))
    words = tuple(word for part in parts for word in name_words(part))
    return bag(words) | frozenset(t for part in parts for t in tokens(part))
