"""``make eval``: import the real archive, answer every labelled question with the real commands, print the scores.

Needs the captured payloads and labels (RECALLWATCH_SHARED, or ``shared`` beside the checkout). Writes docs/quality.md
and the figures it shows; with ``--check`` it writes nothing and fails when a figure fell by more than a point.
"""

import argparse
import gzip
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import quality
from .labels import HALVES, SETS, Labels, part, rows
from .program import ARCHIVE, ROOT, SHARED, measured, recallwatch
from .quality import Figures, Run

_EXTRA = SHARED / "gold/extra-notices.api-shape.json"
_SCORE = SHARED / "eval/score.py"
_PRODUCTS = "Consumer product safety"  # the organisation whose notices can tell of what the CPSC tells of
_REGISTERED = {labels.name: labels.files["matching"] for labels in SETS if "matching" in labels.files}


def main() -> None:
    """Print every table; ``--worst N`` lists wrong answers of half A and of what has no halves left to hide."""
    args = _arguments()
    if not _SCORE.exists():
        sys.exit(f"no labels at {SHARED}: set RECALLWATCH_SHARED to the folder that holds data/, gold/ and eval/")
    work = ROOT / ".eval"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    done = recallwatch("import", "us-cpsc", str(ARCHIVE), str(_EXTRA), data_dir=work)
    recallwatch("import", "ca-rsa", str(_judged_in_canada(work)), data_dir=work)
    run = Run({"import of the archive, s": round(done.seconds, 1), "peak memory, MB": round(done.peak_mb)})
    _answers(work, run)
    _link(work, run)
    for labels in SETS:
        _score(labels, work, run, worst=args.worst)
    print(quality.tables(run), flush=True)
    if args.check:
        if fallen := quality.fallen(run):
            sys.exit("\n".join(["fell by more than a point:", *fallen]))
    else:
        quality.write(run)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make eval")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list N wrong answers a table")
    parser.add_argument("--check", action="store_true", help="compare with the recorded figures; write nothing")
    return parser.parse_args()


def _judged_in_canada(work: Path) -> Path:
    """The Canadian notices that a label judges, as a file of their own.

    Not the whole Canadian file: a recall of both countries would count as an extra hit wherever one was judged.
    """
    judged = {name[3:] for gold in _REGISTERED.values() for row in rows(gold) for name in row["expect"]}
    return _of_canada(work / "judged-in-canada.json", lambda row: row["NID"] in judged)


def _of_canada(path: Path, wanted: Callable[[dict[str, Any]], bool]) -> Path:
    """Some rows of the newest Canadian file, as a file of their own."""
    newest = max((SHARED / "data/ca-rsa").glob("*z.json.gz"))
    rows_ = json.loads(gzip.decompress(newest.read_bytes()))
    path.write_text(json.dumps([row for row in rows_ if wanted(row)]), encoding="utf-8")
    return path


def _link(work: Path, run: Run) -> None:
    """What is linked with what, once every Canadian notice on consumer products is there to be mistaken for another."""
    products = _of_canada(work / "products-in-canada.json", lambda row: row["Organization"] == _PRODUCTS)
    done = recallwatch("import", "ca-rsa", str(products), data_dir=work)
    run.costs["import and linking of Canada's consumer products, s"] = round(done.seconds, 1)
    (work / "cases.jsonl").write_bytes(recallwatch("cases", "--jsonl", data_dir=work).output)
    abroad = recallwatch("notices", "--jsonl", "--source", "ca-rsa", data_dir=work).output
    (work / "linked.jsonl").write_bytes((work / "notices.jsonl").read_bytes() + abroad)


def _answers(work: Path, run: Run) -> None:
    """What the commands say: every notice, every labelled registration."""
    (work / "notices.jsonl").write_bytes(recallwatch("notices", "--jsonl", data_dir=work).output)
    for name, gold in _REGISTERED.items():
        registrations = measured([sys.executable, str(_SCORE), "registrations", str(gold)], data_dir=work).output
        done = recallwatch("check", "--jsonl", data_dir=work, stdin=registrations)
        (work / f"checked-{name}.jsonl").write_bytes(done.output)
        lines = registrations.count(b"\n")
        run.costs[f"check --jsonl, {lines} lines with start-up, s"] = round(done.seconds, 1)


def _score(labels: Labels, work: Path, run: Run, *, worst: int) -> None:
    answers = {
        "matching": [work / f"checked-{labels.name}.jsonl"],
        "extraction": [work / "notices.jsonl"],
        "links": [work / "cases.jsonl", work / "linked.jsonl"],
    }
    for what, gold in labels.files.items():
        for half in HALVES:
            asked = part(gold, half)
            some = work / f"{labels.name}-{what}-{half}.jsonl"
            some.write_text("".join(json.dumps(row) + "\n" for row in asked), encoding="utf-8")
            shown = worst if half == ("A" if labels.name == "own" else "all") else 0
            run.figures[labels.name, what, half] = _figures(what, [some, *answers[what]], worst=shown)
            run.counts[labels.name, what, half] = len(asked)


def _figures(what: str, files: list[Path], *, worst: int) -> Figures:
    command = [sys.executable, str(_SCORE), what, *map(str, files), "--json", "--worst", str(worst)]
    figures: Figures = json.loads(measured(command, data_dir=files[0].parent).output)
    return figures


if __name__ == "__main__":
    main()
