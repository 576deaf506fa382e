"""Run the real command in a process of its own and measure it."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("RECALLWATCH_SHARED", ROOT.parent / "shared"))
#: Every recall the CPSC published, as its service answers; captured, so not in the repository.
ARCHIVE = SHARED / "data/us-cpsc/archive-to-2026-05.api-shape.json.gz"


@dataclass(frozen=True)
class Measured:
    """What a command took: wall seconds, peak resident memory of the largest child so far in MB, its output."""

    seconds: float
    peak_mb: float
    output: bytes


def recallwatch(*args: str, data_dir: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Measured:
    """Run ``recallwatch`` with its own data folder; its messages pass through to standard error."""
    return measured([sys.executable, "-m", "recallwatch.cli.main", *args], data_dir=data_dir, stdin=stdin, env=env)


def measured(
    command: list[str], *, data_dir: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> Measured:
    """Run any command and measure it; a failure ends the benchmark with its status."""
    environment = os.environ | {"RECALLWATCH_DATA_DIR": str(data_dir)} | dict(env or {})
    started = time.perf_counter()
    done = subprocess.run(command, input=stdin, stdout=subprocess.PIPE, cwd=ROOT, env=environment, check=False)  # noqa: S603
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with status {done.returncode}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Measured(seconds, peak, done.stdout)
