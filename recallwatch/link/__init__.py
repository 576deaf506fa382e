"""Pure: which notices tell of the same event. Links are typed, evidenced and never merge records."""

from .cases import cases
from .choose import beaten
from .declared import declared
from .keys import event_keys
from .relate import relate
from .told import Told, told

__all__ = ["Told", "beaten", "cases", "declared", "event_keys", "relate", "told"]
