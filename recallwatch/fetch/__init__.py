"""The only place that speaks HTTP out: polling sources politely, and guarded posts to addresses people gave us."""

from .client import Fetcher
from .doors import Doors
from .guard import check_target
from .guarded import GuardedTransport
from .politeness import Waits
from .post import SafePost

__all__ = ["Doors", "Fetcher", "GuardedTransport", "SafePost", "Waits", "check_target"]
