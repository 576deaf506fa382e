"""What was said, thread by thread: the ends of chains of alerts."""

from collections.abc import Collection, Sequence
from itertools import groupby

from recallwatch.model import Alert
from recallwatch.ports import Said

_Key = tuple[str, str, str]


def threads(alerts: Sequence[Alert], case_ids: Collection[str]) -> dict[_Key, Said]:
    """The threads of these cases among all alerts of some subjects.

    The last alert is told by the chain, not by the clock, which may have been set back; joined threads have two ends.
    """
    followed = {(alert.owner_id, alert.subject_id, alert.after) for alert in alerts}
    ordered = sorted(alerts, key=lambda alert: (_key(alert), alert.created_at, alert.id))
    found: dict[_Key, Said] = {}
    for key, group in groupby(ordered, _key):
        told = list(group)
        first = next((alert for alert in told if alert.thread == alert.id), None)
        last = next((a for a in reversed(told) if (a.owner_id, a.subject_id, a.id) not in followed), None)
        if first and last and key[2] in case_ids:
            found[key] = Said(first, last)
    return found


def _key(alert: Alert) -> _Key:
    return alert.owner_id, alert.subject_id, alert.case_id
