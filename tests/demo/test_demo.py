"""The demo tells the truth: it succeeds when every fact holds and fails when one does not."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from recallwatch.demo.telling import Teller


@pytest.mark.slow
def test_the_whole_story_holds(tmp_path: Path) -> None:
    done = _demo(tmp_path, "--once")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Everything held." in done.stdout
    assert "NO" not in done.stdout.split()
    assert list(tmp_path.iterdir()) == []  # it leaves nothing behind


@pytest.mark.slow
def test_a_port_that_is_taken_is_said_and_another_one_used(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _demo(tmp_path, "--port", str(port))
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"port {port} is taken" in done.stdout


def _demo(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "recallwatch.cli.main", "demo", *options]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        command, capture_output=True, text=True, cwd=folder, env=environment, timeout=120, check=False
    )


def test_a_fact_that_does_not_hold_spoils_the_story(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller()
    teller.fact("water is wet", holds=True)
    assert teller.held
    teller.fact("fire is cold", holds=False, found="hot")
    assert not teller.held
    assert "(found: hot)" in capsys.readouterr().out
