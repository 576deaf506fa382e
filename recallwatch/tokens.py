"""Secrets on the wire: random tokens kept only as digests, and signed links that need no table."""

import hashlib
import hmac
import secrets
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path


def new_token() -> str:
    """256 random bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def new_webhook_secret() -> str:
    """A signing secret in the form of Standard Webhooks: ``whsec_`` and 32 random bytes in base64."""
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign(key: bytes, *parts: str) -> str:
    """A signature over the parts, for links in mails; ``purpose`` should be the first part."""
    mac = hmac.new(key, "\n".join(parts).encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(mac).decode().rstrip("=")


def verify(key: bytes, signature: str, *parts: str) -> bool:
    """Whether ``signature`` was made over exactly these parts."""
    return hmac.compare_digest(sign(key, *parts).encode(), signature.encode("utf-8", "replace"))


def load_key(path: Path) -> bytes:
    """Read the installation's signing key, making it (mode 0600) the first time."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        path.write_bytes(secrets.token_bytes(32))
        return path.read_bytes()
