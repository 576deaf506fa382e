"""What a store asks of whoever encrypts the secrets in it."""

from typing import Protocol

#: How every sealed secret begins; no secret of a channel does.
SEALED = "sealed:"


class Cipher(Protocol):
    """Encrypts short secrets for the database. ``about`` names the row: a seal fits no other."""

    def seal(self, secret: str, *, about: str) -> str:
        """Encrypt under the current key; what is empty, or sealed under it already, stays as it is."""
        ...

    def open(self, sealed: str, *, about: str) -> str:
        """Decrypt. What no key here opens comes back as it is, for ``is_sealed`` to tell; so does what was plain."""
        ...


def is_sealed(secret: str) -> bool:
    """Whether a secret could not be opened: its key is missing, and it must not be used as it stands."""
    return secret.startswith(SEALED)
