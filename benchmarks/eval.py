"""``make eval``: import the real archive, check the labelled registrations, print the scores.

Needs the captured payloads and labels (RECALLWATCH_SHARED, or ``shared`` beside the checkout).
"""

import shutil
import sys
from pathlib import Path

from .program import ROOT, SHARED, measured, recallwatch

_ARCHIVE = SHARED / "data/us-cpsc/archive-to-2026-05.api-shape.json.gz"
_EXTRA = SHARED / "gold/extra-notices.api-shape.json"
_SCORE = SHARED / "eval/score.py"


def main() -> None:
    """Print the figures; ``--worst N`` lists wrong answers."""
    if not _SCORE.exists():
        sys.exit(f"no labels at {SHARED}: set RECALLWATCH_SHARED to the folder that holds data/, gold/ and eval/")
    work = ROOT / ".eval"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    done = recallwatch("import", "us-cpsc", str(_ARCHIVE), str(_EXTRA), data_dir=work)
    print(f"import: {done.seconds:.1f} s, {done.peak_mb:.0f} MB peak")
    _matching(work)
    _extraction(work)


def _matching(work: Path) -> None:
    gold = SHARED / "gold/dev_matching.jsonl"
    registrations = measured([sys.executable, str(_SCORE), "registrations", str(gold)], data_dir=work).output
    done = recallwatch("check", "--jsonl", data_dir=work, stdin=registrations)
    lines = registrations.count(b"\n")
    print(f"check --jsonl: {lines} lines in {done.seconds:.1f} s (start-up included)")
    _score("matching", gold, _kept(work / "checked.jsonl", done.output))


def _extraction(work: Path) -> None:
    done = recallwatch("notices", "--jsonl", data_dir=work)
    print(f"notices --jsonl: {done.output.count(bytes([10]))} lines in {done.seconds:.1f} s")
    _score("extraction", SHARED / "gold/dev_extraction.jsonl", _kept(work / "notices.jsonl", done.output))


def _kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _score(what: str, gold: Path, ours: Path) -> None:
    command = [sys.executable, str(_SCORE), what, str(gold), str(ours), *sys.argv[1:]]
    figures = measured(command, data_dir=ours.parent).output.decode()
    print(f"{what}:\n{figures}", flush=True)


if __name__ == "__main__":
    main()
