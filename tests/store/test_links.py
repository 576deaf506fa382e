"""Typed relations of notices."""

from dataclasses import replace

from recallwatch.model import Link, LinkType
from recallwatch.ports import Store

_LINK = Link("a:1", "b:1", LinkType.SAME_EVENT, 0.97, ("declared: joint recall", "models A1642"))


def test_links_are_found_from_either_end_and_once(store: Store) -> None:
    other = Link("c:1", "a:1", LinkType.EXPANDS, 1.0, ())
    with store.write() as unit:
        unit.links.add([_LINK, other, _LINK])
    with store.read() as unit:
        assert unit.links.of(["a:1", "b:1"]) == [_LINK, other]
        assert unit.links.of(["b:1"]) == [_LINK]
        assert unit.links.of([]) == []
        assert list(unit.links.all()) == [_LINK, other]


def test_a_link_decided_again_replaces_the_older(store: Store) -> None:
    with store.write() as unit:
        unit.links.add([_LINK])
        unit.links.add([replace(_LINK, score=0.5)])
        assert [link.score for link in unit.links.all()] == [0.5]


def test_an_operators_link_outlives_the_rules(store: Store) -> None:
    decided = replace(_LINK, score=0.0, decided_by="operator")
    with store.write() as unit:
        unit.links.add([_LINK])
        unit.links.add([decided, _LINK])
        unit.links.add([_LINK])
        assert list(unit.links.all()) == [decided]
