"""The only place that speaks HTTP out: polling sources politely, and guarded posts to addresses people gave us."""

from .client import Fetcher
from .guard import check_target
from .politeness import Waits
from .post import SafePost

__all__ = ["Fetcher", "SafePost", "Waits", "check_target"]
