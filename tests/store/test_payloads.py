"""Answers as fetched."""

from recallwatch.ports import Store

from . import making


def test_a_payload_comes_back_as_it_was(store: Store) -> None:
    payload = making.payload(b"\x00\xff" * 1000)
    with store.write() as unit:
        unit.payloads.put(payload)
    with store.read() as unit:
        assert unit.payloads.get(payload.sha256) == payload
        assert unit.payloads.get("b" * 64) is None


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    with store.write() as unit:
        unit.payloads.put(making.payload())
        unit.payloads.put(making.payload(at=making.NOW + making.DAY))
    with store.read() as unit:
        assert [payload.fetched_at for payload in unit.payloads.of_source("us-test")] == [making.NOW]


def test_payloads_of_a_source_come_oldest_first(store: Store) -> None:
    with store.write() as unit:
        for day in (2, 0, 1):
            unit.payloads.put(making.payload(sha256=f"{day:064}", at=making.NOW + day * making.DAY))
        unit.payloads.put(making.payload(sha256="f" * 64, source="ca-test"))
    with store.read() as unit:
        assert [int(payload.sha256) for payload in unit.payloads.of_source("us-test")] == [0, 1, 2]
