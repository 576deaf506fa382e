"""What the mail templates are given: plain, cleaned values, so that a template only lays them out."""

from dataclasses import dataclass
from datetime import datetime

from recallwatch.model import Message, Outcome

from .wording import Changed, changed_words, item_facts, noun, one_line, ones, web_address


@dataclass(frozen=True, slots=True)
class Linked:
    """A text with an address: ``url`` may become a link, ``other`` is an address that may only be shown."""

    text: str
    url: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with the notice's words that prove it."""

    sentence: str
    quote: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The one question, where its answer is printed, and an official check if there is one."""

    text: str
    where: str
    check: Linked


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, ready to be laid out."""

    headline: str
    label: str
    facts: tuple[tuple[str, str], ...]
    watch: str
    noun: str
    ones: str
    certain: bool
    urgent: bool
    why: tuple[Reason, ...]
    danger: str
    steps: tuple[Linked, ...]
    question: Asked | None
    changed: tuple[Changed, ...]
    official: Linked
    first_seen: datetime
    changed_at: datetime
    ours: str
    manage: str
    unsubscribe: str
    answer: str
    told: datetime | None
    second_of: str
    whose: str


def letter(message: Message) -> Letter:
    """Lay a message's values out for the templates."""
    item, verdict, advice = message.item, message.alert.verdict, message.advice
    return Letter(
        headline=one_line(advice.headline),
        label=one_line(item.label) if item else "",
        facts=item_facts(item) if item else (),
        watch=one_line(message.watch.name) if message.watch else "",
        noun=noun(message.notice.kind),
        ones=ones(message.notice.kind),
        certain=verdict is not None and verdict.outcome is Outcome.AFFECTED,
        urgent=advice.urgent,
        why=_reasons(message),
        danger=one_line(advice.danger),
        steps=tuple(_linked(step.text, step.url) for step in advice.steps),
        question=_asked(message),
        changed=changed_words(message.changes),
        official=_linked(message.notice.title, message.notice.url),
        first_seen=message.first_seen,
        changed_at=message.changed_at,
        ours=web_address(message.link_notice),
        manage=web_address(message.link_item),
        unsubscribe=web_address(message.link_unsubscribe),
        answer=web_address(message.link_answer),
        told=message.told,
        second_of=one_line(message.second_of),
        whose="the household's" if message.second_of else "your",
    )


def _reasons(message: Message) -> tuple[Reason, ...]:
    """The reasons, without the question: it has a place of its own."""
    question = message.alert.verdict.question if message.alert.verdict else None
    said = {question.text, question.where} - {""} if question else set()
    kept = (why for why in message.why if why.sentence not in said and why.quote not in said)
    return tuple(Reason(one_line(why.sentence), one_line(why.quote)) for why in kept)


def _asked(message: Message) -> Asked | None:
    verdict = message.alert.verdict
    if verdict is None or verdict.question is None:
        return None
    question = verdict.question
    return Asked(one_line(question.text), one_line(question.where), _linked("official check", question.url))


def _linked(text: str, url: str) -> Linked:
    link = web_address(url)
    return Linked(one_line(text), link, "" if link else one_line(url))
