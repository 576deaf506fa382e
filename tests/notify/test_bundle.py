"""One mail that holds several messages."""

from dataclasses import replace

import pytest

from notify.subject import bundle_subject
from recallwatch.model import AlertKind, Message, Outcome
from tests.servers import SmtpSink

from .making import ITEM, NOTICE, NOW, QUESTION, channel, message, watch_message
from .test_email import body, received, sender, sink

__all__ = ["sink"]

_OTHER = replace(ITEM, id="item-2", name="Volt 20 Power Bank", model="A-1264")


def _second(kind: AlertKind = AlertKind.QUESTION) -> Message:
    asked = message(kind, item=_OTHER, outcome=Outcome.CHECK, question=QUESTION, thread="alert-2")
    return replace(asked, link_answer="https://rw.example.org/answer/2")


def _bundle(*others: Message) -> Message:
    first = replace(message(), link_answer="https://rw.example.org/answer/1", link_stop="https://rw.example.org/stop")
    return replace(first, bundle=others, bundle_id="bundle-1")


@pytest.mark.anyio
async def test_every_message_is_in_it_with_answers_of_its_own(sink: SmtpSink) -> None:
    await sender(sink).send(channel(), _bundle(_second()), now=NOW)
    mail = received(sink).message
    for kind in ("plain", "html"):
        text = body(mail, kind).replace("=3D", "=")
        assert "Volt 10 Power Bank".lower() in text.lower()
        assert "Volt 20 Power Bank".lower() in text.lower()
        assert QUESTION.text in text
        for number in (1, 2):
            assert f"https://rw.example.org/answer/{number}?say=not_mine" in text


@pytest.mark.anyio
async def test_its_name_is_the_bundles_and_it_refers_to_every_thread(sink: SmtpSink) -> None:
    for _ in range(2):
        await sender(sink).send(channel(), _bundle(_second()), now=NOW)
    names = {(one.message["Message-ID"], one.message["References"]) for one in sink.mails}
    assert names == {("<bundle-1@rw.example.org>", "<alert-1@rw.example.org> <alert-2@rw.example.org>")}
    assert sink.mails[0].message["X-Recallwatch-Alert"] == "alert-1 alert-2"
    assert sink.mails[0].message["List-Unsubscribe"] == "<https://rw.example.org/stop>"


@pytest.mark.anyio
async def test_no_header_of_a_full_mail_is_too_long_for_a_server(sink: SmtpSink) -> None:
    many = [
        replace(one, alert=replace(one.alert, id=f"{number:026}", thread=f"{number:026}"))
        for number in range(29)
        for one in [_second()]
    ]
    await sender(sink).send(channel(), _bundle(*many), now=NOW)
    mail = received(sink).message
    assert len(str(mail["X-Recallwatch-Alert"]).split()) == 30
    assert max(len(f"{name}: {value}") for name, value in mail.items()) <= 998


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], "Stop using your Acme Volt 10 Power Bank: fire danger"),
        ([_second()], "2 of your things: Acme Volt 10 power banks (A1263) recalled: fire hazard"),
        (
            [replace(_second(), notice=replace(NOTICE, number="9"))],
            "Stop using your Acme Volt 10 Power Bank: fire danger, and 1 more",
        ),
        ([watch_message()], "Stop using your Acme Volt 10 Power Bank: fire danger, and 1 more"),
    ],
)
def test_the_subject_says_how_many_and_the_most_pressing(others: list[Message], said: str) -> None:
    assert bundle_subject([message(), *others]) == said
