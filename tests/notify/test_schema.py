"""Every body we post is what docs/webhooks.schema.json says, no more and no less; so is every documented example."""

import copy
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from notify.event import event_body, plain_body
from recallwatch.model import AlertKind, Event, EventType, Message, Outcome, Stage
from recallwatch.paths import ROOT

from .making import NOW, QUESTION, message, watch_message

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "webhooks.schema.json").read_text(encoding="utf-8"))
ENDPOINT = {"id": "01KA", "kind": "webhook", "address": "https://hooks.example.org/x"}
PLAIN: dict[EventType, dict[str, object]] = {
    EventType.ENDPOINT_TEST: {"endpoint": ENDPOINT},
    EventType.ENDPOINT_FAILING: {
        "endpoint": ENDPOINT,
        "stage": Stage.DISABLED.value,
        "since": NOW,
        "reason": "HTTP 410 " + "gone " * 2000,
    },
}


def strict(schema: Any) -> Any:
    """The schema with every key forbidden that it does not name."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(part) for key, part in schema.items()}
    return made | {"additionalProperties": False} if "required" in made else made


def check(body: bytes, *, closed: bool = True) -> dict[str, Any]:
    """Validate a body; gives the event."""
    event: dict[str, Any] = json.loads(body)
    schema = strict(copy.deepcopy(SCHEMA)) if closed else SCHEMA
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(event)
    return event


def linked(sent: Message) -> Message:
    """The message when it tells of another notice of the same event."""
    return replace(sent, alert=replace(sent.alert, verdict=None, thread="alert-0"))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    named = {branch["properties"]["type"]["const"] for branch in SCHEMA["oneOf"]}
    assert named == {type_.value for type_ in EventType}


@pytest.mark.parametrize(
    ("sent", "type_"),
    [
        (message(AlertKind.ALERT), "alert.created"),
        (message(AlertKind.QUESTION, outcome=Outcome.CHECK, question=QUESTION), "alert.question"),
        (message(AlertKind.UPDATE, thread="alert-0", changed=("units", "hazard")), "alert.updated"),
        (message(AlertKind.CLEARED, thread="alert-0", outcome=Outcome.CLEAR), "alert.cleared"),
        (message(AlertKind.REMINDER, thread="alert-0"), "alert.reminder"),
        (linked(message(AlertKind.LINKED, thread="alert-0")), "case.linked"),
        (linked(watch_message(AlertKind.LINKED)), "case.linked"),
        (watch_message(), "notice.published"),
        (watch_message(AlertKind.UPDATE), "notice.revised"),
        (watch_message(AlertKind.CLEARED), "notice.withdrawn"),
    ],
)
def test_a_message_fits_the_schema(sent: Message, type_: str) -> None:
    assert check(event_body(sent))["type"] == type_


@pytest.mark.parametrize("type_", PLAIN)
def test_an_event_that_is_no_alert_fits_the_schema(type_: EventType) -> None:
    body = plain_body(Event("01KA", type_, NOW, PLAIN[type_]))
    assert check(body)["type"] == type_.value
    assert len(body) < 20_000


@given(st.text(max_size=3000), st.lists(st.text(max_size=40), max_size=20))
def test_hostile_texts_fit_it_too(text: str, many: list[str]) -> None:
    sent = message(hazards=tuple(many), changed=tuple(many), outcome=Outcome.CHECK, question=QUESTION)
    body = event_body(Message(**{**_fields(sent), "link_item": text, "link_notice": f"https://{text}"}))
    check(body)
    assert len(body) < 20_000


def test_a_thread_is_a_chain() -> None:
    first, later = message(), message(AlertKind.UPDATE, thread="alert-0")
    assert check(event_body(first))["data"]["alert"]["after"] is None
    assert check(event_body(later))["data"]["alert"]["after"] == later.alert.after


def test_every_documented_example_fits() -> None:
    page = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    examples = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    types = {check(example.encode())["type"] for example in examples}
    assert types >= {"alert.created", "notice.published", "endpoint.failing", "endpoint.test"}


@pytest.mark.parametrize("break_", [("verdict", "maybe"), ("item", None), ("urgent", "yes"), ("links", {})])
def test_what_we_never_send_does_not_fit(break_: tuple[str, object]) -> None:
    event = json.loads(event_body(message()))
    event["data"] |= dict([break_])
    assert not Draft202012Validator(SCHEMA).is_valid(event)


def _fields(sent: Message) -> dict[str, Any]:
    return {name: getattr(sent, name) for name in sent.__dataclass_fields__}
