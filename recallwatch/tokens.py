"""Secrets on the wire: random tokens kept only as digests, and signed links that need no table."""

import hashlib
import hmac
import os
import secrets
from base64 import b64decode, b64encode, urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from .errors import ConfigError

_KEY_BYTES = 32


def new_token() -> str:
    """256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def new_webhook_secret() -> str:
    """A signing secret in the form of Standard Webhooks: ``whsec_`` and 32 random bytes in base64."""
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


def new_private_key() -> str:
    """A private signing key in the form of Standard Webhooks: ``whsk_``, then seed and public key in base64."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    return "whsk_" + b64encode(key.private_bytes_raw() + key.public_key().public_bytes_raw()).decode()


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign(key: bytes, *parts: str) -> str:
    """A signature over the parts, for links in mails; ``purpose`` should be the first part."""
    mac = hmac.digest(key, "\n".join(parts).encode(), "sha256")
    return urlsafe_b64encode(mac).decode().rstrip("=")


def verify(key: bytes, signature: str, *parts: str) -> bool:
    """Whether ``signature`` was made over exactly these parts."""
    return hmac.compare_digest(sign(key, *parts).encode(), signature.encode("utf-8", "replace"))


def read_key(text: str) -> bytes:
    """A key as it is written in the settings: 32 bytes in base64. Raises ``ValueError``."""
    try:
        key = b64decode(text.translate(str.maketrans("-_", "+/")), validate=True)
    except ValueError:  # binascii.Error is one too
        key = b""
    if len(key) != _KEY_BYTES:
        raise ValueError("a key is 32 random bytes in base64; make one with: recallwatch secrets new-key")
    return key


def new_key() -> str:
    """A fresh key as it is written in the settings."""
    return urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode()


def load_key(path: Path) -> bytes:
    """Read the installation's signing key, making it (mode 0600) the first time. Raises ``ConfigError``."""
    try:
        if not path.exists():
            _make_key(path)
        key = path.read_bytes()
    except OSError as error:
        raise ConfigError([f"data_dir: cannot make or read the signing key {path}: {error.strerror}"]) from None
    if len(key) != _KEY_BYTES:
        what = f"data_dir: {path} holds {len(key)} bytes, and a signing key has {_KEY_BYTES}"
        todo = (
            "put it back from a backup, or delete it to get a new one (then links in mails already sent stop working)"
        )
        raise ConfigError([f"{what}; {todo}"])
    return key


def _make_key(path: Path) -> None:
    """Write a key in full under another name, then link it: nobody reads half of one, and the first of several wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.") as made:  # made with mode 0600
        made.write(secrets.token_bytes(_KEY_BYTES))
        made.flush()
        os.fsync(made.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(made.name)
