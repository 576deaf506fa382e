"""Pure: which notices tell of the same event. Links are typed, evidenced and never merge records."""

from .cases import cases
from .declared import declared

__all__ = ["cases", "declared"]
