"""How many notices an answer must hold: by what the source listed before, and by what could not be read."""

from collections import Counter
from datetime import datetime, timedelta

from recallwatch.model import Harvest, Shape, SourceState

#: Of the rows read, this share may be unreadable ...
REJECTED_SHARE = 0.05
#: ... and this many in any case: one bad page of a maker with four must not hide the other three.
REJECTED_ANYWAY = 1
#: An answer smaller than this share of the last one to the same question is a broken answer.
LEAST_SHARE = 0.5

#: An answer that lists a part may shrink slowly; after this time its size is no measure any more, and taking in a short
#: one harms nothing that is stored: absence from a part counts for nothing.
RECENT = timedelta(days=2)
_TOO_FEW = 3


def judge_counts(harvest: Harvest, state: SourceState, shape: Shape | None, *, now: datetime) -> list[str]:
    """Say what is wrong with the numbers of an answer; empty if nothing is."""
    found, rejected = len(harvest.notices), len(harvest.rejected)
    problems = _whole(state, found) if harvest.complete else _part(shape, found, now)
    if rejected and (not found or rejected > max(REJECTED_ANYWAY, REJECTED_SHARE * (found + rejected))):
        why = Counter(row.reason for row in harvest.rejected).most_common(1)[0][0]
        problems.append(f"{rejected} of {found + rejected} rows could not be read, mostly: {why}")
    numbers = Counter(notice.number for notice in harvest.notices)
    twice = sorted(number for number, times in numbers.items() if times > 1)
    if twice:
        problems.append(f"{len(twice)} numbers occur twice: {', '.join(twice[:5])}")
    return problems


def _whole(state: SourceState, found: int) -> list[str]:
    if state.last_complete is None:
        return []
    if not found and state.last_found:
        return [f"nothing where {state.last_found} notices were"]
    if found < LEAST_SHARE * state.last_found:
        return [f"{found} notices where {state.last_found} were: less than half"]
    return []


def _part(shape: Shape | None, found: int, now: datetime) -> list[str]:
    if found or shape is None or shape.found < _TOO_FEW or now - shape.at > RECENT:
        return []
    return [f"nothing where the last answer to this question had {shape.found}"]
