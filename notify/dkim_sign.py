"""DKIM signatures (RFC 6376), for installations whose mail server does not make them."""

from collections.abc import Callable
from pathlib import Path

from recallwatch.errors import ConfigError

#: What is signed of what is there: what a reader sees, what threads, and what unsubscribes (RFC 8058 section 4).
_SIGNED = (
    *("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"),
    *("MIME-Version", "Content-Type", "Auto-Submitted"),
    *("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"),
)

Signer = Callable[[bytes], bytes]


def dkim_signer(*, domain: str, selector: str, key: Path) -> Signer:
    """Give a function that puts the header before a mail as it goes over the wire. Raises ``ConfigError``.

    One signature with a key of 2,048 bits takes about 6 ms: sign in the mail server where there is one.
    """
    try:
        import dkim
    except ImportError:
        raise ConfigError(["dkim_key: signing needs the package dkimpy; install recallwatch[dkim]"]) from None
    try:
        secret = key.read_bytes()
    except OSError as error:
        raise ConfigError([f"dkim_key: cannot read {key}: {error.strerror}"]) from None

    def sign(mail: bytes) -> bytes:
        there = {line.partition(b":")[0].lower() for line in mail.partition(b"\r\n\r\n")[0].split(b"\r\n")}
        signed = [name.encode() for name in _SIGNED if name.lower().encode() in there]
        header = dkim.sign(
            mail,
            selector.encode(),
            domain.encode(),
            secret,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=signed,
        )
        return bytes(header) + mail

    try:
        sign(b"From: a@example.org\r\n\r\n\r\n")
    except (dkim.DKIMException, ValueError) as error:
        raise ConfigError([f"dkim_key: {key} holds no private RSA key in PEM form: {error}"]) from None
    return sign
