"""The packed field of RappelConso: ``GTIN$lot$kind of date$from$to``, entries joined by ``|``, ends often left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recallwatch.model import Code, CodeType, PartialDate, Scope, Selector, Term
from recallwatch.text.gtin import digits

from .batch_cues import Mark
from .batch_lots import lot_codes
from .quotes import Part

_KINDS = {
    "date limite de consommation": Mark.USE_BY,
    "date de durabilité minimale": Mark.BEST_BEFORE,
    "date de consommation recommandée": Mark.BEST_BEFORE,
    "non concerné": None,
}
_EVERY = re.compile(r"(?:pour )?tou(?:s|te)s? (?:les |nos )?(?:lots?|références|produits|numéros)\b.*", re.IGNORECASE)
_LABEL = re.compile(r"(?:(?:lots?|n[o°]s?|num[ée]ros?|de|:|\s)+)", re.IGNORECASE)
#: The words a text on lots may hold and still be understood whole.
_LOT_WORDS = re.compile(r"\b(?:lots?|n[o°]|n°|num[ée]ros?|de|du|au|à|et|ou|commençant|par)\b|[°:]", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One packed entry; ``lot`` is the span of its text on lots."""

    gtin: Term | None
    lot: tuple[int, int]
    kind: Mark | None
    dates: tuple[Code, ...]


def is_packed(text: str) -> bool:
    """Whether a text is packed entries: each has its kind of date in a place of its own."""
    return any(field.strip().lower() in _KINDS for field in re.split(r"[$|]", text)) and "$" in text


def packed_selectors(part: Part) -> tuple[Selector, ...]:
    """One selector for each lot with its dates; entries that differ in the bar code or one date alone are joined."""
    by_lot: dict[tuple[str, str], Selector] = {}
    for entry in _entries(part):
        lot = part.text[slice(*entry.lot)].strip()
        made = _selector(part, entry, lot)
        key = (entry.gtin.value if entry.gtin else "", lot)
        by_lot[key] = _joined(by_lot[key], made) if key in by_lot else made
    selectors: dict[tuple[object, ...], Selector] = {}
    for (_, lot), made in by_lot.items():
        same = (lot, tuple((c.kind, c.values, c.first, c.last) for c in made.lots))
        known = selectors.get(same)
        gtins = {t.value: t for t in (*(known.gtins if known else ()), *made.gtins)}
        selectors[same] = replace(known or made, gtins=tuple(gtins.values()))
    return tuple(selectors.values())


def _entries(part: Part) -> Iterator[_Entry]:
    at = 0
    for packed in part.text.split("|"):
        fields = _fields(packed, at)
        at += len(packed) + 1
        named = [part.text[a:b].strip().lower() for a, b in fields]
        place = next((n for n, name in enumerate(named) if name in _KINDS), None)
        if place is None:
            continue
        kind, before = _KINDS[named[place]], fields[:place]
        number = [f for f in before[:1] if len(before) > 1 or len(digits(part.text[slice(*f)])) >= 8]
        lot = before[-1] if len(before) > len(number) else (0, 0)
        yield _Entry(_gtin(part, number[0]) if number else None, lot, kind, _dates(part, kind, fields[place + 1 :]))


def _fields(packed: str, at: int) -> list[tuple[int, int]]:
    fields = []
    for field in packed.split("$"):
        fields.append((at, at + len(field)))
        at += len(field) + 1
    return fields


def _gtin(part: Part, span: tuple[int, int]) -> Term | None:
    text = part.text[slice(*span)]
    number = digits(text)
    return Term(text.strip(), part.quote(*span)) if 8 <= len(number) <= 14 and int(number) else None


def _dates(part: Part, kind: Mark | None, fields: list[tuple[int, int]]) -> tuple[Code, ...]:
    days = [(_day(part.text[a:b]), a, b) for a, b in fields[:2]]
    found = [(day, a, b) for day, a, b in days if day]
    if kind is None or not found:
        return ()
    quote = part.quote(found[0][1], found[-1][2])
    if len(found) == 1:
        return (Code(CodeType.LIST, kind.value, quote, values=(str(found[0][0]),), order="date"),)
    return (Code(CodeType.RANGE, kind.value, quote, str(found[0][0]), str(found[1][0]), order="date"),)


def _day(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text.strip())
    except ValueError:
        return None


def _selector(part: Part, entry: _Entry, lot: str) -> Selector:
    gtins = (entry.gtin,) if entry.gtin else ()
    every = not lot or _EVERY.match(lot)
    lots = () if every else tuple(lot_codes(part, *entry.lot, Mark.LOT.value, announced=True))
    strange = not every and (not lots or _WORDS.search(_LOT_WORDS.sub(" ", _rest(part, entry, lots))))
    codes = (*lots, *entry.dates)
    scope = Scope.UNKNOWN if strange else Scope.LISTED if codes else Scope.ALL
    quote = part.quote(*entry.lot) if strange else codes[0].quote if codes else None
    return Selector(gtins=gtins, lots=codes, scope=scope, narrowed_by=quote)


def _rest(part: Part, entry: _Entry, lots: tuple[Code, ...]) -> str:
    text = part.text[slice(*entry.lot)]
    for code in lots:
        text = text.replace(code.quote.text, " ")
    return text


def _joined(one: Selector, two: Selector) -> Selector:
    """The same lot with another date: single days become one list."""
    lots = list(one.lots)
    for code in two.lots:
        last = lots[-1] if lots else None
        if (
            last
            and last.type is code.type is CodeType.LIST
            and last.order == code.order == "date"
            and last.kind == code.kind
        ):
            lots[-1] = replace(last, values=tuple(dict.fromkeys((*last.values, *code.values))))
        elif all((c.kind, c.values, c.first, c.last) != (code.kind, code.values, code.first, code.last) for c in lots):
            lots.append(code)
    return replace(one, lots=tuple(lots))
