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
from recallwatch.model import Alarm, AttemptOutcome, ChannelKind, Nature
from recallwatch.ports import Unit

from .doctor import disk
from .freshness import Health, reason, standing, state_of, to_do

log = structlog.get_logger("recallwatch.flow")

#: An urgent alert has an hour; after two days nobody will be helped by an alarm (as GOV.UK's alert check has it).
_OWED_AFTER, _OWED_UNTIL = timedelta(hours=1), timedelta(days=2)
_LATE = {True: timedelta(minutes=15), False: timedelta(hours=3)}
#: At this share of bounces or complaints mail providers review a sender (Amazon SES); few mails prove nothing.
_SHARES = {Nature.HARD: 0.05, Nature.COMPLAINT: 0.001}
_ENOUGH = 20
#: What lasts until somebody does something. A source that failed a little is over it at the next poll.
_TROUBLED = (Health.STALE, Health.DISABLED, Health.HELD)
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
        info, state = source.info, state_of(states, source.info)
        health = standing(info, state, now=now)
        if health in _TROUBLED:
            said = f"{info.title}: {reason(info, state, now=now)}. What to do: {to_do(info, health)}"
            found[f"source {source.id}"] = said
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
    if count := unit.counts.unreadable(since=now - _DAY):
        text = (
            f"{count} deliveries of a day were given up: their alerts were written by a newer version, or are damaged"
        )
        yield "unreadable alerts", f"{text}; run the newer version, then recallwatch replay ID (deliveries --failed)"
    yield from _bounces(unit, now)


def _bounces(unit: Unit, now: datetime) -> Iterator[tuple[str, str]]:
    tried = unit.counts.attempts(since=now - _DAY)
    mails = sum(tried.get((ChannelKind.EMAIL, end), 0) for end in (AttemptOutcome.SENT, AttemptOutcome.DEAD))
    back = unit.counts.bounces(since=now - _DAY)
    for nature, share in _SHARES.items():
        count = back.get(nature, 0)
        if mails >= _ENOUGH and count > share * mails:
            what = "came back for good" if nature is Nature.HARD else "were called spam by their readers"
            yield f"mails: {nature}", f"{count} of {mails} mails of a day {what}; see recallwatch deliveries --failed"
