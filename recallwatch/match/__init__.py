"""Pure: what an item and a notice have to do with each other. Keys find candidates, verdicts decide, words explain."""

from .explain import explain, operator_words
from .hit import hit_line
from .keys import KEYS_VERSION, item_keys, notice_keys
from .near import NearMiss, near_miss
from .verdict import judge
from .watch import watch_hit

__all__ = [
    "KEYS_VERSION",
    "NearMiss",
    "explain",
    "hit_line",
    "item_keys",
    "judge",
    "near_miss",
    "notice_keys",
    "operator_words",
    "watch_hit",
]
