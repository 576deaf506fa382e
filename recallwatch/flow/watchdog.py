"""Tell the operator when people may not be told: the check every 15 minutes.

look (database, disk, sources) -> what is wrong, by name -> ONE transaction: new, lasting a day, over -> mail, webhook
-> a ping to whoever watches that this check still runs
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from anyio import to_thread

from recallwatch.context import Context
from recallwatch.errors import SendError
from recallwatch.model import Alarm, AttemptOutcome, ChannelKind
from recallwatch.ports import Unit
from recallwatch.text.spans import every

from .doctor import disk
from .freshness import Health, standing, state_of

log = structlog.get_logger("recallwatch.flow")

#: An urgent alert has an hour; after two days nobody will be helped by an alarm (as GOV.UK's alert check has it).
_OWED_AFTER, _OWED_UNTIL = timedelta(hours=1), timedelta(days=2)
_LATE = {True: timedelta(minutes=15), False: timedelta(hours=3)}
#: Mail providers review a sender at 5 % of bounces (Amazon SES); a handful of mails proves nothing.
_BOUNCES, _ENOUGH = 0.05, 20
_SAID_AGAIN = timedelta(days=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to tell the operator: an alarm, or that it is over."""

    alarm: Alarm
    over: bool = False


async def watch(context: Context) -> list[Said]:
    """Look, tell what is new, and say that we looked; gives what was told."""
    found = await to_thread.run_sync(wrong, context)
    said = await to_thread.run_sync(_note, context, found)
    for each in said:
        await _tell(context, each)
    await _ping(context)
    return said


def wrong(context: Context) -> dict[str, str]:
    """Everything that is wrong now: a name that stays the same, and words that say what to do."""
    now = context.now()
    with context.store.read() as unit:
        states = unit.sources.states()
        found = dict(_of_unit(unit, now))
    for source in context.sources.values():
        if standing(source.info, state_of(states, source.info), now=now) is Health.STALE:
            state = state_of(states, source.info)
            why = f": {state.why}" if state.why else ""
            found[f"source {source.id}"] = (
                f"{source.info.title} was not read for more than {every(source.info.rhythm.stale_after)}{why}; "
                f"see recallwatch sources"
            )
    room = disk(context.settings)
    return found if room.ok else {**found, "disk": room.text}


def decide(current: Mapping[str, Alarm], found: Mapping[str, str], now: datetime) -> list[Said]:
    """What to tell: what is new, what lasts for another day or could not be told, and what is over."""
    news: list[Said] = []
    for name, text in found.items():
        alarm = current.get(name, Alarm(name, text, now))
        if alarm.said_at is None or now - alarm.said_at >= _SAID_AGAIN:
            news.append(Said(replace(alarm, text=text, said_at=now)))
    gone = [alarm for name, alarm in current.items() if name not in found]
    return [*news, *(Said(alarm, over=True) for alarm in gone)]


def _note(context: Context, found: Mapping[str, str]) -> list[Said]:
    """Write down who says what before it is said: two workers never say the same."""
    with context.store.write() as unit:
        said = decide(unit.alarms.current(), found, context.now())
        unit.alarms.put([each.alarm for each in said if not each.over])
        for each in said:
            if each.over:
                unit.alarms.end(each.alarm.name)
    return said


async def _tell(context: Context, said: Said) -> None:
    """Tell by every way there is; if none works, the next check tries again."""
    log.error("alarm" if not said.over else "alarm is over", name=said.alarm.name, why=said.alarm.text)
    reached = not context.heralds
    for herald in context.heralds:
        try:
            await herald.tell(said.alarm, over=said.over, now=context.now())
            reached = True
        except SendError as error:
            log.error("operator not told", why=str(error))
    if not reached and not said.over:
        await to_thread.run_sync(_unsay, context, said.alarm)


def _unsay(context: Context, alarm: Alarm) -> None:
    with context.store.write() as unit:
        unit.alarms.put([replace(alarm, said_at=None)])


async def _ping(context: Context) -> None:
    """Who watches us notices when this stays away."""
    if context.ping is None:
        return
    try:
        await context.ping()
    except SendError as error:
        log.warning("the ping that we are alive was not taken", why=str(error))


def _of_unit(unit: Unit, now: datetime) -> Iterator[tuple[str, str]]:
    for case, count in unit.counts.untold(since=now - _OWED_UNTIL, until=now - _OWED_AFTER).items():
        text = f"{count} urgent alerts about {case} reached nobody within an hour; see recallwatch deliveries --failed"
        yield f"untold {case}", text
    for urgent, patience in _LATE.items():
        since = unit.counts.oldest_due(urgent=urgent, now=now)
        if since and now - since > patience:
            what = "urgent deliveries" if urgent else "deliveries"
            yield f"late {what}", f"{what} have been waiting since {since:%Y-%m-%d %H:%M} UTC; does a worker run?"
    yield from _bounces(unit, now)


def _bounces(unit: Unit, now: datetime) -> Iterator[tuple[str, str]]:
    tried = unit.counts.attempts(since=now - _DAY)
    mails = {outcome: n for (kind, outcome), n in tried.items() if kind is ChannelKind.EMAIL}
    ended = mails.get(AttemptOutcome.SENT, 0) + mails.get(AttemptOutcome.DEAD, 0)
    dead = mails.get(AttemptOutcome.DEAD, 0)
    if ended >= _ENOUGH and dead > _BOUNCES * ended:
        yield "bounces", f"{dead} of {ended} mails of a day were refused for good; see recallwatch deliveries --failed"
