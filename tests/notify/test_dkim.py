"""Signatures as a receiver checks them."""

import base64
from collections.abc import Callable
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from notify import EmailSender, SmtpMailer, dkim_signer
from recallwatch.errors import ConfigError
from recallwatch.templating import environment
from tests.servers import smtp_sink

from .making import NOW, channel, message

_NAME = b"s2026._domainkey.rw.example.org."


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


@pytest.fixture
def pem(key: RSAPrivateKey, tmp_path: Path) -> Path:
    path = tmp_path / "dkim.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


def dns(key: RSAPrivateKey) -> Callable[..., bytes | None]:
    """What the DNS says of the key, and nothing of any other name."""
    public = base64.b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    def answer(name: bytes, timeout: int = 5) -> bytes | None:
        return b"v=DKIM1; k=rsa; p=" + public if name == _NAME else None

    return answer


@pytest.mark.anyio
async def test_a_mail_is_signed_with_what_unsubscribes_from_it(key: RSAPrivateKey, pem: Path) -> None:
    with smtp_sink() as sink:
        sign = dkim_signer(domain="rw.example.org", selector="s2026", key=pem)
        mailer = SmtpMailer(sink.host, sink.port, security="none", sign=sign)
        sender = EmailSender(mailer=mailer, templates=environment(), sender="a@rw.example.org", domain="rw.example.org")
        await sender.send(channel(), message(), now=NOW)
        raw = sink.mails[0].raw
    assert dkim.verify(raw, dnsfunc=dns(key))
    head = raw.partition(b"\r\n\r\n")[0].lower().replace(b"\r\n ", b" ")
    signed = head.partition(b"h=")[2].partition(b";")[0].replace(b" ", b"").split(b":")
    assert {b"from", b"subject", b"list-unsubscribe", b"list-unsubscribe-post"} <= set(signed)
    for before, after in ((b"One-Click", b"Two-Click"), (b"Stop using", b"Keep using"), (b"A-1263", b"A-1264")):
        assert before in raw
        assert not dkim.verify(raw.replace(before, after), dnsfunc=dns(key))


def test_a_key_that_is_none_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read"):
        dkim_signer(domain="rw.example.org", selector="s", key=tmp_path / "none.pem")
    (tmp_path / "bad.pem").write_text("no key\n")
    with pytest.raises(ConfigError, match="holds no private RSA key"):
        dkim_signer(domain="rw.example.org", selector="s", key=tmp_path / "bad.pem")
