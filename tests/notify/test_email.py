from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from notify import AccountMails, EmailSender, SmtpMailer
from notify.subject import subject as subject_of
from recallwatch.errors import SendError
from recallwatch.model import AlertKind, Change, Kind, Opening, Outcome, Step, Why
from recallwatch.ports import Note
from recallwatch.templating import environment
from tests.servers import Received, SmtpSink, smtp_sink

from .making import ADVICE, NOTICE, NOW, QUESTION, WHY, channel, message, watch_message

CHANGES = "WHAT CHANGED\n- how many units are meant\n- which products or models are meant\n"

pytestmark = pytest.mark.anyio


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with smtp_sink() as running:
        yield running


def mailer(sink: SmtpSink) -> SmtpMailer:
    return SmtpMailer(sink.host, sink.port, security="none")


def sender(sink: SmtpSink) -> EmailSender:
    return EmailSender(
        mailer=mailer(sink),
        templates=environment(),
        sender="recallwatch <alerts@rw.example.org>",
        domain="rw.example.org",
    )


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def received(sink: SmtpSink) -> Received:
    (only,) = sink.mails
    return only


async def test_an_alert_arrives_as_text_and_html(sink: SmtpSink) -> None:
    answer = await sender(sink).send(channel(), message(), now=NOW)
    only = received(sink)
    assert "kept" in answer.words
    assert (only.sender, only.recipients) == ("alerts@rw.example.org", ("owner@example.com",))
    assert only.message.get_content_type() == "multipart/alternative"
    for kind in ("plain", "html"):
        text = body(only.message, kind)
        assert "A-1263" in text
        assert "model number A1263 is printed on the bottom" in text
        assert "20 November 2026" in text


async def test_an_alert_says_things_in_the_order_an_owner_needs_them(sink: SmtpSink) -> None:
    await sender(sink).send(channel(), message(), now=NOW)
    text = body(received(sink).message, "plain")
    wanted = [
        "Acme Volt 10 power banks",
        "Stop using it now",
        "WHY YOU",
        "A-1263",
        "THE DANGER",
        "WHAT TO DO NOW",
        "https://acme.example.com/volt",
        "https://recalls.example.org/volt-10",
        "We learned of it",
        "https://rw.example.org/items",
        "https://rw.example.org/unsubscribe",
    ]
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)
    assert max(map(len, text.splitlines())) < 100


async def test_headers_are_those_of_list_mail(sink: SmtpSink) -> None:
    await sender(sink).send(channel(), message(), now=NOW)
    mail = received(sink).message
    assert mail["Subject"] == "Stop using your Acme Volt 10 Power Bank: fire danger"
    assert mail["From"] == "recallwatch <alerts@rw.example.org>"
    assert mail["Date"].datetime == NOW
    assert mail["List-Id"] == "recallwatch alerts <alerts.rw.example.org>"
    assert mail["List-Unsubscribe"] == "<https://rw.example.org/unsubscribe?c=1&s=abc>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == "<alert-1@rw.example.org>"
    assert "In-Reply-To" not in mail


async def test_a_long_unsubscribe_address_stays_whole_on_the_wire(sink: SmtpSink) -> None:
    link = "https://rw.example.org/unsubscribe?c=" + "a" * 300
    await sender(sink).send(channel(), message(unsubscribe=link), now=NOW)
    assert f"List-Unsubscribe: <{link}>\r\n".encode() in received(sink).raw


async def test_a_retry_carries_the_same_id(sink: SmtpSink) -> None:
    for minutes in (0, 5):
        await sender(sink).send(channel(), message(), now=NOW + timedelta(minutes=minutes))
    first, second = (mail.message for mail in sink.mails)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] != second["Date"]


async def test_an_update_answers_the_first_mail_and_says_what_changed(sink: SmtpSink) -> None:
    update = message(AlertKind.UPDATE, thread="alert-0", changed=("units.0", "products.1.codes", "units.3"))
    await sender(sink).send(channel(), update, now=NOW)
    mail = received(sink).message
    assert mail["Subject"].startswith("Update: stop using your Acme Volt 10 Power Bank")
    assert mail["In-Reply-To"] == mail["References"] == "<alert-0@rw.example.org>"
    assert mail["Message-ID"] == "<alert-2@rw.example.org>"
    assert CHANGES in body(mail, "plain")
    assert "What changed" in body(mail, "html")


async def test_a_question_asks_exactly_that_and_says_where_to_look(sink: SmtpSink) -> None:
    asked = message(AlertKind.QUESTION, outcome=Outcome.CHECK, question=QUESTION)
    await sender(sink).send(channel(), asked, now=NOW)
    mail = received(sink).message
    assert mail["Subject"] == "Check your Acme Volt 10 Power Bank: fire danger if it is one of the recalled ones"
    for kind in ("plain", "html"):
        text = body(mail, kind)
        assert QUESTION.text in text
        assert QUESTION.where in text
        assert "Stop using it now" not in text


async def test_an_update_of_an_open_question_alarms_nobody(sink: SmtpSink) -> None:
    update = message(AlertKind.UPDATE, thread="alert-0", outcome=Outcome.CHECK, question=QUESTION)
    await sender(sink).send(channel(), update, now=NOW)
    mail = received(sink).message
    assert "stop using" not in mail["Subject"]
    assert QUESTION.text in body(mail, "plain")


async def test_a_question_is_not_also_a_reason(sink: SmtpSink) -> None:
    why = (*WHY, Why(QUESTION.text, QUESTION.where), Why("Yours is missing.", QUESTION.where))
    asked = message(AlertKind.QUESTION, outcome=Outcome.CHECK, question=QUESTION, why=why)
    await sender(sink).send(channel(), asked, now=NOW)
    text = body(received(sink).message, "plain")
    assert (text.count(QUESTION.text), text.count(QUESTION.where), text.count("missing")) == (1, 1, 0)


@pytest.mark.parametrize(
    ("kind", "opening"),
    [
        (Kind.WARNING, "Safety warning: "),
        (Kind.BORDER_REJECTION, "Stopped at the border: "),
        (Kind.OTHER, "Safety notice: "),
    ],
)
async def test_what_is_no_recall_is_not_called_one(sink: SmtpSink, kind: Kind, opening: str) -> None:
    notice = replace(NOTICE, kind=kind, title="Acme Volt 10")
    advice = replace(ADVICE, headline="Acme Volt 10: fire hazard")
    for alert in (AlertKind.ALERT, AlertKind.QUESTION, AlertKind.UPDATE, AlertKind.CLEARED):
        told = message(alert, notice=notice, advice=advice, why=(), question=QUESTION)
        await sender(sink).send(channel(), replace(told, link_notice=""), now=NOW)
    assert sink.mails[0].message["Subject"].startswith(opening)
    for mail in sink.mails:
        own_words = body(mail.message, "plain").replace("recallwatch", "").replace("recalls.example", "")
        assert "recall" not in (own_words + mail.message["Subject"]).lower()


async def test_a_likely_hit_does_not_claim_to_be_sure(sink: SmtpSink) -> None:
    await sender(sink).send(channel(), message(outcome=Outcome.LIKELY), now=NOW)
    assert "very likely among" in body(received(sink).message, "plain")


async def test_all_clear_says_so(sink: SmtpSink) -> None:
    await sender(sink).send(channel(), message(AlertKind.CLEARED, outcome=Outcome.CLEAR), now=NOW)
    mail = received(sink).message
    assert mail["Subject"] == "Update: your Acme Volt 10 Power Bank is not affected"
    assert "need not do anything" in body(mail, "html")


async def test_a_watch_is_named(sink: SmtpSink) -> None:
    await sender(sink).send(channel(), watch_message(), now=NOW)
    mail = received(sink).message
    assert mail["Subject"] == "Batteries: Acme Volt 10 power banks (A1263) recalled: fire hazard"
    assert "you watch for such notices" in body(mail, "plain")


async def test_css_is_inlined_and_dark_mode_kept(sink: SmtpSink) -> None:
    await sender(sink).send(channel(), message(), now=NOW)
    html = body(received(sink).message, "html")
    assert '<h1 style="' in html
    assert "prefers-color-scheme: dark" in html


async def test_a_sign_in_mail_holds_the_link_and_its_life(sink: SmtpSink) -> None:
    mails = AccountMails(mailer=mailer(sink), templates=environment(), sender="a@rw.example.org")
    link = "https://rw.example.org/sign-in?token=abc&x=1"
    await mails.sign_in(to="new@example.com", link=link, valid_for=timedelta(minutes=15))
    mail = received(sink).message
    assert mail["To"] == "new@example.com"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert link in body(mail, "plain")
    assert "15 minutes" in body(mail, "plain")
    assert f'href="{link.replace("&", "&amp;")}"' in body(mail, "html")


async def test_a_note_that_is_sent_again_is_the_same_mail(sink: SmtpSink) -> None:
    mails = AccountMails(mailer=mailer(sink), templates=environment(), sender="a@rw.example.org")
    note = Note("Still watching 1 thing", ("All is well.",), ("Look", "https://rw.example.org"), id="receipt-2026-11-1")
    await mails.note(to="ann@example.com", note=note)
    assert received(sink).message["Message-ID"] == "<receipt-2026-11-1@rw.example.org>"


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b.example, c@d.example", "a@b.example\r\nBcc: x@y.example", "<a@b.example>", "ü@b.example"],
)
async def test_what_is_not_one_address_is_never_mailed(sink: SmtpSink, address: str) -> None:
    with pytest.raises(SendError) as caught:
        await sender(sink).send(channel(address=address), message(), now=NOW)
    assert caught.value.permanent
    assert sink.mails == []


async def test_a_domain_in_another_script_is_mailed(sink: SmtpSink) -> None:
    await sender(sink).send(channel(address="a@bücher.example"), message(), now=NOW)
    assert received(sink).recipients == ("a@xn--bcher-kva.example",)


async def test_an_update_quotes_what_the_notice_did_not_say_before(sink: SmtpSink) -> None:
    hazard = Change("hazard", "It can overheat.", "It can overheat. It can burn <when> off.", material=True)
    await sender(sink).send(channel(), message(AlertKind.UPDATE, changes=(hazard,)), now=NOW)
    mail = received(sink).message
    assert "- the danger. It now says:\n  “It can burn <when> off.”\n" in body(mail, "plain")
    assert ">It can burn &lt;when&gt; off.</ins>" in body(mail, "html")


async def test_an_update_shows_old_words_beside_new_ones(sink: SmtpSink) -> None:
    remedy = Change("remedy", "Stop using it. Ask for a refund.", "Stop using it. Ask for a new one.", material=True)
    sold = Change("sold_at", "Online. At fairs.", "Online.", material=True)
    await sender(sink).send(channel(), message(AlertKind.UPDATE, changes=(remedy, sold)), now=NOW)
    mail = received(sink).message
    told = "- what you are offered. It said:\n  “Ask for a refund.”\n  It now says:\n  “Ask for a new one.”\n"
    assert told in body(mail, "plain")
    assert "- where it was sold. It no longer says:\n  “At fairs.”\n" in body(mail, "plain")
    html = body(mail, "html")
    assert html.index(">Ask for a refund.</del>") < html.index(">Ask for a new one.</ins>")


def opened(kind: AlertKind = AlertKind.ALERT, outcome: Outcome = Outcome.AFFECTED, **other: Any) -> Opening:
    return Opening(kind, Kind.RECALL, replace(ADVICE, **other), ("fire",), outcome)


@pytest.mark.parametrize(
    ("first", "now", "subject"),
    [
        (opened(), Outcome.AFFECTED, "Re: Stop using your Acme Volt 10 Power Bank: fire danger"),
        (opened(urgent=False), Outcome.AFFECTED, "Update: stop using your Acme Volt 10 Power Bank: burns danger"),
        (opened(), Outcome.CHECK, "Update: check your Acme Volt 10 Power Bank: burns danger if it is one of"),
        (
            opened(AlertKind.QUESTION, Outcome.CHECK),
            Outcome.CHECK,
            "Re: Check your Acme Volt 10 Power Bank: fire danger if it is one of the recalled ones",
        ),
    ],
)
def test_an_update_repeats_the_subject_unless_it_alarms_more_or_less(
    first: Opening, now: Outcome, subject: str
) -> None:
    told = replace(message(AlertKind.UPDATE, thread="alert-0", outcome=now, hazards=("burns",)), opening=first)
    assert subject_of(told).startswith(subject)


@pytest.mark.parametrize(
    ("step", "subject"),
    [
        ("Do not eat it.", "Do not eat your Acme Volt 10 Power Bank: fire danger"),
        ("Stop riding it at once.", "Stop riding your Acme Volt 10 Power Bank: fire danger"),
        ("Unplug it.", "Stop using your Acme Volt 10 Power Bank: fire danger"),
    ],
)
def test_a_subject_gives_the_notices_own_order(step: str, subject: str) -> None:
    assert subject_of(message(advice=replace(ADVICE, steps=(Step(step),)))) == subject


def test_what_is_not_urgent_gives_no_order() -> None:
    told = message(advice=replace(ADVICE, urgent=False), hazards=("lead",))
    assert subject_of(told) == "Recall: your Acme Volt 10 Power Bank, contains lead"


async def test_bounces_come_back_to_an_address_of_the_delivery_s_own(sink: SmtpSink) -> None:
    mails = EmailSender(
        mailer=mailer(sink),
        templates=environment(),
        sender="alerts@rw.example.org",
        domain="rw.example.org",
        return_path="bounce+{}.sig@rw.example.org".format,
    )
    await mails.send(channel(), message(), now=NOW)
    assert received(sink).sender == "bounce+delivery-1.sig@rw.example.org"
    assert received(sink).message["From"] == "recallwatch <alerts@rw.example.org>"
    assert b"bounce+" not in received(sink).raw
