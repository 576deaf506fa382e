"""The demo tells the truth: it succeeds when every fact holds and fails when one does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from recallwatch.demo.telling import Teller


@pytest.mark.slow
def test_the_whole_story_holds(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "recallwatch.cli.main", "demo", "--once"]
    environment = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Everything held." in done.stdout
    assert "NO" not in done.stdout.split()
    assert list(tmp_path.iterdir()) == []  # it leaves nothing behind


def test_a_fact_that_does_not_hold_spoils_the_story(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller()
    teller.fact("water is wet", holds=True)
    assert teller.held
    teller.fact("fire is cold", holds=False, found="hot")
    assert not teller.held
    assert "(found: hot)" in capsys.readouterr().out
