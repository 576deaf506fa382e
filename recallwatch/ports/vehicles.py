"""What is asked of the store about vehicles."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from recallwatch.text.vin import Decoded


class Vins(Protocol):
    """Decoded patterns of VINs: reference data, without serial numbers."""

    def get(self, patterns: Iterable[str], *, since: datetime) -> dict[str, Decoded]:
        """What is known; that nothing could be decoded only where it was found out after ``since``."""
        ...

    def put(self, pattern: str, decoded: Decoded, *, at: datetime) -> None: ...
