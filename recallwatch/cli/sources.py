"""``recallwatch sources``: how each source stands, and accepting one that is held."""

from datetime import datetime
from typing import Annotated

import typer

from recallwatch.errors import UsageError
from recallwatch.model import SourceInfo, SourceState
from recallwatch.ports import Unit
from recallwatch.text.spans import every

from .output import AsJson, line, program, rfc3339, say, show

sources = typer.Typer(invoke_without_command=True)


@sources.callback()
def listing(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the health of every source."""
    if context.invoked_subcommand is None:
        _list(as_json=as_json)


def _list(*, as_json: bool) -> None:
    with program() as context, context.store.read() as unit:
        states = unit.sources.states()
        rows = [_row(unit, source.info, states, context.now()) for source in context.sources.values()]
    if as_json:
        for row in rows:
            line(row)
        return
    show(_SHOWN, [tuple(row[name] for name in _SHOWN) for row in rows], as_json=False)
    for row in rows:
        if row["to_do"]:
            say(f"{row['source']}: {row['why']}. What to do: {row['to_do']}")


_SHOWN = ("source", "state", "notices", "last_try", "last_success", "last_change", "rhythm", "lag", "why")


def _row(unit: Unit, info: SourceInfo, states: dict[str, SourceState], now: datetime) -> dict[str, object]:
    from recallwatch.flow.freshness import Health, lag, reason, standing, state_of, to_do

    state = state_of(states, info)
    health, usual = standing(info, state, now=now), lag(unit.notices.arrivals(info.id))
    why = reason(info, state, now=now)
    times = {name: getattr(state, name) for name in ("last_try", "last_success", "last_change")}
    return {
        "source": info.id,
        "state": health.value,
        "notices": unit.notices.count(info.id),
        **{name: rfc3339(at) if at else "never" for name, at in times.items()},
        "rhythm": f"{int(info.rhythm.every.total_seconds() // 60)} min",
        "lag": "-" if usual is None else every(usual) if usual else "same day",
        "why": info.unproven or why if health in (Health.OK, Health.NEVER) else why,
        "to_do": to_do(info, health),
        "gaps": info.gaps,
        "unproven": info.unproven,
    }


@sources.command()
def accept(source: Annotated[str, typer.Argument(metavar="SOURCE")]) -> None:
    """Believe an unproven source that is held: you looked at its notices, and owners are to be alerted of them."""
    from recallwatch.flow.match import match_all
    from recallwatch.flow.proving import accept as believe

    with program() as context:
        if source not in context.sources:
            raise UsageError(f"there is no source {source!r}; known are {', '.join(context.sources)}")
        with context.store.write() as unit:
            held = unit.sources.state(source).held
            count = believe(unit, source, now=context.now(), words="accepted by an operator")
        if not held:
            say(f"{source} is not held: nothing to accept")
            return
        matched = match_all(context.store, now=context.now)
    say(f"{source} is accepted: {count} notices compared, {matched.alerts} alerts")
