"""Secrets at rest: AES-256-GCM under a key that is not in the database, bound to the row they stand in.

A sealed secret reads ``sealed:KEY:DATA``: KEY tells which key it takes, DATA is the 96-bit nonce, the ciphertext and
its tag (NIST SP 800-38D) in base64url. The keys are derived with HKDF-SHA256 (RFC 5869), so that nothing sealed tells
anything of a key that signs links too.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .ports import SEALED, is_sealed

_NONCE_BYTES = 12
_KEY_BYTES = 32


class Sealer:
    """``ports.Cipher``: seals under the first key, opens under any of them."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._ciphers = {_name(key): AESGCM(_derived(key, "cipher", _KEY_BYTES)) for key in keys}
        self._current = _name(keys[0])

    def seal(self, secret: str, *, about: str) -> str:
        if not secret or secret.startswith(f"{SEALED}{self._current}:"):
            return secret
        opened = self.open(secret, about=about)
        if is_sealed(opened):
            return secret
        nonce = secrets.token_bytes(_NONCE_BYTES)
        data = nonce + self._ciphers[self._current].encrypt(nonce, opened.encode(), about.encode())
        return f"{SEALED}{self._current}:{urlsafe_b64encode(data).decode()}"

    def open(self, sealed: str, *, about: str) -> str:
        if not is_sealed(sealed):
            return sealed
        name, _, text = sealed.removeprefix(SEALED).partition(":")
        cipher = self._ciphers.get(name)
        try:
            data = urlsafe_b64decode(text)
            plain = cipher.decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], about.encode()) if cipher else None
        except (ValueError, InvalidTag):  # binascii.Error is a ValueError
            return sealed
        return sealed if plain is None else plain.decode()


def _name(key: bytes) -> str:
    return _derived(key, "name", 4).hex()


def _derived(key: bytes, use: str, length: int) -> bytes:
    info = f"recallwatch secrets at rest, {use}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key)
