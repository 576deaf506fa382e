"""The cipher of a store that was given none: nothing is encrypted."""


class Unsealed:
    """``recallwatch.ports.Cipher`` that keeps every secret as it is."""

    def seal(self, secret: str, *, about: str) -> str:  # noqa: ARG002
        return secret

    def open(self, sealed: str, *, about: str) -> str:  # noqa: ARG002
        return sealed
