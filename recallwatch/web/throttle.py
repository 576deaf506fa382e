"""How often one thing may be asked for: counted in memory, so each process counts for itself."""

from datetime import datetime, timedelta

#: Most keys kept. When that many are recent the one longest unused is forgotten: refusing new ones instead would
#: let a flood shut everybody out, while forgetting costs a flood thousands of requests for each one it gains.
_MANY = 10_000


class Throttle:
    """At most ``times`` a key within a span of time."""

    def __init__(self, *, times: int, within: timedelta) -> None:
        self._times = times
        self._within = within
        self._seen: dict[str, list[datetime]] = {}  # the key longest unused comes first

    def allow(self, key: str, *, now: datetime) -> bool:
        """Count one more, if it is allowed; a refused one is not counted."""
        recent = [moment for moment in self._seen.get(key, []) if now - moment < self._within]
        if len(recent) >= self._times:
            return False
        self._seen.pop(key, None)
        self._seen[key] = [*recent, now]
        self._forget(now)
        return True

    def _forget(self, now: datetime) -> None:
        while len(self._seen) > 1:
            key = next(iter(self._seen))
            if len(self._seen) <= _MANY and now - self._seen[key][-1] < self._within:
                return
            del self._seen[key]
