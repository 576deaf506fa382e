"""``make chaos``: kill workers at random points on both engines, and show that nothing is lost. Status 1 if it was."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import pg
from tests.chaos.marks import PHASES
from tests.chaos.run import Outcome, run


def main() -> None:
    """Run, print a table, end with 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--kills", type=int, default=200, help="kills on each engine")
    parser.add_argument("--seed", type=int, default=1, help="of the plan of kills")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append", help="only this one")
    args = parser.parse_args()
    held = True
    for engine in args.engine or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="recallwatch-chaos-") as folder, _database(engine, folder) as url:
            outcome = run(Path(folder), url, kills=args.kills, seed=args.seed)
        show(engine, args.seed, outcome)
        held = held and outcome.held
    sys.exit(not held)


@contextmanager
def _database(engine: str, folder: str) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder}/chaos.db"
        return
    try:
        with pg.server() as server:
            yield pg.new_database(server)
    except pytest.skip.Exception as error:
        sys.exit(str(error))


def show(engine: str, seed: int, outcome: Outcome) -> None:
    """Print what a run showed."""
    hits = ", ".join(f"{phase} {outcome.kills[phase]}" for phase in (*PHASES, "between"))
    print(f"{engine}, seed {seed}: {outcome.kills.total()} kills in {outcome.seconds:.0f} s ({hits})")
    rows = {
        "owed": outcome.owed,
        "lost": len(outcome.lost),
        "told twice (alerts)": outcome.told_twice,
        "arrived again, same id": outcome.repeated,
        "arrived again, other id": len(outcome.renamed),
        "left unsettled": len(outcome.unsettled),
    }
    for name, number in rows.items():
        print(f"  {name:<24} {number:>6,}")
    for notice, owner, kind in sorted(outcome.lost | outcome.renamed)[:20]:
        print(f"  {'lost' if (notice, owner, kind) in outcome.lost else 'renamed'}: {notice} to {owner} by {kind}")
    for words in outcome.unsettled[:20]:
        print(f"  left: {words}")
    print(f"  {'held' if outcome.held else 'BROKEN'}", flush=True)


if __name__ == "__main__":
    main()
