"""The mutation corpus: no damaged answer of any source ends as a good run with fewer notices or with wrong fields.

A run counts as good if neither the fetcher's look at the body, nor the parser, nor the rules of health refuse it, the
previous good state of the source being known. Then every notice must be there as before, or as a reject under its
number: that one is kept for a person and told, and is not taken for gone.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from recallwatch.errors import SourceError
from recallwatch.flow.health import Known, judge_changes, judge_harvest, learn
from recallwatch.model import Harvest, ListedProduct, Notice, Profile, SourceState
from recallwatch.ports.sources import Source
from recallwatch.text.fold import fold
from scrapers import load_sources

from .corpus import CORPUS, FEW, Entry
from .mutations import mutations
from .support import NOW

SOURCES = load_sources([])
#: Where a notice was read from, and what has no field of its own.
_UNTOLD = ("payload", "extra")
#: What is wrong in one notice, or in no more than half of those that have it, may have been edited.
_ENOUGH = 2


def test_every_bundled_source_has_its_entry() -> None:
    assert [entry.source for entry in CORPUS] == sorted(id_ for id_ in SOURCES if id_ not in FEW)


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry.source)
def test_an_undamaged_answer_gives_notices_and_no_rejects(entry: Entry) -> None:
    harvest = entry.read(SOURCES[entry.source], entry.bodies())
    assert len(harvest.notices) >= 3
    assert not harvest.rejected
    assert problems(harvest, harvest) == []


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry.source)
def test_no_damage_ends_as_a_good_run_with_less_or_other_notices(entry: Entry) -> None:
    source, bodies = SOURCES[entry.source], entry.bodies()
    good = entry.read(source, bodies)
    done, wrong = 0, {}
    for name, damaged, content_type in damages(entry, bodies):
        done += 1
        lost = outcome(entry, source, good, damaged, content_type)
        if lost:
            wrong[name] = lost
    assert done >= 20
    assert wrong.keys() == entry.unseen.keys(), wrong


def damages(entry: Entry, bodies: Mapping[str, bytes]) -> list[tuple[str, Mapping[str, bytes], str]]:
    """Every damage to the first file, and to all others at once: a hub and its pages break apart from each other."""
    first, *others = bodies
    made = []
    for place, urls in (("first", [first]), ("others", others)):
        for name, mutate in mutations(bodies[urls[0]]).items() if urls else ():
            made.append((f"{place}: {name}", {**bodies, **{url: mutate(bodies[url]) for url in urls}}, ""))
    kind = entry.content_type.partition(";")[0]
    return [
        *made,
        ("declared as ISO 8859-1", bodies, f"{kind}; charset=iso-8859-1"),
        ("declared as a page", bodies, "text/html; charset=utf-8"),
    ]


def outcome(
    entry: Entry, source: Source, good: Harvest, damaged: Mapping[str, bytes], content_type: str
) -> dict[str, str]:
    """What a run took that it should not have; empty if it was refused, or nothing is lost or wrong."""
    try:
        harvest = entry.read(source, damaged, content_type)
    except SourceError:
        return {}
    if problems(harvest, good):
        return {}
    now = {notice.number: notice for notice in harvest.notices}
    rejected = {row.number for row in harvest.rejected} - {""}
    there = [notice for notice in good.notices if notice.number not in rejected]
    gone = {n.number: "gone" for n in there if n.number not in now}
    if len(gone) <= sum(not row.number for row in harvest.rejected):
        gone = {}  # rejected without a number: told, though not by name
    return gone | wrong_fields([(told(n), told(now[n.number])) for n in there if n.number in now])


def wrong_fields(pairs: list[tuple[dict[str, object], dict[str, object]]]) -> dict[str, str]:
    """The fields that are other ones in most of the notices that have them, with how many."""
    found = {}
    for name in pairs[0][0] if pairs else ():
        had = [(before[name], now[name]) for before, now in pairs if before[name]]
        wrong = sum(not kept(before, after) for before, after in had)
        if wrong >= _ENOUGH and 2 * wrong > len(had):
            found[name] = f"{wrong} of {len(had)}"
    return found


def problems(harvest: Harvest, good: Harvest) -> list[str]:
    """What the rules of health say of a harvest, the good one having come again and again before it."""
    shape = None
    for _ in range(2):
        shape = learn(shape, good.notices, known=len(good.notices), now=NOW - timedelta(hours=1))
    assert shape
    found = len(good.notices)
    state = SourceState(
        "any",
        last_success=shape.at,
        last_complete=shape.at if good.complete else None,
        last_found=found if good.complete else 0,
        profile=Profile({"asked": shape}),
    )
    stored = {notice.number: notice for notice in good.notices}
    pairs = [(same(stored[n.number], n), n) for n in harvest.notices if n.number in stored]
    known = Known(pairs, found=len(harvest.notices), known=len(pairs))
    return judge_harvest(harvest, state, asked="asked", now=NOW) + judge_changes(
        known, shape, listed=found if harvest.complete else 0, now=NOW
    )


def same(stored: Notice, now: Notice) -> Notice:
    """The stored state, or the very object that came if it says the same."""
    return now if replace(stored, payload="") == replace(now, payload="") else stored


def told(notice: Notice) -> dict[str, object]:
    """Every field with its value, those of product lines by themselves."""
    values = {f.name: getattr(notice, f.name) for f in fields(Notice) if f.name not in (*_UNTOLD, "products")}
    lines = {f"products.{f.name}": tuple(getattr(p, f.name) for p in notice.products) for f in fields(ListedProduct)}
    return values | {name: line if any(line) else None for name, line in lines.items()}


def kept(before: object, now: object) -> bool:
    """Whether a value is as it was or only gained something, the heading over a text for instance."""
    if isinstance(before, str) and isinstance(now, str) and before:
        return set(fold(before).split()) <= set(fold(now).split())
    if isinstance(before, tuple) and isinstance(now, tuple) and before:
        return all(any(kept(one, other) for other in now) for one in before)
    return before == now
