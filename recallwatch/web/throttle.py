"""How often one thing may be asked for: counted in memory, so each process counts for itself."""

from datetime import datetime, timedelta

#: Keys kept before old ones are looked for; a bound on memory, not a rule.
_MANY = 10_000


class Throttle:
    """At most ``times`` a key within a span of time."""

    def __init__(self, *, times: int, within: timedelta) -> None:
        self._times = times
        self._within = within
        self._seen: dict[str, list[datetime]] = {}

    def allow(self, key: str, *, now: datetime) -> bool:
        """Count one more, if it is allowed; a refused one is not counted."""
        if len(self._seen) > _MANY:
            self._seen = {each: recent for each in self._seen if (recent := self._recent(each, now))}
        recent = self._recent(key, now)
        if len(recent) >= self._times:
            return False
        self._seen[key] = [*recent, now]
        return True

    def _recent(self, key: str, now: datetime) -> list[datetime]:
        return [moment for moment in self._seen.get(key, []) if now - moment < self._within]
