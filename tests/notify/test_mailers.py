import asyncio
import mailbox
import socket
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest

from notify import MailboxMailer, SmtpMailer
from notify.headers import new_mail, set_bodies
from recallwatch.errors import SendError
from tests.servers import Certificate, SmtpSink, self_signed, smtp_sink

from .making import NOW

pytestmark = pytest.mark.anyio


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with smtp_sink() as running:
        yield running


def mail() -> EmailMessage:
    made = new_mail(sender="a@rw.example.org", to="owner@example.com", subject="Größe", now=NOW)
    set_bodies(made, text="Hällo\n", html="<p>Hällo</p>")
    return made


def read(path: str) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(Path(path).read_bytes())


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    (tmp_path / "file").touch()
    return tmp_path / "file"


@pytest.mark.parametrize(
    ("reply", "permanent", "disable"),
    [
        ("450 4.2.0 greylisted", False, False),
        ("451 try later", False, False),
        ("452 4.5.3 too many", False, False),
        ("550 5.1.1 no such user", True, True),
        ("550 5.1.10 null mx", True, True),
        ("550 5.2.1 mailbox disabled", True, True),
        ("550 no", True, False),
        ("554 5.7.1 blocked", True, False),
        ("552 5.2.2 mailbox full", False, False),
    ],
)
async def test_a_refused_recipient(sink: SmtpSink, reply: str, permanent: bool, disable: bool) -> None:
    sink.rcpt_reply = reply
    with pytest.raises(SendError, match=reply[:3]) as caught:
        await SmtpMailer(sink.host, sink.port, security="none")(mail())
    assert (caught.value.permanent, caught.value.disable) == (permanent, disable)


@pytest.mark.parametrize(("reply", "permanent"), [("451 4.3.0 later", False), ("554 5.6.0 not this", True)])
async def test_a_refused_content(sink: SmtpSink, reply: str, permanent: bool) -> None:
    sink.data_reply = reply
    with pytest.raises(SendError) as caught:
        await SmtpMailer(sink.host, sink.port, security="none")(mail())
    assert (caught.value.permanent, caught.value.disable) == (permanent, False)


async def test_a_server_without_the_protection_asked_for_gets_nothing(sink: SmtpSink) -> None:
    with pytest.raises(SendError) as caught:
        await SmtpMailer(sink.host, sink.port, security="starttls")(mail())
    assert not caught.value.permanent
    assert sink.mails == []


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return self_signed(tmp_path)


async def test_a_server_with_an_untrusted_certificate_gets_nothing(certificate: Certificate) -> None:
    with smtp_sink(certificate.server) as sink:
        mailer = SmtpMailer(sink.host, sink.port, security="starttls", user="u", password="p")
        with pytest.raises(SendError, match="certificate") as caught:
            await mailer(mail())
    assert not caught.value.permanent
    assert sink.mails == []


async def test_a_trusted_server_gets_the_mail_encrypted(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
    with smtp_sink(certificate.server) as sink:
        await SmtpMailer(sink.host, sink.port, security="starttls")(mail())
    assert sink.mails[0].recipients == ("owner@example.com",)


async def test_a_wrong_password_is_our_fault_and_tried_again(sink: SmtpSink) -> None:
    mailer = SmtpMailer(sink.host, sink.port, security="none", user="u", password="wrong")
    with pytest.raises(SendError) as caught:
        await mailer(mail())
    assert not caught.value.permanent
    assert "wrong" not in str(caught.value)


async def test_a_server_that_is_not_there_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SendError) as caught:
        await SmtpMailer("127.0.0.1", port, security="none")(mail())
    assert not caught.value.permanent


async def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mailer = SmtpMailer("127.0.0.1", silent.getsockname()[1], security="none", timeout=0.2)
        with pytest.raises(SendError) as caught:
            await mailer(mail())
    assert not caught.value.permanent


async def test_mails_sent_together_share_few_connections(sink: SmtpSink) -> None:
    mailer = SmtpMailer(sink.host, sink.port, security="none")
    await asyncio.gather(*(mailer(mail()) for _ in range(60)))
    assert (len(sink.mails), sink.connections) == (60, 8)


async def test_a_connection_that_the_server_closes_costs_no_mail(sink: SmtpSink) -> None:
    sink.hang_up_after = 3
    mailer = SmtpMailer(sink.host, sink.port, security="none")
    await asyncio.gather(*(mailer(mail()) for _ in range(40)))
    assert len(sink.mails) == 40


async def test_a_refused_mail_does_not_spoil_those_after_it(sink: SmtpSink) -> None:
    mailer = SmtpMailer(sink.host, sink.port, security="none")
    sink.rcpt_reply = "550 5.1.1 no such user"
    refused = await asyncio.gather(*(mailer(mail()) for _ in range(20)), return_exceptions=True)
    sink.rcpt_reply = ""
    await asyncio.gather(*(mailer(mail()) for _ in range(20)))
    assert {type(error) for error in refused} == {SendError}
    assert len(sink.mails) == 20


async def test_without_a_mail_server_mails_are_kept_where_the_answer_says(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "mailbox"
    answer = await MailboxMailer(folder)(mail())
    assert answer.startswith("not sent")
    kept = read(answer.rpartition("kept in ")[2])
    assert (kept["Subject"], kept["To"]) == ("Größe", "owner@example.com")
    assert len(mailbox.Maildir(folder)) == 1


async def test_many_mails_at_once_are_all_kept(tmp_path: Path) -> None:
    keep = MailboxMailer(tmp_path / "mailbox")
    answers = await asyncio.gather(*(keep(mail()) for _ in range(50)))
    assert len(set(answers)) == 50


async def test_a_mailbox_that_cannot_be_written_is_tried_again(a_file: Path) -> None:
    with pytest.raises(SendError) as caught:
        await MailboxMailer(a_file / "mailbox")(mail())
    assert not caught.value.permanent


def test_one_mailer_serves_one_event_loop_after_another(sink: SmtpSink) -> None:
    mailer = SmtpMailer(sink.host, sink.port, security="none")

    async def many() -> None:
        await asyncio.gather(*(mailer(mail()) for _ in range(20)))

    for _ in range(2):
        asyncio.run(many())
    assert len(sink.mails) == 40
