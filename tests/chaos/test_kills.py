"""The short form of ``make chaos``: workers are killed, and everything owed arrives, told once."""

from pathlib import Path

import pytest

from tests.chaos.run import run


@pytest.mark.slow
def test_nothing_is_lost_or_told_twice_when_workers_are_killed(url: str, tmp_path: Path) -> None:
    outcome = run(tmp_path, url, kills=12, seed=7, speed=90.0)
    assert outcome.kills.total() == 12
    assert outcome.owed >= 48
    assert (outcome.lost, outcome.told_twice, outcome.renamed, outcome.unsettled) == (frozenset(), 0, frozenset(), ())
