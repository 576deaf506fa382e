"""Everything a source or a user may write goes through mails and webhooks unharmed and harmless."""

import json
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify import EmailSender, SmtpMailer
from notify.event import event_body
from notify.subject import subject
from notify.wording import one_line, web_address
from recallwatch.model import Advice, AlertKind, Step, Why
from recallwatch.templating import environment
from tests.servers import SmtpSink, smtp_sink

from .making import ADVICE, ITEM, NOTICE, NOW, channel, message

EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">\r\nBcc: victim@example.net\r\n\r\n\x00\u2028{{ 7*7 }}'


class Tags(HTMLParser):
    """Collects tags and addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with smtp_sink() as running:
        yield running


async def html_of(sink: SmtpSink, advice: Advice = ADVICE) -> str:
    evil = message(
        advice=advice,
        notice=replace(NOTICE, title=EVIL, url="javascript:alert(3)"),
        item=replace(ITEM, name=EVIL, brand=EVIL, model=EVIL),
        why=(Why(EVIL, EVIL),),
    )
    templates = environment()
    mailer = SmtpMailer(sink.host, sink.port, security="none")
    sender = EmailSender(mailer=mailer, templates=templates, sender="a@rw.example.org", domain="rw.example.org")
    await sender.send(channel(), evil, now=NOW)
    part = sink.mails[0].message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


@pytest.mark.anyio
async def test_hostile_texts_are_escaped_in_html(sink: SmtpSink) -> None:
    html = await html_of(sink, Advice(EVIL, EVIL, (Step(EVIL, "data:text/html,x"),), urgent=True))
    found = Tags(html)
    assert found.tags.isdisjoint({"script", "img", "iframe", "form"})
    assert "&lt;script&gt;" in html
    assert "{{ 7*7 }}" in html
    assert all(link.startswith("https://rw.example.org/") for link in found.links)
    assert "javascript:alert(3)" in html


@pytest.mark.anyio
async def test_no_header_can_be_added_from_outside(sink: SmtpSink) -> None:
    await html_of(sink)
    mail = sink.mails[0]
    assert mail.recipients == ("owner@example.com",)
    assert "Bcc" not in mail.message
    head = mail.raw.split(b"\r\n\r\n", 1)[0]
    assert not any(line.lower().startswith(b"bcc") for line in head.split(b"\r\n"))


HIDDEN = "=?utf-8?q?x=0D=0ABcc:_victim=40example.net?="


@pytest.mark.anyio
@pytest.mark.parametrize("name", [HIDDEN, "x" * 300, "回收" * 60, "Größe " * 40, "a b " * 50, "=?", "\x7f\x80x"])
async def test_any_name_makes_a_proper_subject(sink: SmtpSink, name: str) -> None:
    told = message(item=replace(ITEM, brand="", name=name))
    mailer = SmtpMailer(sink.host, sink.port, security="none")
    sender = EmailSender(mailer=mailer, templates=environment(), sender="a@x.example", domain="x.example")
    await sender.send(channel(), told, now=NOW)
    raw, mail = sink.mails[0].raw, sink.mails[0].message
    assert mail.keys().count("Bcc") == 0
    subject_lines = raw.partition(b"\nSubject: ")[2].partition(b"\nDate:")[0].split(b"\r\n")
    assert subject_lines[0].strip()
    assert max(map(len, subject_lines)) <= 78
    assert str(make_header(decode_header(one_raw_header(raw, b"Subject")))) == subject(told)


def one_raw_header(raw: bytes, name: bytes) -> str:
    """A header as an old mail program unfolds it."""
    value = raw.partition(b"\n" + name + b": ")[2].partition(b"\r\nDate:")[0]
    return value.replace(b"\r\n", b"").decode("ascii")


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    flat = one_line(text, 50)
    assert len(flat.splitlines()) <= 1
    assert len(flat) <= 50
    flat.encode("utf-8")


@given(st.text(), st.sampled_from(AlertKind))
def test_a_subject_is_one_line_of_any_words(text: str, kind: AlertKind) -> None:
    item = replace(ITEM, name=text, brand=text)
    line = subject(message(kind, item=item, advice=replace(ADVICE, headline=text)))
    assert len(line.splitlines()) == 1
    assert len(line) < 200


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/x",
        "/relative",
        "http://",
        "https://exa mple.org",
        'https://example.org/"onclick="x',
        "https://example.org/<b>",
        "https://example.org/\nx",
        "https://example.org/\x00",
        "http://[bad",
        "mailto:a@example.org",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert web_address(url) == ""


@given(st.text(min_size=1), st.integers(1, 3000))
def test_an_event_is_always_under_20_kb_of_json(text: str, times: int) -> None:
    long = text * times
    steps = tuple(Step(long, "https://example.org/" + "a" * 4000) for _ in range(50))
    body = event_body(
        message(
            advice=Advice(long, long, steps, urgent=False),
            notice=replace(NOTICE, title=long),
            why=tuple(Why(long, long) for _ in range(50)),
            item=replace(ITEM, name=long),
            changed=tuple(long for _ in range(50)),
        )
    )
    assert len(body) < 20_000
    assert json.loads(body)["type"] == "alert.created"
