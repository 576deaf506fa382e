"""So many mails to a provider and no more; those over it are told when to come."""

import pytest

from notify import DomainLimits
from recallwatch.errors import NotNow


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.25

    def __call__(self) -> float:
        return self.seconds


def waits(limits: DomainLimits, address: str, times: int) -> list[float]:
    """How long each of several mails has to wait."""
    told = []
    for _ in range(times):
        try:
            limits.admit(address)
            told.append(0.0)
        except NotNow as error:
            told.append(error.wait.total_seconds())
    return told


def test_those_over_the_limit_are_spread_over_the_seconds_to_come() -> None:
    limits = DomainLimits({"gmail.com": (2, 1)}, clock=Hand())
    assert waits(limits, "ann@Gmail.com", 7) == [0, 0, 0.75, 0.75, 1.75, 1.75, 2.75]


def test_a_new_second_has_room_again() -> None:
    hand = Hand()
    limits = DomainLimits({"gmail.com": (2, 1)}, clock=hand)
    waits(limits, "ann@gmail.com", 9)
    hand.seconds += 0.75
    assert waits(limits, "ann@gmail.com", 3) == [0, 0, 1.0]


def test_other_domains_do_not_wait() -> None:
    limits = DomainLimits({"gmail.com": (1, 60)}, clock=Hand())
    waits(limits, "ann@gmail.com", 3)
    assert waits(limits, "ann@example.org", 100) == [0.0] * 100


def test_a_star_is_every_other_domain_by_itself() -> None:
    limits = DomainLimits({"*": (1, 60), "big.example": (5, 60)}, clock=Hand())
    assert waits(limits, "a@one.example", 2)[1] > 0
    assert waits(limits, "a@two.example", 1) == [0]
    assert waits(limits, "a@big.example", 5) == [0] * 5


def test_the_reason_is_told() -> None:
    limits = DomainLimits({"gmail.com": (1, 60)}, clock=Hand())
    limits.admit("a@gmail.com")
    with pytest.raises(NotNow, match=r"gmail\.com takes 1 mails in 60 s from us"):
        limits.admit("a@gmail.com")
