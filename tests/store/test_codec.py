"""Model values as JSON, and through the store."""

import json
from dataclasses import asdict, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recallwatch.model import Change, Notice, PartialDate, Reading, Validator, Verdict
from recallwatch.model.codec import (
    dump,
    load_changes,
    load_notice,
    load_pairs,
    load_reading,
    load_strings,
    load_validators,
    load_verdict,
    plain_notice,
)
from recallwatch.ports import Store

from .making import NOW, notice, revision

# What a source's texts are made of once cleaned: no control characters, surrogates or noncharacters.
_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=12)
_DAYS = st.dates().map(PartialDate.of) | st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12) | st.none())
st.register_type_strategy(PartialDate, _DAYS)
st.register_type_strategy(str, _TEXT)

_FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@_FEW
@given(st.from_type(Notice))
def test_a_notice_is_laid_out_as_asdict_would(value: Notice) -> None:
    assert plain_notice(value) == asdict(value)


@_FEW
@given(st.from_type(Notice))
def test_a_notice_survives(value: Notice) -> None:
    assert load_notice(dump(value)) == value


@_FEW
@given(st.from_type(Reading))
def test_a_reading_survives(value: Reading) -> None:
    assert load_reading(dump(value)) == value


@_FEW
@given(st.from_type(Verdict))
def test_a_verdict_survives(value: Verdict) -> None:
    assert load_verdict(dump(value)) == value


@_FEW
@given(st.from_type(tuple[Change, ...]), st.from_type(dict[str, Validator]), st.from_type(tuple[tuple[str, str], ...]))
def test_the_small_values_survive(
    changes: tuple[Change, ...], validators: dict[str, Validator], pairs: tuple[tuple[str, str], ...]
) -> None:
    assert load_changes(dump(changes)) == changes
    assert load_validators(dump(validators)) == validators
    assert load_pairs(dump(pairs)) == pairs
    assert load_strings(dump(tuple(validators))) == tuple(validators)


def test_the_text_is_canonical_and_small() -> None:
    written = dump(notice(title="Söhne", products=(), published=PartialDate(2026, 11)))
    assert written == '{"number":"1","published":{"month":11,"year":2026},"source":"us-test","title":"Söhne"}'
    assert list(json.loads(written)) == sorted(json.loads(written))


@_FEW
@given(value=st.from_type(Notice), read=st.from_type(Reading))
def test_what_is_stored_comes_back_unchanged(store: Store, value: Notice, read: Reading) -> None:
    first = replace(revision(), notice=value, reading=read)
    with store.write() as unit:
        if value.id in unit.notices.heads([value.id]):
            return
        unit.notices.add([first], cases={value.id: "case"})
    with store.read() as unit:
        record = unit.notices.get(value.id)
    assert record is not None
    assert (record.revision, record.first_seen) == (first, NOW)


def test_a_notice_stored_before_codes_and_vehicles_is_still_read() -> None:
    stored = '{"number":"1","products":[{"gtins":["00012345678905"],"name":"Oat bars"}],"source":"test","title":"T"}'
    assert dump(load_notice(stored)) == stored
