"""The program as a process: exit statuses and words when something is wrong."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def _recallwatch(tmp_path: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    environment = os.environ | {"RECALLWATCH_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(root)} | env
    command = [sys.executable, "-m", "recallwatch.cli.main", *args]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"RECALLWATCH_DATABASE_URL": "mysql://x"}, "RECALLWATCH_DATABASE_URL"),
        ({"RECALLWATCH_PORT": "90000"}, "RECALLWATCH_PORT"),
        ({"RECALLWATCH_BASE_URL": "example.org"}, "must start with http"),
        ({"RECALLWATCH_SOURCES": '["us-nowhere"]'}, "us-nowhere"),
        ({"RECALLWATCH_DATABASE_URL": "postgresql+psycopg://127.0.0.1:1/none"}, "127.0.0.1"),
    ],
)
def test_a_wrong_setting_is_named_and_the_status_is_two(tmp_path: Path, env: dict[str, str], says: str) -> None:
    done = _recallwatch(tmp_path, "sources", **env)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_all_wrong_settings_are_said_at_once(tmp_path: Path) -> None:
    done = _recallwatch(tmp_path, "sources", RECALLWATCH_PORT="x", RECALLWATCH_BASE_URL="y")
    assert "RECALLWATCH_PORT" in done.stderr
    assert "RECALLWATCH_BASE_URL" in done.stderr


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_port_in_use_is_said(tmp_path: Path, command: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = _recallwatch(tmp_path, command, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_settings_file_that_is_no_toml_is_said(tmp_path: Path) -> None:
    (tmp_path / "recallwatch.toml").write_text("port = = 1")
    done = _recallwatch(tmp_path, "sources")
    assert done.returncode == 2
    assert "settings file" in done.stderr


def test_a_wrong_option_is_status_two(tmp_path: Path) -> None:
    assert _recallwatch(tmp_path, "notices", "--nonsense").returncode == 2


def test_output_cut_off_by_its_reader_is_no_error(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    environment = os.environ | {"RECALLWATCH_DATA_DIR": str(tmp_path), "PYTHONPATH": str(root)}
    command = f"{sys.executable} -m recallwatch.cli.main sources --json | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert "Traceback" not in done.stderr
