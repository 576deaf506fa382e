"""Whether what we know of a source's notices moved in a way no publisher moves it: most of them at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recallwatch.model import Notice, PartialDate, Shape
from recallwatch.text.fold import fold

from .counts import LEAST_SHARE, RECENT
from .damage import judge_newly_damaged

#: So many notices that had a field must be there, or its loss may be chance.
_ENOUGH = 2
#: Of fewer, that none is known may be chance too, and after a longer time without an answer it is natural.
_SOME = 3
_MOST = 0.5
#: Of the words of two states of one text half are common, unless it is another text, and of those of the first no
#: more than a tenth are gone, unless a part of it is lost. (A phrase that all texts lose is a publisher's doing.)
_SAME_WORDS = 0.5
_LOST = 0.1
#: Publishers re-date archives by a day or two; day and month changed round move a date by four weeks.
_SAME_TIME = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Known:
    """The notices of an answer that are stored already, as (stored, now), the same object twice where nothing differs.

    Those whose stored state another version of the parser had read are left out: they differ for our own reasons.
    ``found`` counts all notices of the answer, ``known`` those that are stored.
    """

    pairs: Sequence[tuple[Notice, Notice]]
    found: int
    known: int


def judge_changes(given: Known, shape: Shape | None, *, listed: int, now: datetime) -> list[str]:
    """Say what is wrong with how an answer differs from what is stored; ``listed``: notices of the last whole answer.

    ``listed`` is 0, and ``shape`` None for a source behind another, where what came is no measure of what it lists.
    """
    recent = shape if shape and now - shape.at <= RECENT else None
    problems = _strangers(given, recent, listed) or _shrunk(given, recent)
    edited = [(a, b) for a, b in given.pairs if a is not b]
    for name, value in _FIELDS.items():
        moved = _count_moved(name, [(value(a), value(b)) for a, b in edited if value(a)])
        if not moved:
            continue  # the usual case, and an archive has many notices to count
        had = sum(bool(value(a)) for a, _ in given.pairs)
        if had >= _ENOUGH and moved > _MOST * had:
            problems.append(f"{name} is lost or another in {moved} of {had} notices at once")
    return problems + judge_newly_damaged(edited, [a for a, b in given.pairs if a is b])


def _shrunk(given: Known, shape: Shape | None) -> list[str]:
    """A part with less than half of what it had, and hardly anything new: cut short. A new week's report is new."""
    if shape is None or shape.found < _SOME or given.found >= LEAST_SHARE * shape.found:
        return []
    if 2 * given.known < given.found:
        return []
    return [f"{given.found} notices where the last answer to this question had {shape.found}: less than half"]


def _count_moved(name: str, edits: Sequence[tuple[object, object]]) -> int:
    """How many values are gone, are other ones, or lost a part that is not the same in all of them."""
    dates = [(a, b) for a, b in edits if isinstance(a, PartialDate)]
    texts = [(_words(a), _words(b)) for a, b in edits if not isinstance(a, PartialDate)]
    lost = [a - b for a, b in texts if a - b]
    phrase = set.intersection(*lost) if len(lost) > 1 else set()
    return sum(not _same_time(name, a, b) for a, b in dates) + sum(not _same_text(a, b, phrase) for a, b in texts)


def _same_time(name: str, before: PartialDate, now: object) -> bool:
    if not isinstance(now, PartialDate):
        return False
    forward = name == "updated" and now >= before  # what it is for
    return forward or abs(before.first - now.first) <= _SAME_TIME


def _same_text(before: set[str], now: set[str], phrase: set[str]) -> bool:
    """Whether two sets of words are states of one text; a ``phrase`` that all texts lose alike is no part of it."""
    if not before or not now:
        return not before and not now
    lost = before - now - phrase
    return len(lost) <= _LOST * len(before) and len(before & now) >= _SAME_WORDS * len(before | now)


def _strangers(given: Known, shape: Shape | None, listed: int) -> list[str]:
    if listed and given.known < _MOST * listed:
        return [f"only {given.known} of the {listed} notices listed before are there: are the numbers other ones?"]
    if shape and shape.known > _MOST and shape.found >= _SOME and given.found >= _SOME and not given.known:
        return [f"none of {given.found} notices is known, though most always were: are the numbers other ones?"]
    return []


def _words(value: object) -> set[str]:
    texts: Iterable[object] = value if isinstance(value, tuple) else (value,)
    return {word for text in texts for word in fold(str(text)).split()}


def _texts(*names: str) -> Callable[[Notice], object]:
    """A field of a notice, or of its product lines (``products.codes``), as the texts in it."""

    def read(notice: Notice) -> tuple[str, ...]:
        return tuple(text for product in notice.products for name in names for text in _each(getattr(product, name)))

    return read


def _each(value: object) -> Iterable[str]:
    return [str(part) for part in (value if isinstance(value, tuple) else (value,)) if part]


#: Pictures move when a site is rebuilt, and an authority may grade anew: of those only a loss is told.
_FIELDS: Mapping[str, Callable[[Notice], object]] = {
    "title": lambda n: n.title,
    "address": lambda n: n.url,
    "kind": lambda n: n.kind.value,
    "language": lambda n: n.language,
    "countries": lambda n: n.jurisdictions,
    "published": lambda n: n.published,
    "updated": lambda n: n.updated,
    "summary": lambda n: n.summary,
    "hazard": lambda n: n.hazard,
    "hazard classes": lambda n: n.hazard_classes,
    "remedy": lambda n: n.remedy,
    "remedy options": lambda n: n.remedy_options,
    "contact": lambda n: n.contact,
    "incidents": lambda n: n.incidents,
    "severity": lambda n: n.severity and n.severity.scheme,
    "products": _texts("name"),
    "brands": _texts("brand"),
    "categories": _texts("category"),
    "units": _texts("units"),
    "models": _texts("models"),
    "bar codes": _texts("gtins"),
    "codes": _texts("codes"),
    "vehicles": _texts("vehicle"),
    "firms": lambda n: tuple(
        f"{firm.role.replace('_', '')}{word}" for firm in n.firms for word in fold(firm.name).split()
    ),
    "sellers": lambda n: n.sold_at,
    "made in": lambda n: n.made_in,
    "pictures": lambda n: n.images and "some",
    "links": lambda n: n.declared and "some",
    "look-up": lambda n: n.lookup_url,
}
