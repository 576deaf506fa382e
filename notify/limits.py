"""How many mails go to one provider in a time: those over it wait, and nothing is dropped."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import time

from recallwatch.errors import NotNow


@dataclass(slots=True)
class _Window:
    """One span of time: how many went out in it, and how many were told to wait."""

    number: int
    sent: int = 0
    waiting: int = 0


class DomainLimits:
    """At most so many mails to a domain in so many seconds, ``rates[domain]``; ``*`` is every other one by itself.

    Each process counts for itself. ``clock`` gives seconds.
    """

    def __init__(self, rates: Mapping[str, tuple[int, int]], *, clock: Callable[[], float] = time) -> None:
        self._rates = rates
        self._clock = clock
        self._windows: dict[str, _Window] = {}

    def admit(self, address: str) -> None:
        """Count one mail; raises ``NotNow`` when it has to wait, spread over the windows to come."""
        domain = address.rpartition("@")[2].lower()
        rate = self._rates.get(domain) or self._rates.get("*")
        if rate is None:
            return
        most, seconds = rate
        now = self._clock()
        number = int(now // seconds)
        window = self._windows.get(domain)
        if window is None or window.number != number:
            window = self._windows[domain] = _Window(number)
        if window.sent < most:
            window.sent += 1
            return
        begins = (number + 1 + window.waiting // most) * seconds
        window.waiting += 1
        raise NotNow(f"{domain} takes {most} mails in {seconds} s from us", wait=timedelta(seconds=begins - now))
