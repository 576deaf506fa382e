"""Tell owners of a channel in trouble over their others: by mail, and as an event to other webhooks.

troubles --take (marked told)--> a note to each other mailbox, then `endpoint.failing` to each other webhook
                                 -> a note could not be handed over: put back for the next round
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

import structlog
from anyio import to_thread

from recallwatch.context import Context
from recallwatch.errors import SendError
from recallwatch.model import Channel, ChannelKind, Event, EventType, Stage, Trouble
from recallwatch.model.ids import new_id
from recallwatch.ports import Note

log = structlog.get_logger("recallwatch.flow")

#: A mail that could not be sent for so long would be no news any more.
_STALE = timedelta(days=3)

_SUBJECTS = {
    Stage.FAILING: "One of your channels is not answering",
    Stage.GIVEN_UP: "A message to one of your channels could not be delivered",
    Stage.DISABLED: "One of your channels was switched off",
}
_NEXT = {
    Stage.FAILING: "We keep trying, and say no more of it until it works again.",
    Stage.GIVEN_UP: "That message is kept. All that failed can be sent again once the channel works.",
    Stage.DISABLED: "Nothing is sent there any more. Once it works, switch it on again.",
}


async def tell_troubles(context: Context) -> int:
    """Tell everything that was not told yet, of each channel the worst; of how many."""
    told = 0
    for trouble in _worst(await to_thread.run_sync(_take, context)):
        channels = await to_thread.run_sync(_channels, context, trouble.owner_id)
        channel = next((each for each in channels if each.id == trouble.channel_id), None)
        others = [each for each in channels if each is not channel and _in_use(each)]
        if channel is None:
            continue
        if await _mail(context, channel, others, trouble):
            told += 1
            await _post(context, channel, others, trouble)
    return told


def _take(context: Context) -> list[Trouble]:
    with context.store.write() as unit:
        return unit.endpoints.take_untold(at=context.now())


def _worst(troubles: Iterable[Trouble]) -> list[Trouble]:
    """One a channel: whose channel was switched off needs no word of the message that was given up with it."""
    stages = list(Stage)
    by_channel: dict[tuple[str, str], Trouble] = {}
    for trouble in sorted(troubles, key=lambda each: stages.index(each.stage)):
        by_channel[trouble.owner_id, trouble.channel_id] = trouble
    return list(by_channel.values())


def _channels(context: Context, owner_id: str) -> list[Channel]:
    with context.store.read() as unit:
        return unit.owners.channels(owner_id)


def _in_use(channel: Channel) -> bool:
    return channel.confirmed_at is not None and channel.disabled_at is None and not channel.second


async def _mail(context: Context, channel: Channel, others: Sequence[Channel], trouble: Trouble) -> bool:
    """Write to each mailbox; False, and put back, when that was not possible just now."""
    note = _note(context, channel, trouble)
    for other in others:
        if other.kind is not ChannelKind.EMAIL:
            continue
        try:
            await context.account_mail.note(to=other.address, note=note)
        except SendError as error:
            log.warning("trouble not told", channel=channel.id, stage=trouble.stage.value, why=str(error))
            if not error.permanent and context.now() - trouble.at < _STALE:
                await to_thread.run_sync(_put_back, context, trouble)
                return False
    return True


def _note(context: Context, channel: Channel, trouble: Trouble) -> Note:
    webhook = channel.kind is ChannelKind.WEBHOOK
    path = f"/webhooks/{channel.id}" if webhook else "/items#channels"
    which = f"It is the {'webhook' if webhook else 'one'} at {channel.address}. The last we know: {trouble.words}."
    button = ("Look at it", f"{context.settings.base_url}{path}")
    return Note(_SUBJECTS[trouble.stage], (which, _NEXT[trouble.stage]), button)


def _put_back(context: Context, trouble: Trouble) -> None:
    with context.store.write() as unit:
        unit.endpoints.untell(trouble)


async def _post(context: Context, channel: Channel, others: Sequence[Channel], trouble: Trouble) -> None:
    """Post the event once to each other webhook that wants it; what is missed there is in the mail."""
    data = {
        "endpoint": {"id": channel.id, "kind": channel.kind.value, "address": channel.address},
        "stage": trouble.stage.value,
        "since": trouble.since,
        "reason": trouble.words,
    }
    event = Event(new_id(), EventType.ENDPOINT_FAILING, trouble.at, data)
    for other in others:
        if other.kind is ChannelKind.WEBHOOK and event.type in (other.wants.types or [event.type]):
            try:
                await context.events.send_event(other, event, now=context.now())
            except SendError as error:
                log.warning("event not sent", channel=other.id, type=event.type.value, why=str(error))
