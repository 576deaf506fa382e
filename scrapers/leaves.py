"""A JSON row as its leaves, so that whatever a parser does not take is seen and kept."""

import json

from recallwatch.text.clean import clean


class Leaves:
    """The non-empty leaves of one row by path (``Products.0.Name``), each to be taken once.

    What nobody took is ``rest``: a field the source adds tomorrow ends in ``Notice.extra``, not in nothing.
    """

    def __init__(self, row: dict[str, object]) -> None:
        self._leaves: dict[str, str] = {}
        self._lengths: dict[str, int] = {}
        self.damaged = ""  # the path of a text with a NUL inside: what stood there is not known
        self._add("", row)

    def take(self, path: str) -> str:
        """Take one leaf; empty if there is none."""
        return self._leaves.pop(path, "")

    def peek(self, path: str) -> str:
        """Look at one leaf and leave it."""
        return self._leaves.get(path, "")

    def each(self, name: str) -> list[str]:
        """The paths of a list's entries."""
        return [f"{name}.{n}" for n in range(self._lengths.get(name, 0))]

    def take_each(self, name: str, key: str) -> tuple[str, ...]:
        """Take one key of every entry of a list, leaving out the empty ones."""
        values = (self.take(f"{entry}.{key}") for entry in self.each(name))
        return tuple(value for value in values if value)

    @property
    def rest(self) -> tuple[tuple[str, str], ...]:
        """What was not taken, in the source's order."""
        return tuple(self._leaves.items())

    def _add(self, path: str, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                self._add(f"{path}.{clean(key)}" if path else clean(key), inner)
        elif isinstance(value, list):
            self._lengths[path] = len(value)
            for n, inner in enumerate(value):
                self._add(f"{path}.{n}", inner)
        elif value is not None:
            if isinstance(value, str) and "\0" in value.strip("\0 \t\r\n"):  # at an end it only ends a text
                self.damaged = self.damaged or path
            text = clean(value if isinstance(value, str) else json.dumps(value))
            if text.strip():
                self._leaves[path] = text
