"""Whether an answer of a source can be believed: pure rules over what came and what the source was like before.

harvest + profile -> judge_harvest (numbers, fields, dates, damage)   --problems--> failed run
pairs of (stored, now) -> judge_changes (most notices moved at once)  --problems--> failed run
believed -> learn -> profile
"""

import re
from datetime import datetime

from recallwatch.model import Harvest, SourceState

from .changes import Known, judge_changes
from .counts import judge_counts
from .damage import judge_damage
from .dates import judge_dates
from .fills import judge_fills, learn
from .pauses import HISTORY, is_silent, learn_pauses, longest_silence, silent_for
from .waiting import DISABLED_AFTER, backoff

__all__ = [
    "DISABLED_AFTER",
    "HISTORY",
    "Known",
    "backoff",
    "is_silent",
    "judge_changes",
    "judge_harvest",
    "learn",
    "learn_pauses",
    "longest_silence",
    "question",
    "silent_for",
]


def judge_harvest(harvest: Harvest, state: SourceState, *, asked: str, now: datetime) -> list[str]:
    """Say everything that makes a harvest unbelievable; empty if it can be compared with what is stored.

    ``asked`` is the question it answers, as ``question`` names it.
    """
    if harvest.unchanged:
        return []
    shape = state.profile.shapes.get(asked)
    return [
        *judge_counts(harvest, state, shape, now=now),
        *judge_fills(harvest.notices, shape),
        *judge_dates(harvest.notices, now=now),
        *judge_damage(harvest.notices),
    ]


def question(parser: str, url: str) -> str:
    """Name what a crawl asked first, the same for every window and page of it, anew for every version of a parser."""
    return f"{parser} {re.sub('[0-9]+', '#', url)}"
