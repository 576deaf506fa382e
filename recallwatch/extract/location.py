"""Where a model or code is printed."""

import re
from collections.abc import Iterator

from recallwatch.model import Quote
from recallwatch.text.phrases import Phrase, beginning

from .quotes import Part, Sentence, sentences

_PRINTED = (
    "printed|located|stamped|engraved|embossed|etched|found|molded|marked|displayed|appears?|listed|sewn|stitched"
    "|written|affixed"
    "|imprinted|visible|cast|inscribed|indicated|shown|seen"
)
_PLACE = (
    r"(?:(?:directly\s)?(?:on|at|in|into|inside|under|underneath|near|behind|next\sto|above|below|beneath|along|just)\s"
    r"(?:the|an?|one|each|both|its|either|all)|inside|under(?:neath)?)"
)
_CODES = {
    "serial": r"serial|\bVINs?\b|vehicle identification|\bS/?N\b",
    "lot": r"\blots?\b|\bbatch",
    "date": r"\bdate(?:s)?\b|\bproduction code|\bmanufactur\w+ code",
    "other": r"\bbar ?code|\btracking",
    "model": r"\b(?:model|item|style|part|catalog|SKU|UPC)\b",
}
_KINDS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _CODES.items()}
_ANY = r"(?:serial|model|lot|batch|item|date|style|part|UPC|brand)"
#: A place ends with its clause, or where the next thing that is printed is named.
_WHERE = re.compile(
    rf"\b(?:(?:{_PRINTED})\s(?:\w+\s(?:letters\s|ink\s)?)?(?={_PLACE}\b)|(?:is|are|be|numbers?|codes?"
    rf"|date)\s(?:also\s|(?-i:[A-Z\d-]{{3,20}})\s)?(?={_PLACE}\b))[^.;:]{{3,160}}?"
    r"(?=[.;:\n]|\s\(|,?\s(?:and|while|but)\s(?:(?:the|its|a)\s)?(?:\w+\s)?" + _ANY + r"\b(?!\slabel)"
    r"|,?\s(?:and|that|which|but)\s(?:is|are|was|were|begins?|ha[sv]e?|includes?|contains?|the\sfollowing|can|may"
    r"|starts?|reads?|though)\b"
    r"|,\s(?:where|which|with|followed|beginning|or\scan|though|in\sthe\sfollowing|as\s|however)|\s(?:begin(?:s"
    r"|ning)?|start(?:s|ing)|rang(?:es?|ing)|ends?\s(?:in|with)"
    r"|ending|are\sincluded|reads?|in\sthe\sfollowing|will\sread)\b|,\sand\sthe\b|\Z)",
    re.IGNORECASE,
)
_BEGIN = re.compile(rf"\b(?:{_PRINTED}|is|are|be|numbers?|codes?|date)\s")
_NOT = re.compile(r"\bnot\s(?:\w+\s)?\Z|\bno\s[^.;]{0,30}\Z", re.IGNORECASE)
#: Characters of another number are no place on the thing.
_INSIDE = Phrase(
    r"\b(?:letters?|digits?|characters?|numbers)\sof\b|\bthe following\b|\bthe recall\b|\bphoto(?:graph)?s?\b"
    r"|\bcharts?\b"
    r"|\bweb ?sites?\b|\bpictures?\b",
    re.IGNORECASE,
)
#: "They are located under the seat": what the sentence before named.
_THEY = re.compile(r"\s*(?:they|it|these|this|both|the (?:number|code)s?)\b", re.IGNORECASE)
#: Numbers that decide inside a model come first, then those that name it.
_ORDER = ("serial", "lot", "date", "other", "model")


def code_location(part: Part) -> Quote | None:
    """The words that say where the code is printed; for want of those, where the model is."""
    found = locations(part)
    codes = [quote for kind, quote in found.items() if kind != "model"]
    return min(codes, key=lambda quote: quote.start) if codes else found.get("model")


def locations(part: Part) -> dict[str, Quote]:
    """Where each kind of number is printed, as far as the text tells them apart; the first place named counts."""
    places: dict[str, Quote] = {}
    before = Sentence(0, 0)
    for sentence in sentences(part.text):
        for kinds, quote in _places(part, sentence, before):
            for kind in kinds:
                places.setdefault(kind, quote)
        before = sentence
    return {kind: places[kind] for kind in _ORDER if kind in places}


def _places(part: Part, sentence: Sentence, before: Sentence) -> Iterator[tuple[list[str], Quote]]:
    text, start = part.text, sentence.start
    if _THEY.match(text, start, sentence.end):
        start = before.start
    for found in beginning(text, _WHERE, _BEGIN, start=sentence.start, end=sentence.end):
        said = text[start : found.start()] + _noun(found.group())
        start = found.end()
        kinds = [kind for kind, words in _KINDS.items() if words.search(said)]
        if (
            kinds
            and not _INSIDE.search(found.group())
            and not _NOT.search(text, max(0, found.start() - 40), found.start())
        ):
            yield kinds, _tidy(part, found)


def _noun(words: str) -> str:
    """The number a place was found behind ("serial number on the ..."): it is part of what was said."""
    return " " + words.split()[0]


def _tidy(part: Part, found: re.Match[str]) -> Quote:
    """The place without the number or verb that only leads to it ("code on the base")."""
    start = found.start()
    lead = re.match(
        r"(?:is|are|be|numbers?|codes?|date)\s(?:also\s|(?-i:[A-Z\d-]{3,20})\s)?(?=[oaiunb])",
        found.group(),
        re.IGNORECASE,
    )
    end = found.start() + len(found.group().rstrip(" ,"))
    return part.quote(start + (lead.end() if lead else 0), end)
