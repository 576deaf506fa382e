"""Brands as an owner reads them on the thing: printed marks, "X brand", the head of the product's name, the firm."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from recallwatch.model import Notice
from recallwatch.text.fold import code_key, fold
from recallwatch.text.phrases import around

from .evidence import TRADER, WEIGHT, Case, Kind, beginnings, join
from .firms import TRADE, firms, is_shop, short_of
from .generic import GENERIC
from .heads import heads, listed
from .kinds import STOP, Told, is_small
from .marks import Mark, marks
from .places import places
from .spelling import is_name, tidy

_MOST = 6000
_ALIAS = 2.5
_RECALLED = re.compile(
    r"\bRecalls?\s(?:to\sRepair\s|of\s)?(?P<what>[^;]{3,200}?)(?=\s(?:Due|due|Sold|Because|After|for)\b|;|\Z)"
)
_RECALLING = re.compile(r"^(?P<what>[^;]{3,80}?)\s(?:Recall(?:ed)?\b|Sold\b)")
_INVOLVES = re.compile(
    r"\b(?:involves|includes|recalling)\s(?:(?:the|certain|all|some|its|about|approximately|more\sthan|an|estimated"
    r"|[\d,]{3,9}|(?:two|three|four|five|several)\s(?:types|models|styles|versions)\sof)\s){0,4}(?P<what>[^.;]{3,80})"
)
_DOMAIN = re.compile(
    r"(?:@|\b)(?:https?://)?(?:[\w-]{1,40}\.){0,2}(?P<host>[\w-]{3,40})\.(?:com|net|org|co|us|ca|store|shop"
    r"|eu)\b",
    re.IGNORECASE,
)
_DOT_ON = re.compile(r"\.\w\S*")
_DEALERS = re.compile(
    r"\b(?!Authorized)(?P<name>[A-Z][\w&.-]{1,40}(?: [A-Z][\w&.-]{1,40})?) (?:\w{1,40} )?"
    r"(?:[Dd]ealers?(?:hips)?|retailers)\b"
)
_OFFICE = re.compile(r"^CPSC(?:,| and) ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^['’]s?")
#: What may stand between a firm and its line: ``Acme's``, ``Acme's model year 2020``, ``Acme®``.
_BETWEEN = re.compile(r"(?:['’]s?)?[®™]?\s(?:[\w-]+\s){0,3}")
_SHORTENED = re.compile(r"\s\((?:[\"“])?([A-Z&.]{2,6})(?:[\"”])?\)")
_DIGIT = re.compile(r"\d")
_THE = re.compile(r"^The\s|[®™]")
_OWNING = re.compile(r"['’]s\Z")
_TRADEMARKS = re.compile(r"[®™]")
_MADE = re.compile(r"\b(?:[Mm]ade|[Mm]anufactured|[Aa]ssembled|[Ii]mported)\Z")


def brands(notice: Notice, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Brand names of each product, best first; empty when the notice shows none.

    A printed mark, the head of the product's name, the firm and a web address each speak once for a name; what has
    most to speak for it is the brand, what has enough an alias.
    """
    said = _Said.of(notice)
    return [said.ranked(name) for name in names]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a notice says of brands, whichever of its products is meant."""

    notice: Notice
    told: Told
    hosts: frozenset[str]
    marked: tuple[tuple[str, Mark], ...]
    firms: tuple[tuple[str, bool], ...]
    openings: tuple[str, ...]
    led: str
    given: tuple[str, ...]  # in fields of their own, each once: a campaign can list thousands of models
    own: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, notice: Notice) -> "_Said":
        """Gather it."""
        prose = notice.summary[:_MOST]
        names = " ; ".join(p.name for p in notice.products[:20])
        told = Told.of(f"{notice.title} ; {notice.hazard}", names, prose)
        hosts = _hosts(notice)
        marked = tuple(dict.fromkeys((*marks(notice.title), *marks(prose))))
        named = tuple((short_of(f, f"{names} ; {prose}", hosts), is_shop(f, notice)) for f in firms(notice))
        recalled = _RECALLED.search(notice.title) or _RECALLING.search(notice.title)
        openings = tuple(found["what"] for found in (recalled, _INVOLVES.search(prose)) if found)
        led = f"{fold(_OFFICE.sub('', notice.title))} "
        given = [(product.name, product.brand) for product in notice.products if product.brand]
        once = tuple(dict.fromkeys(brand for _, brand in given))
        return cls(notice, told, hosts, marked, named, openings, led, once, frozenset(given))

    def ranked(self, name: str) -> tuple[str, ...]:
        """The brands of the product of this name."""
        cases: dict[str, Case] = {}
        for text, kind, weight in self._evidence(name):
            clean = self._tidy(text, kind)
            if self._is_brand(clean, kind, name):
                case = cases.setdefault(fold(clean), Case(clean))
                case.add(kind, weight)
                case.spelling = clean if case.spelling.islower() else case.spelling
        self._support(cases, name)
        join(cases, self.told.whole)
        best = sorted((case for case in cases.values() if case.kinds), key=lambda case: -case.weight)
        return (best[0].spelling, *self._aliases(best)) if best else ()

    def _aliases(self, best: list[Case]) -> list[str]:
        """What a brand is also called: its short form in brackets, and other names with enough to speak for them.

        What goes on from the brand is a line of it, no other name.
        """
        top = best[0].spelling
        others = [case.spelling for case in best[1:] if case.weight >= _ALIAS or case.kinds.keys() & TRADER]
        short = [hit[1] for n in (top, *others) if (hit := self._shortened(n))]
        return [name for name in dict.fromkeys([*short, *others]) if not fold(name).startswith(f"{fold(top)} ")]

    def _shortened(self, name: str) -> re.Match[str] | None:
        whole = self.told.whole
        hits = (_SHORTENED.match(whole, at + len(name)) for at in places(name, whole))
        initials = "".join(word[0] for word in fold(name).split())
        return next((hit for hit in hits if hit and code_key(hit[1]) == initials), None)

    def _tidy(self, text: str, kind: Kind) -> str:
        """A name as it stands on the thing; whose it is (``Acme's``) only where no text has it otherwise."""
        clean = tidy(text) if kind not in TRADER else _THE.sub("", text).strip()
        bare = _OWNING.sub("", clean)
        if bare == clean or kind in TRADER:
            return clean
        whole = self.told.whole
        alone = any(whole[at + len(bare) : at + len(bare) + 1] not in {"'", "’"} for at in places(bare, whole))
        return bare if alone or kind is Kind.TOLD else clean

    def _is_brand(self, clean: str, kind: Kind, name: str) -> bool:
        firm = kind in TRADER or kind is Kind.STRUCTURED
        proper = kind is Kind.BRAND or (kind is not Kind.HEAD and " " in clean)
        if not is_name(clean, proper=proper, firm=firm) or self._is_place(clean):
            return False
        key = fold(clean)
        if kind not in {Kind.BRAND, Kind.PRINT}:
            return True
        if clean.islower() or key[0].isdigit() or (kind is Kind.PRINT and (len(key) < 3 or _DIGIT.search(key))):
            begun = any(f"{fold(text)} ".startswith(f"{key} ") for text in (self.notice.title, name))
            return begun or code_key(clean) in self.hosts
        return key.split()[0] not in STOP

    def _evidence(self, name: str) -> Iterator[tuple[str, Kind, float]]:
        for brand in self.given:
            yield brand, Kind.STRUCTURED, WEIGHT[Kind.STRUCTURED] * (1.0 + ((name, brand) in self.own))
        own = heads(name, self.told)
        elsewhere = len(self.notice.products) > 1 and bool(own)
        for text, mark in self.marked:
            share = 0.5 if elsewhere and not f" {fold(name)} ".startswith(f" {fold(tidy(text))} ") else 1.0
            yield from self._mark(text, mark, share)
        for firm, shop in self.firms:
            kind = Kind.SHOP if shop else Kind.FIRM
            for known in (firm, _common(firm, name, self.told)):
                yield known, kind, WEIGHT[kind]
        yield from self._heads(own, name)

    def _mark(self, text: str, mark: Mark, share: float) -> Iterator[tuple[str, Kind, float]]:
        kind = Kind.BRAND if mark is Mark.BRAND else Kind.PRINT
        if kind is Kind.PRINT and self._is_kind(text):
            return
        owner = next(
            (f for f, _ in self.firms if text.startswith(f) and text[len(f) : len(f) + 1] in {" ", "'", "’"}), ""
        )
        rest = text[len(owner) :]
        if not owner or rest[0] == " ":
            yield text, kind, WEIGHT[kind] * share
        if owner and not TRADE.fullmatch(rest):
            yield _POSSESSIVE.sub("", rest).strip(), kind, WEIGHT[kind] * share

    def _heads(self, own: list[str], name: str) -> Iterator[tuple[str, Kind, float]]:
        leads = any(self._leads(fold(head)) for head in own)
        owned = not leads and any(self._owns(firm, head) for firm, _ in self.firms for head in own[:1])
        for n, head in enumerate(own):
            yield head, Kind.HEAD, WEIGHT[Kind.HEAD] * (0.3 if owned else 1.0 if n == 0 else 0.6)
        for further in listed(name, self.told):
            yield further, Kind.HEAD, WEIGHT[Kind.HEAD] * 0.8
        for start in (*self._hosted(name), *self._shared(name)):
            yield start, Kind.HEAD, WEIGHT[Kind.HEAD]
        for head in (head for text in self.openings for head in self._opening(text)):
            yield head, Kind.TOLD, WEIGHT[Kind.TOLD]
            if not own and head not in dict(self.firms):
                yield head, Kind.HEAD, 2.0

    def _opening(self, text: str) -> list[str]:
        """The proper names an opening sentence begins with; the firm's own goes before."""
        firm = next((f for f, _ in self.firms if text.startswith(f)), "")
        rest = _POSSESSIVE.sub("", text[len(firm) :]).strip()
        return [*([firm] if firm else []), *heads(rest, self.told), *self._hosted(rest)]

    def _hosted(self, text: str) -> list[str]:
        """The beginnings of a name, of two words or more, that a web address is made of."""
        words = _TRADEMARKS.sub("", text).split()[:5]
        starts = (" ".join(words[:n]) for n in range(2, len(words) + 1))
        return [start for start in starts if start[:1].isupper() and self.hosts & _ands(start)]

    def _shared(self, name: str) -> list[str]:
        """Capitals in which a name and the text agree before the text goes on in small letters."""
        *titled, prose = ("", *self.openings)
        words = prose.split()
        for other in (name, *titled):
            n = _alike(words, other.split())
            small = words[n : n + 3]
            if (
                n > 1
                and all(w[0].isupper() for w in words[:n])
                and small
                and small[0].islower()
                and any(f" {w.rstrip('s')}" in other.lower() for w in small)
            ):
                return [" ".join(words[:n])]
        return []

    def _owns(self, firm: str, head: str) -> bool:
        """Whether the text says whose line it is: ``Acme's Corva``, ``Acme Corva``, ``its Corva``, ``"Corva"``."""
        if f" {fold(head)} " in f" {fold(firm)} ":
            return False
        if f'"{head}' in self.notice.title or f"“{head}" in self.notice.title:
            return True
        prose = self.told.prose
        return f" its {head}" in prose or any(
            _BETWEEN.fullmatch(prose[max(0, at - 60) : at].rpartition(firm)[2])
            for at in places(head, prose)
            if firm in prose[max(0, at - 60) : at]
        )

    def _is_kind(self, text: str) -> bool:
        """Whether letters on the thing only tell what it is: their last word stands small in the text."""
        words = text.strip(' .,"“”').split()
        last = words[-1].lower().rstrip("s") if words else ""
        if len(words) < 2:
            return text[:1].isupper() and is_small(last.title(), self.told.small)
        return len(last) > 2 and last in self.told.joined

    def _is_place(self, clean: str) -> bool:
        prose = self.told.prose
        return any(_MADE.search(prose, max(0, at - 30), at) for at in places(f" in {clean}", prose))

    def _support(self, cases: dict[str, Case], name: str) -> None:
        """Add what else speaks for a name: a web address that carries it, a title and a product that begin with it."""
        begun, longer = f"{fold(name)} ", _longer(cases)
        for key, case in cases.items():
            if self._is_hosted(case, longer.get(key, ())) and Kind.SHOP not in case.kinds:
                case.add(Kind.HOST, WEIGHT[Kind.HOST])
            if Kind.HEAD not in case.kinds and begun.startswith(f"{key} "):
                case.add(Kind.HEAD, WEIGHT[Kind.HEAD])
            if self._leads(key):
                case.add(Kind.TITLE, WEIGHT[Kind.TITLE])

    def _leads(self, key: str) -> bool:
        """Whether the title begins with a name."""
        return self.led.startswith(f"{key} ")

    def _is_hosted(self, case: Case, longer: Collection[str]) -> bool:
        """Whether a web address carries a name, and not a longer one that begins with it."""
        firm = Kind.FIRM in case.kinds
        return any(
            ((bare in host if len(bare) > 4 else host.startswith(bare)) and not any(more in host for more in longer))
            or (firm and len(host) >= 5 and bare.startswith(host))
            for bare in _ands(case.spelling)
            if len(bare) >= 3
            for host in self.hosts
        )


def _longer(cases: dict[str, Case]) -> dict[str, set[str]]:
    """Of each name, as web addresses would have them, the longer ones that begin with it."""
    longer: dict[str, set[str]] = {}
    for key, starts in beginnings(cases).items():
        for start in starts:
            longer.setdefault(start, set()).update(_ands(cases[key].spelling))
    return longer


def _common(firm: str, name: str, told: Told) -> str:
    """The first words of a product's name that are a firm's first words too, if what is left of the firm is its trade.

    A common word (``Window Works`` and ``Window blinds``) is a name only where the text never writes it small.
    """
    ours = firm.split()
    n = _alike(ours, _TRADEMARKS.sub("", name).replace(",", "").split())
    both, rest = ours[:n], TRADE.sub("", firm).split()[n:]
    if not n or both[-1] == "&" or (rest and rest[0] in {"&", "and"}):
        return ""
    plain = all(w.lower() in GENERIC for w in both)
    trade = all(w.lower() in GENERIC or w.lower().rstrip("s") in GENERIC for w in rest)
    return "" if plain and rest and (not trade or is_small(both[0], told.small)) else " ".join(both)


def _alike(one: list[str], two: list[str]) -> int:
    """How many words two lists begin with alike."""
    pairs = list(zip(one, two, strict=False))
    return next((n for n, (a, b) in enumerate(pairs) if fold(a) != fold(b)), len(pairs))


def _ands(text: str) -> set[str]:
    """A name as a web address would have it, with and without an "and"."""
    return {code_key(text), code_key(text.replace("&", "and"))}


def _hosts(notice: Notice) -> frozenset[str]:
    """Web addresses a notice names, and firms that have dealers of their own (``authorized Acme dealers``)."""
    text = " ".join((notice.remedy, notice.contact, notice.summary[:_MOST], *notice.sold_at))
    dealt = (hit["name"] for shop in notice.sold_at for hit in _DEALERS.finditer(shop))
    text = text[:20_000]
    hosts = (hit["host"] for span in around(text, _DOT_ON) for hit in _DOMAIN.finditer(text, *span))
    return frozenset(code_key(name) for name in (*hosts, *dealt))
