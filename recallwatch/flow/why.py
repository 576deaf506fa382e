"""Why did somebody get a message, or none? Everything we know of one owner and one notice, in order of time.

notice -> its case -> for each thing: when it was registered, what we think of it and why (or why not), what was
answered, what was sent where and what came back
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from recallwatch.context import Context
from recallwatch.errors import UsageError
from recallwatch.match import explain, item_keys, near_miss, notice_keys
from recallwatch.model import (
    Alert,
    Answer,
    AnswerState,
    Item,
    Outcome,
    Record,
    Verdict,
)
from recallwatch.ports import Unit
from recallwatch.templating import rfc3339

from .freshness import freshness
from .judging import judged
from .moments import Moment, sent, stopped
from .proving import is_held

_ALERTS = 1000


@dataclass(frozen=True, slots=True)
class ItemStory:
    """One thing of the owner: what we think of it now, and why, sentence by sentence."""

    item: Item
    outcome: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The whole answer: in one sentence, for each thing, and what happened in order of time."""

    notice_id: str
    title: str
    summary: str
    items: tuple[ItemStory, ...] = ()
    moments: tuple[Moment, ...] = ()


def why(context: Context, owner_id: str, notice_id: str, *, item_id: str = "") -> Story:
    """Tell what is known. Raises ``UsageError`` if the owner has no such thing."""
    with context.store.read() as unit:
        items = _items(unit, owner_id, item_id)
        record = unit.notices.get(notice_id)
        if record is None:
            return Story(notice_id, "", _unseen(context, notice_id))
        case = unit.notices.in_case(record.case_id)
        stories = tuple(_story(unit, item, case) for item in items)
        alerts = [a for a in unit.outbox.alerts(owner_id, _ALERTS) if a.case_id == record.case_id]
        mine = [a for a in alerts if not item_id or a.subject_id == item_id]
        moments = [
            *_published(unit, case),
            *(m for item in items for m in _registered(unit, item, record)),
            *stopped(unit, items),
            *sent(unit, owner_id, mine, {each.notice.id: each for each in case}),
        ]
        silence = _silence(unit, owner_id, stories, record)
    ordered = sorted(moments, key=lambda moment: moment.at or datetime.max.replace(tzinfo=record.first_seen.tzinfo))
    return Story(notice_id, record.notice.title, _summary(stories, mine, silence), stories, tuple(ordered))


def story_line(story: Story) -> dict[str, object]:
    """The story as JSON."""
    return {
        "notice": story.notice_id,
        "title": story.title,
        "summary": story.summary,
        "items": [{"id": s.item.id, "label": s.item.label, "outcome": s.outcome, "why": s.why} for s in story.items],
        "moments": [{"at": rfc3339(m.at) if m.at else None, "text": m.text} for m in story.moments],
    }


def _items(unit: Unit, owner_id: str, item_id: str) -> list[Item]:
    items = [item for item in unit.items.of(owner_id) if item_id in ("", item.id)]
    if item_id and not items:
        raise UsageError(f"there is no thing {item_id}; it may have been removed")
    return items


def _unseen(context: Context, notice_id: str) -> str:
    """A notice nobody brought us: perhaps its source is silent, or none of ours."""
    source = notice_id.partition(":")[0]
    if source not in context.sources:
        return f"We have not seen this notice, and {source or 'its source'} is none of the sources we read."
    known = freshness(context)
    when = known.as_of.get(source)
    read = f"is known as of {when:%Y-%m-%d %H:%M} UTC" if when else "was not read well yet"
    late = ", which is longer ago than it should be" if source in known.stale else ""
    return f"We have not seen this notice. {source} {read}{late}."


def _story(unit: Unit, item: Item, case: list[Record]) -> ItemStory:
    """The strongest verdict of the case's notices, or the nearest miss."""
    kept = {v.notice: v for v in unit.verdicts.of_item(item.owner_id, item.id)}
    found = [(record, kept.get(record.notice.id) or judged(item, record)) for record in case]
    judgements = [(record, verdict) for record, verdict in found if verdict]
    if not judgements:
        return ItemStory(item, "none", _missed(item, case))
    record, verdict = min(judgements, key=lambda pair: list(Outcome).index(pair[1].outcome))
    return ItemStory(item, verdict.outcome.value, _reasons(item, record, verdict))


def _reasons(item: Item, record: Record, verdict: Verdict) -> tuple[str, ...]:
    return tuple(
        f"{why.sentence} The notice says: “{why.quote}”" if why.quote else why.sentence
        for why in explain(item, record.notice, verdict)
    )


def _missed(item: Item, case: list[Record]) -> tuple[str, ...]:
    misses = [near_miss(item, record.notice, record.reading) for record in case]
    best = max((miss for miss in misses if miss), key=lambda miss: miss.likeness, default=None)
    if best:
        return (best.why,)
    mine = item_keys(item)
    if any(mine & set(notice_keys(record.notice, record.reading)) for record in case):
        return ("A word or number of it is in the notice, but not as what the notice is about.",)
    return ("Nothing you told us of it is in the notice: no brand with name, no model, no bar code.",)


def _published(unit: Unit, case: list[Record]) -> Iterator[Moment]:
    for record in case:
        for revision in unit.notices.history(record.notice.id):
            if revision.number == 1:
                said = f", which it dates {record.notice.published}" if record.notice.published else ""
                yield Moment(revision.seen_at, f"We first saw {record.notice.id}{said}.")
                continue
            what = ", ".join(dict.fromkeys(change.field for change in revision.changes)) or "nothing that is told"
            kind = "changed in what matters" if revision.material else "was touched up"
            yield Moment(revision.seen_at, f"{record.notice.id} {kind}: {what}.")


def _registered(unit: Unit, item: Item, record: Record) -> Iterator[Moment]:
    if item.created_at:
        after = ", after we had seen the notice" if item.created_at > record.first_seen else ""
        yield Moment(item.created_at, f"{item.label} was registered{after}.")
    for answer in unit.answers.history(item.owner_id, item.id, record.case_id):
        yield Moment(answer.at, f"{answer.by} said of {item.label}: {_said(answer)}.")


def _said(answer: Answer) -> str:
    match answer.state:
        case AnswerState.DONE:
            return f"dealt with ({answer.how.value})" if answer.how else "dealt with"
        case AnswerState.NOT_MINE:
            return "not mine"
        case AnswerState.SNOOZED:
            return f"later, not before {answer.until:%Y-%m-%d}" if answer.until else "later"
        case AnswerState.OPEN:
            return "open again"


def _summary(items: tuple[ItemStory, ...], alerts: list[Alert], silence: str) -> str:
    """The answer in one sentence."""
    if alerts:
        count = "one message" if len(alerts) == 1 else f"{len(alerts)} messages"
        return f"We decided on {count} about this; what became of it stands below."
    if not items:
        return "Nothing is registered, so there is nothing this could be about."
    if not any(map(_concerns, items)):
        return "None of the things registered is in this notice, by what we were told of them."
    return f"It concerns you, and no message was sent: {silence}"


def _concerns(story: ItemStory) -> bool:
    return story.outcome not in ("none", Outcome.CLEAR.value)


def _silence(unit: Unit, owner_id: str, items: tuple[ItemStory, ...], record: Record) -> str:
    """Why nothing was decided on, where we know it; nothing is made up where we do not."""
    if is_held(record, unit.sources.held()):
        return "its source was never proven and is held, so nobody is alerted of its notices until they were looked at."
    answers = unit.answers.current((owner_id, story.item.id, record.case_id) for story in items if _concerns(story))
    if any(answer.settles for answer in answers.values()):
        return "it was answered before, as told below."
    if not any(c.confirmed_at and not c.disabled_at for c in unit.owners.channels(owner_id)):
        return "there is no channel to tell you over, since none is confirmed and in use."
    return (
        "we compared it without telling anybody, as is done with imports of older notices and after rules changed; it "
        "stands on your page."
    )
