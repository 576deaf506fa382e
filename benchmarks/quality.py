"""The figures of an evaluation as tables, as the page docs/quality.md, and compared with the recorded ones."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .labels import HALVES, SETS
from .program import ROOT

Figures = dict[str, Any]
Place = tuple[str, str, str]

_PAGE = ROOT / "docs/quality.md"
_RECORD = ROOT / "benchmarks/quality.json"
_POINT = 0.01
#: Figures for which less is better.
_COSTS = frozenset({"extra_hits_per_registration"})


@dataclass
class Run:
    """One evaluation: what it cost, and the figures and counts of each set, question and half."""

    costs: dict[str, float]
    figures: dict[Place, Figures] = field(default_factory=dict)
    counts: dict[Place, int] = field(default_factory=dict)


def numbers(figures: Figures) -> dict[str, float]:
    """Every figure that is compared, by a flat name: ``affected precision``, ``models f1``."""
    found: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, dict) and "precision" in value:
            found |= {f"{name} {part}": number for part, number in value.items()}
        elif isinstance(value, float):
            found[name] = value
    return found


def fallen(run: Run) -> list[str]:
    """The figures that are more than a point worse than the recorded ones, each in a line."""
    recorded = json.loads(_RECORD.read_text(encoding="utf-8"))["figures"]
    return [
        f"{place} {name}: {then:.4f} -> {now.get(name, 0.0):.4f}"
        for place, figures in recorded.items()
        for now in [numbers(run.figures.get(_place(place), {}))]
        for name, then in figures.items()
        if _worse(name, then, now.get(name))
    ]


def _worse(name: str, then: float, now: float | None) -> bool:
    if now is None:
        return True
    return (now - then if name in _COSTS else then - now) > _POINT


def _place(text: str) -> Place:
    labels, what, half = text.split("/")
    return labels, what, half


def tables(run: Run) -> str:
    """Every figure of every half, as Markdown."""
    lines = ["| what | cost |", "|---|---|", *(f"| {name} | {cost:g} |" for name, cost in run.costs.items())]
    for labels in SETS:
        for what in labels.files:
            lines += ["", f"### {what.capitalize()}, {labels.name} labels", "", *_table(run, labels.name, what)]
    return "\n".join(lines)


def _table(run: Run, labels: str, what: str) -> Iterator[str]:
    halves = [run.figures[labels, what, half] for half in HALVES]
    flat = [numbers(figures) for figures in halves]
    heads = [f"{half} ({run.counts[labels, what, half]})" for half in HALVES]
    yield f"| figure | {' | '.join(heads)} |"
    yield f"|---|{'---|' * len(HALVES)}"
    for name in flat[0]:
        yield f"| {name.replace('_', ' ')} | {' | '.join(f'{each.get(name, 0.0):.3f}' for each in flat)} |"
    yield from (f"| {name.replace('_', ' ')} | {value} | | |" for name, value in halves[0].items() if _count(value))


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def write(run: Run) -> None:
    """Record the figures, and write the page that shows them."""
    figures = {"/".join(place): numbers(found) for place, found in run.figures.items()}
    today = datetime.now(UTC).date().isoformat()
    _RECORD.write_text(json.dumps({"date": today, "figures": figures}, indent=1) + "\n", encoding="utf-8")
    sets = "\n".join(f"- **{labels.name}**: {labels.what}." for labels in SETS)
    _PAGE.write_text(_TEXT.format(date=today, sets=sets, tables=tables(run)), encoding="utf-8")


_TEXT = """# Quality

How well notices are understood and compared, measured on {date} by `make eval`, which writes this page. Do not edit it.

## Method

The whole CPSC archive (9,818 notices, 1973 to May 2026) and one notice known only as reported are imported by
`recallwatch import`. What `recallwatch notices --jsonl` says of the labelled notices is compared with what a reader
of the notice wrote down; what `recallwatch check --jsonl` answers for registrations as owners would type them, with
what a reader of the notice would answer. A hit on a notice nobody judged for that registration is an *extra hit*;
some are true. Of the Canadian file only the notices that a label judges are imported beside the archive, until all of
that is answered; then every Canadian notice on consumer products is, and what `recallwatch cases --jsonl` says of the
labelled pairs is compared with what a reader of both notices wrote down ([how notices are linked](links.md)).

The sets, and how far to trust each:

{sets}

Each set is split in two halves by the number of the notice or the pair. A half that was not looked at says what to
expect of notices that nobody tuned to; it is the figure to believe. Changes are checked by `make eval ARGS=--check`,
which fails when a figure falls by more than a point.

Figures: *alert* is `affected`, `likely` or `check` against `clear` or silence; *affected* is `affected` or `likely`
against the rest; *three way* is all of it. *Exact* counts notices whose whole set of values is right. *Same event* is
that two notices are in one case, rightly or wrongly; *type accuracy* that the relation of a pair is the labelled one.

## Figures

{tables}
"""
