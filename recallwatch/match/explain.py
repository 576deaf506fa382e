"""A verdict in plain sentences, each with the notice's own words beside it. No jargon, no guess, no comfort."""

import re
from collections.abc import Mapping

from recallwatch.model import Ask, Axis, Evidence, Item, Kind, Notice, Outcome, Question, Quote, Verdict, Why

from .question import code_noun
from .time import second_hand


def explain(item: Item, notice: Notice, verdict: Verdict) -> tuple[Why, ...]:
    """Say why, one sentence a reason, the strongest first; a question comes last."""
    noun = _NOUNS.get(notice.kind, "notice")
    texts = notice.texts()
    whys = [_reason(evidence, noun, verdict, texts) for evidence in verdict.evidence]
    if verdict.outcome in (Outcome.AFFECTED, Outcome.LIKELY) and not _has(verdict, Axis.UNIT):
        whys.append(Why(f"The {noun} covers every unit of it."))
    if verdict.outcome is Outcome.LIKELY:
        whys.append(Why("We cannot be fully sure it is the same product: please compare it with the notice."))
    if item.purchased and second_hand(item) and verdict.outcome is not Outcome.CLEAR:
        whys.append(Why("It came to you second-hand or as a gift, so the date you got it decides nothing."))
    if verdict.question:
        whys.append(_asked(verdict.question, item, whys))
    return tuple(whys)


#: A border rejection or a correction is not a recall and must not be called one.
_NOUNS = {Kind.RECALL: "recall", Kind.WARNING: "warning"}

_IDENTITY = {
    "bar code": "The bar code you gave, {yours}, is in this {noun}.",
    "make+model": "Your {yours} is a {theirs}, which is in this {noun}.",
    "make+part of the model": "Your {yours} may be a {theirs}, which is in this {noun}.",
    "VIN": "Your VIN {yours} is among those in this {noun}.",
    "brand+model": "Your model {yours} is in this {noun}.",
    "brand+model pattern": "Your model {yours} is of the family {theirs}, which is in this {noun}.",
    "shop's item number": "The item number you gave, {yours}, is in this {noun}.",
    "alias": "Your model {yours} is also known as {theirs}, which is in this {noun}.",
    "look-alike characters": "Your model {yours} reads like {theirs}, which is in this {noun}: "
    "letters and digits are easily mixed up.",
    "model with a colour or shop suffix": "Your model {yours} is {theirs}, which is in this {noun}, "
    "with letters added for a colour or a shop.",
    "model of the series": "Your model {yours} is of the series {theirs}, which is in this {noun}.",
    "model with a package letter": "Your model {yours} is {theirs}, which is in this {noun}, with one letter added.",
    "model with a suffix": "Your model {yours} is {theirs}, which is in this {noun}, with something added.",
    "model without its suffix": "Your model {yours} is the one this {noun} prints as {theirs}.",
    "model cut short": "Your model {yours} is the beginning of {theirs}, which is in this {noun}.",
    "brand+name": "What you call {yours} fits “{theirs}” in this {noun}.",
    "withdrawn": "This {noun} was withdrawn by whoever published it.",
    "no longer listed": "This {noun} was changed and no longer names what you own, {yours}.",
    "named in the notice": "This {noun} speaks of {theirs}: the recalled part may be in yours or belong to it.",
}
_AXES = {
    Axis.TIME: "You got it in {yours}, before any of these was sold ({theirs}).",
    Axis.EXCLUSION: "This {noun} itself says that {theirs} is not included, and that is yours ({yours}).",
}


def _reason(evidence: Evidence, noun: str, verdict: Verdict, texts: Mapping[str, str]) -> Why:
    if evidence.axis is Axis.IDENTITY:
        sentence = _IDENTITY.get(evidence.rule, "{yours} fits {theirs} in this {noun}.")
    elif evidence.axis is Axis.UNIT:
        sentence = _unit(evidence, verdict)
    elif evidence.axis is Axis.EXCLUSION and evidence.quote and evidence.quote.by_operator:
        sentence = "{theirs} is not included in this {noun}, and that is yours ({yours})."
    else:
        sentence = _AXES[evidence.axis]
    if evidence.axis is Axis.IDENTITY and verdict.question and verdict.question.ask is Ask.SERIAL:
        sentence = sentence.removesuffix(".") + _only_some(verdict.question)
    said = sentence.format(yours=evidence.yours.strip(), theirs=evidence.theirs.strip(), noun=noun)
    if evidence.quote and evidence.quote.by_operator:
        return Why(f"{said} {operator_words(evidence.quote)}")
    return Why(said, _in_context(evidence.quote, texts) if evidence.quote else "")


def operator_words(quote: Quote) -> str:
    """What an operator added, told as theirs: nobody may take it for the notice's own words."""
    return (
        f"Added by those who run this service: “{quote.text}”" if quote.text else "Added by those who run this service."
    )


def _in_context(quote: Quote, texts: Mapping[str, str]) -> str:
    """The quote with the rest of its sentence, as far as that stays readable: a bare model proves little."""
    text = texts.get(quote.part, "")
    if text[quote.start : quote.end] != quote.text:
        return quote.text
    start = max(
        (text.rfind(stop, 0, quote.start) + len(stop) for stop in _STOPS if stop in text[: quote.start]), default=0
    )
    ends = [found for stop in _STOPS if (found := text.find(stop, quote.end)) >= 0]
    sentence = text[start : min(ends, default=len(text))].strip()
    return sentence if len(sentence) <= _READABLE else quote.text


_STOPS = (". ", "\n", "; ", "|")
_READABLE = 240


def _unit(evidence: Evidence, verdict: Verdict) -> str:
    if evidence.rule == "no code printed":
        return "Units without a printed code are in this {noun} too."
    if evidence.rule == "bought before the last were made":
        return "You got it in {yours}, so it was made by then; this {noun} is for those {theirs}."
    what = {
        "date of manufacture": "date of manufacture",
        "model year": "model year",
        "date on the package": "date",
    }.get(evidence.rule, "code")
    if verdict.outcome is Outcome.CLEAR:
        return f"The {what} you gave, {{yours}}, is outside what this {{noun}} lists: {{theirs}}."
    return f"The {what} you gave, {{yours}}, is among those this {{noun}} lists: {{theirs}}."


def _asked(question: Question, item: Item, whys: list[Why]) -> Why:
    """The question, and where the answer is printed: the quote says it in the notice's words."""
    if question.ask is not Ask.SERIAL or item.serial or not whys[0].sentence.endswith(_only_some(question)):
        return Why(question.text, question.where)
    return Why(f"Yours is missing: {_place(question.where)}.", question.where)


_LOCATED = re.compile(
    r"(?:(?:also|clearly|is|are)\s)*(?:printed|located|stamped|engraved|embossed|etched|found|molded|marked|displayed"
    r"|appears?|listed|sewn|stitched)?\s*(?P<place>(?:on|at|in|under|inside|near|behind|next to|above|below|beneath"
    r"|underneath)\s[^.;:()\"“”]{3,70}?)\s*(?:[.;,]|\Z)",
    re.IGNORECASE,
)


def _place(where: str) -> str:
    """ "It is on the bottom edge", in the notice's words when they are short enough to be part of a sentence."""
    found = _LOCATED.match(where.strip())
    if found:
        return f"it is {found['place'][0].lower()}{found['place'][1:]}"
    return "the notice says where it is printed" if where else "look for it on the label"


def _only_some(question: Question) -> str:
    noun = code_noun(question.text)
    return f" only for some {_PLURALS.get(noun, noun + 's')}."


_PLURALS = {"date of manufacture": "dates of manufacture"}


def _has(verdict: Verdict, axis: Axis) -> bool:
    return any(evidence.axis is axis for evidence in verdict.evidence)
