"""Which notices may tell of one event: a join of keys, and the past of every link."""

from dataclasses import replace

from recallwatch.model import Key, KeyKind, Link, LinkChange, LinkState, LinkType
from recallwatch.ports import Store
from tests.store.making import MINUTE, NOW, add, revision

_LINK = Link("a:1", "b:1", LinkType.SAME_EVENT, 0.97, ("models A1642",), points=9.5)
_LOOKS_BACK = Key(KeyKind.EVENT, "looks back")


def _keyed(store: Store, keys: dict[str, list[Key]]) -> None:
    with store.write() as unit:
        for id_ in keys:
            source, _, number = id_.partition(":")
            add(unit, revision(number, source=source))
        unit.keys.set_notice_keys(keys)


def _pairs(store: Store, *ids: str) -> set[tuple[str, str]]:
    with store.read() as unit:
        return unit.links.candidates(ids)


def test_notices_of_two_sources_that_share_a_key_are_candidates_from_either_end(store: Store) -> None:
    key = Key(KeyKind.EVENT, "breeze zephyra")
    _keyed(store, {"a:1": [key], "b:1": [key], "c:1": [Key(KeyKind.MODEL, "breeze zephyra")]})
    assert _pairs(store, "a:1") == _pairs(store, "b:1") == {("a:1", "b:1")}
    assert _pairs(store, "c:1") == _pairs(store) == set()


def test_notices_of_one_source_are_compared_only_if_one_looks_back(store: Store) -> None:
    key = Key(KeyKind.BRAND_MODEL, "zephyra zb12")
    _keyed(store, {"a:1": [key], "a:2": [key, _LOOKS_BACK], "a:3": [key], "a:4": [_LOOKS_BACK]})
    assert _pairs(store, "a:1") == {("a:1", "a:2")}
    assert _pairs(store, "a:2") == {("a:1", "a:2"), ("a:2", "a:3")}


def test_what_everybody_has_joins_nobody(store: Store) -> None:
    common, marked = Key(KeyKind.NAME, "acme chair"), Key(KeyKind.NAME, "~folding chair")
    crowd = {f"a:{n}": [common] for n in range(101)}
    _keyed(store, {**crowd, "b:1": [common, marked], "b:2": [marked], "c:1": [marked]})
    assert _pairs(store, "b:1", "c:1", "a:7") == set()


def test_only_links_that_count_are_given_unless_all_are_asked_for(store: Store) -> None:
    beaten = replace(_LINK, to_id="b:2", state=LinkState.BEATEN)
    with store.write() as unit:
        unit.links.add([_LINK, beaten])
        assert (unit.links.of(["a:1"]), list(unit.links.all())) == ([_LINK], [_LINK])
        assert unit.links.of(["a:1"], every=True) == [_LINK, beaten]
        unit.links.drop([_LINK])
        unit.links.drop([_LINK])
        assert unit.links.of(["a:1"], every=True) == [beaten]


def test_every_decision_is_kept_newest_first(store: Store) -> None:
    added = LinkChange("1", NOW, "rule", "added", _LINK)
    undone = LinkChange("2", NOW + MINUTE, "bob", "undone", replace(_LINK, state=LinkState.UNDONE), "another plant")
    other = LinkChange("3", NOW, "rule", "added", replace(_LINK, from_id="c:1", to_id="d:1"))
    with store.write() as unit:
        unit.links.record([added, other])
        unit.links.record([added, undone])
        assert unit.links.changes() == [undone, other, added]
        assert unit.links.changes(["b:1"]) == [undone, added]
        assert unit.links.changes(limit=1) == [undone]
        assert unit.links.changes(["z:1"]) == []
