"""How endpoints do: slow down what goes out too fast, and count failures until an endpoint is switched off.

claimed -> admitted: over ``per_minute`` -> waits until there is room
settled -> keep_account: success clears; failures -> told at the 4th, when given up and when switched off
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from recallwatch.model import Attempt, AttemptOutcome, Channel, ChannelKind, Stage, Standing, Trouble
from recallwatch.ports import Due, Unit

_MINUTE = timedelta(minutes=1)

#: Switched off after so long of nothing but failures. The clock counts only once several failures lie within a day, the
#: last at least half a day after the first, as hosted webhook services do.
_HOPELESS = timedelta(days=5)
_SEVERAL = 3
_WITHIN = timedelta(hours=24)
_APART = timedelta(hours=12)

#: Longer than any wait between two attempts (24 hours, a fifth more, doubled at the receiver's wish): nothing was sent.
_SILENCE = timedelta(hours=58)

_WARN_AT = 4


def admitted(unit: Unit, claimed: Sequence[Due], *, now: datetime) -> list[Due]:
    """Of what was claimed, that which may go out now; the rest waits until there is room, its attempt not counted."""
    limited = {_way(due.channel): due.channel for due in claimed if due.channel.wants.per_minute}
    if not limited:
        return list(claimed)
    standings = unit.endpoints.standings(limited)
    passed: list[Due] = []
    held: dict[tuple[str, str], list[Due]] = {}
    for due in claimed:
        way = _way(due.channel)
        if way not in limited:
            passed.append(due)
            continue
        standings[way] = _lately(standings.get(way, Standing(*way)), now)
        if sum(count for _, count in standings[way].sent) >= due.channel.wants.per_minute:
            held.setdefault(way, []).append(due)
        else:
            standings[way] = _one_more(standings[way], now)
            passed.append(due)
    unit.endpoints.put([standings[way] for way in limited])
    for way, dues in held.items():
        limit = limited[way].wants.per_minute
        until, why = _room_at(standings[way], limit), f"it takes no more than {limit} messages a minute"
        unit.outbox.postpone(*way, [due.delivery for due in dues], until=until, why=why)
    return passed


def keep_account(unit: Unit, ended: Sequence[tuple[Due, Attempt]]) -> None:
    """Take notice of how attempts ended, mails left out: what bounces is another matter."""
    ended = [pair for pair in ended if pair[0].channel.kind is not ChannelKind.EMAIL]
    unit.endpoints.recovered({_way(due.channel) for due, attempt in ended if attempt.outcome is AttemptOutcome.SENT})
    failed = [pair for pair in ended if pair[1].outcome is not AttemptOutcome.SENT]
    standings = unit.endpoints.standings({_way(due.channel) for due, _ in failed})
    for due, attempt in failed:
        way = _way(due.channel)
        standing = standings[way] = after_failure(standings.get(way, Standing(*way)), attempt.at)
        unit.endpoints.add_troubles(_troubles(due, attempt, standing))
        if is_hopeless(standing, attempt.at) and due.channel.disabled_at is None:
            why = "every attempt failed for five days"
            switch_off(unit, due.channel, why=why, since=standing.failing_since, now=attempt.at)
    unit.endpoints.put(standings.values())


def switch_off(unit: Unit, channel: Channel, *, why: str, now: datetime, since: datetime | None = None) -> None:
    """Use an endpoint no more, and have its owner told."""
    unit.owners.disable_channel(channel.owner_id, channel.id, at=now, why=why)
    unit.endpoints.add_troubles([Trouble(channel.owner_id, channel.id, Stage.DISABLED, since or now, now, why)])


def after_failure(standing: Standing, now: datetime) -> Standing:
    """How an endpoint stands after one more failure."""
    since, last = standing.failing_since, standing.failed_at
    passed = since is None or last is None or now - last > _SILENCE
    if passed or (not standing.lasting and since is not None and now - since > _WITHIN):
        return replace(standing, failing_since=now, failed_at=now, failures=1, lasting=False)
    failures = standing.failures + 1
    apart = since is not None and now - since >= _APART
    lasting = standing.lasting or (failures >= _SEVERAL and apart)
    return replace(standing, failed_at=now, failures=failures, lasting=lasting)


def is_hopeless(standing: Standing, now: datetime) -> bool:
    """Whether an endpoint has failed for so long that it is switched off."""
    return standing.lasting and standing.failing_since is not None and now - standing.failing_since >= _HOPELESS


def _lately(standing: Standing, now: datetime) -> Standing:
    """The standing with what was sent within the minute before; nothing if the clock was set back meanwhile."""
    recent = tuple((at, count) for at, count in standing.sent if timedelta(0) <= now - at < _MINUTE)
    return replace(standing, sent=recent)


def _one_more(standing: Standing, now: datetime) -> Standing:
    """One more was sent. What went out in one second counts as sent with its last, so that no minute holds too many."""
    *earlier, (at, count) = standing.sent or ((now, 0),)
    if at.replace(microsecond=0) == now.replace(microsecond=0):
        return replace(standing, sent=(*earlier, (max(at, now), count + 1)))
    return replace(standing, sent=(*standing.sent, (now, 1)))


def _room_at(standing: Standing, limit: int) -> datetime:
    """When there is room again, for a tenth of the limit at least: what waits is not looked at for every single one."""
    free = 0
    for at, count in standing.sent:
        free += count
        if free * 10 >= limit:
            return at + _MINUTE
    raise AssertionError("what is over its limit has sent that many")


def _troubles(due: Due, attempt: Attempt, standing: Standing) -> Iterable[Trouble]:
    since = standing.failing_since or attempt.at
    about = (due.channel.owner_id, due.channel.id)
    if attempt.outcome is AttemptOutcome.DEAD:
        yield Trouble(*about, Stage.GIVEN_UP, since, attempt.at, attempt.words)
    elif due.delivery.attempts == _WARN_AT:
        yield Trouble(*about, Stage.FAILING, since, attempt.at, attempt.words)


def _way(channel: Channel) -> tuple[str, str]:
    return channel.owner_id, channel.id
