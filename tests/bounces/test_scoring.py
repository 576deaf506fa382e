"""Scores, and the signed addresses that reports come back to."""

from datetime import UTC, datetime, timedelta

import pytest

from recallwatch.bounces import return_path, score, sent_as
from recallwatch.model import Bounce, Nature

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = b"k" * 32
ID = "01KAQV2M8ZX6T3W0Y9N4B7C5E4"
ADDRESS = "bounce@recalls.example.org"


def bounces(nature: Nature, *days: float) -> list[Bounce]:
    return [Bounce("ann", f"b{day}", "mail", "", NOW + timedelta(days=day), nature) for day in days]


@pytest.mark.parametrize(
    ("days", "nature", "points"),
    [
        ((), Nature.SOFT, 0.0),
        ((0,), Nature.SOFT, 0.5),
        ((0,), Nature.REFUSED, 1.0),
        ((0, 0.1, 0.2), Nature.SOFT, 0.5),  # one step a day
        ((-2, -1, 0), Nature.SOFT, 1.5),
        ((-9, -1, 0), Nature.REFUSED, 2.0),  # the first is stale
        ((-8,), Nature.REFUSED, 0.0),  # all are
        (tuple(range(-10, 1)), Nature.SOFT, 5.5),
        (tuple(range(-5, 1)), Nature.REFUSED, 6.0),
    ],
)
def test_a_score_is_counted_from_the_reports(days: tuple[float, ...], nature: Nature, points: float) -> None:
    assert score(bounces(nature, *days), now=NOW) == points


def test_a_return_path_leads_back_to_its_delivery() -> None:
    path = return_path(KEY, ADDRESS, ID)
    assert path.startswith("bounce+01KAQV2M8ZX6T3W0Y9N4B7C5E4.")
    assert len(path.partition("@")[0]) <= 64
    assert sent_as(KEY, ADDRESS, f"To: <{path.lower()}>\n") == ID


def test_a_forged_return_path_leads_nowhere() -> None:
    path = return_path(KEY, ADDRESS, ID)
    for forged in (
        path.replace("E4", "E5"),
        return_path(b"x" * 32, ADDRESS, ID),
        path.replace(".org", ".net"),
        ADDRESS,
    ):
        assert sent_as(KEY, ADDRESS, f"To: <{forged}>") == ""


def test_a_true_return_path_is_found_behind_forged_ones() -> None:
    path = return_path(KEY, ADDRESS, ID)
    assert sent_as(KEY, ADDRESS, f"<{path.replace('E4', 'E5')}> and <{path}>") == ID
