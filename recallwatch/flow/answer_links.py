"""Answering from a message without signing in: a signed link to one thread, for whoever got it over that channel."""

from dataclasses import dataclass

from recallwatch import tokens
from recallwatch.context import Context
from recallwatch.model import Advice, Alert, Answer, Channel, Item

from .items import found
from .remind import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link asks about; ``standing`` is None when there is nothing to deal with any more.

    ``by`` says who answers: the address that the message went to.
    """

    item: Item
    alert: Alert
    by: str
    standing: Standing | None
    answer: Answer | None

    @property
    def advice(self) -> Advice | None:
        """What to do, in words."""
        return found(self.item, self.standing.record, self.standing.verdict).advice if self.standing else None


def answer_link(context: Context, alert: Alert, channel: Channel) -> str:
    """The address of the page that answers an alert: GET shows buttons, POST acts."""
    signature = tokens.sign(context.key, "answer", alert.owner_id, alert.id, channel.id)
    return f"{context.settings.base_url}/answer/{alert.owner_id}/{alert.id}/{channel.id}/{signature}"


def read_link(context: Context, owner_id: str, alert_id: str, channel_id: str, signature: str) -> Asked | None:
    """What a link is about; None when it is not one of ours, or what it is about has been removed."""
    if not tokens.verify(context.key, signature, "answer", owner_id, alert_id, channel_id):
        return None
    with context.store.read() as unit:
        alert = unit.outbox.alert(owner_id, alert_id)
        channel = unit.owners.channel(owner_id, channel_id)
        item = unit.items.get(owner_id, alert.subject_id) if alert else None
        if alert is None or channel is None or item is None:
            return None
        key = (owner_id, item.id, alert.case_id)
        answer = unit.answers.current([key]).get(key)
        return Asked(item, alert, channel.address, standing_of(unit, *key), answer)
