"""When a message may go out: at once if it is urgent, else in waking hours and with the digest. Pure.

All is reckoned on the owner's own clock. A time that is skipped when the clocks go forward comes as much later as they
jumped; of a time that comes twice when they go back, the first that is still ahead counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from recallwatch.model import Channel, ChannelKind, Delivery, Digest, Manners

#: Read by programs, which never sleep and want every event by itself.
_FOR_PROGRAMS = frozenset({ChannelKind.WEBHOOK})

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Hold:
    """Until when something waits, and what for."""

    until: datetime
    why: str


def held(
    sendings: Sequence[Delivery], channels: Iterable[Channel], manners: Manners, *, now: datetime, digest: Digest
) -> list[Delivery]:
    """Put off what may wait: the same deliveries, each due when it may go out, and saying so."""
    kinds = {channel.id: channel.kind for channel in channels}
    hold = hold_until(manners, now=now, digest=digest)
    return [
        one if hold is None or one.urgent or kinds[one.channel_id] in _FOR_PROGRAMS else put_off(one, hold, manners)
        for one in sendings
    ]


def gathered(
    sendings: Sequence[Delivery], channels: Iterable[Channel], manners: Manners, *, now: datetime, grace: timedelta
) -> list[Delivery]:
    """Let mails that may wait and are not held wait for ``grace``: what comes within it goes out in the same mail.

    One that would wait into quiet hours goes at once.
    """
    mailboxes = {channel.id for channel in channels if channel.kind is ChannelKind.EMAIL}
    until = now + grace
    if not grace or quiet_end(manners, until):
        return list(sendings)
    why = f"waits until {local(manners, until):%H:%M} ({manners.zone}) for what else comes"
    return [
        replace(one, due_at=until, answer=why)
        if not one.urgent and one.channel_id in mailboxes and one.due_at <= now
        else one
        for one in sendings
    ]


def put_off(delivery: Delivery, hold: Hold | None, manners: Manners, *, now: datetime | None = None) -> Delivery:
    """The delivery with a hold on it, or freed of one from ``now`` on."""
    if hold is None:
        return replace(delivery, due_at=now or delivery.due_at, answer="")
    until = local(manners, hold.until)
    words = f"held until {until:%H:%M} on {until.day} {until:%B} ({manners.zone}) for {hold.why}"
    return replace(delivery, due_at=hold.until, answer=words)


def hold_until(manners: Manners, *, now: datetime, digest: Digest) -> Hold | None:
    """Until when what is not urgent waits; None if it may go at once."""
    ready = next_digest(manners, digest, now)
    until = ready or now
    if awake := quiet_end(manners, until):
        return Hold(awake, "the end of quiet hours" if ready is None else f"the {digest.value} digest")
    return Hold(ready, f"the {digest.value} digest") if ready else None


def quiet_end(manners: Manners, moment: datetime) -> datetime | None:
    """When the quiet hours end that ``moment`` lies in; None if it lies in none."""
    begins, ends = manners.quiet_from, manners.quiet_to
    if begins is None or ends is None or begins == ends:
        return None
    at = moment.astimezone(_zone(manners.zone)).time()
    inside = begins <= at < ends if begins < ends else at >= begins or at < ends
    return _next(manners, ends, moment) if inside else None


def next_digest(manners: Manners, digest: Digest, after: datetime) -> datetime | None:
    """When the next digest goes out after a moment; None if there is none."""
    match digest:
        case Digest.NONE:
            return None
        case Digest.DAILY:
            return _next(manners, manners.digest_at, after)
        case Digest.WEEKLY:
            return _next(manners, manners.digest_at, after, weekday=manners.digest_day)


def day_name(number: int) -> str:
    """The English name of a day of the week; Monday is 0."""
    return _DAYS[number]


def _next(manners: Manners, at: time, after: datetime, *, weekday: int | None = None) -> datetime:
    """The first moment after ``after`` when the owner's clock shows ``at``."""
    zone = _zone(manners.zone)
    today = after.astimezone(zone).date()
    for days in range(9):
        day = today + timedelta(days=days)
        if weekday is not None and day.weekday() != weekday:
            continue
        for fold in (0, 1):
            moment = datetime.combine(day, at, tzinfo=zone).replace(fold=fold).astimezone(UTC)
            if moment > after:
                return moment
    raise AssertionError("a clock shows every time within nine days")


def local(manners: Manners, moment: datetime) -> datetime:
    """A moment on the owner's clock."""
    return moment.astimezone(_zone(manners.zone))


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
