"""Scope: is every unit of the listed models recalled, or does something narrow it?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recallwatch.model import Code, CodeType, Notice, Quote, Scope, Selector
from recallwatch.text.phrases import Phrase

from .contact import find_urls
from .cues import Kind
from .findings import Finding
from .labels import tells_where
from .quotes import Part, Sentence, sentences

_LOOKUP = Phrase(
    r"\bqualifying\s(?:serial|units|date)"
    r"|\b(?:determine|see|confirm|verify|check|find out)\s(?:if|whether)\b(?![^.]{0,60}\bcompatible)[^.]{0,90}"
    r"\b(?:included|affected|recalled?|subject|part of)"
    r"|\blook\sup\b[^.]{0,60}\b(?:serial|number|code)"
    r"|\bcheck\b[^.]{0,30}\bserial\snumbers?\b[^.]{0,80}\b(?:at|on|website|determine)"
    r"|\blist of (?:all )?(?:the )?(?:recalled|affected|included)\s(?:\w+\s){0,2}?"
    r"(?:items?|serials?|lots?|products?|units|VINs?|numbers?)\b[^.]{0,80}\b(?:at|on|visit|online|website)\b"
    r"|\bserial numbers?\b[^.]{0,60}\b(?:can be found|are available|are listed|are posted)"
    r"\s(?:at|on)\s(?:www|https?|the\s(?:firm|company))"
    r"|\bdealers?\b[^.]{0,40}\b(?:check|verify|determine)\b[^.]{0,60}\b(?:included|affected|recalled|VINs?)"
    r"|\b(?:complete|full|entire)\s(?:list|listing)\sof\b[^.;]{0,80}\b(?:serial|lot|batch|date\scodes?|VINs?)\b[^.;]{0,80}"
    r"\b(?:available|found|at|on|visit|website)\b"
    r"|\bfor (?:a|the) (?:full|complete) (?:list|listing) of\b[^.;]{0,40}\b(?:serial|lot|batch|date\scodes?|VINs?)\b"
    r"|\bfor a list of (?:the )?(?:recalled|affected)\b|\bcan be (?:verified|checked|confirmed"
    r"|looked up) (?:at|on)\b",
    re.IGNORECASE,
)
_DOUBT = Phrase(r"\bnot (?:all|every)\b[^.]{0,80}\b(?:recalled|affected|included|subject)", re.IGNORECASE)
_CONDITION = Phrase(
    r"(?<!use )(?<!intended )(?<!sold )(?<!available )\bonly\b(?! for)[^.;]{0,80}\b(?:if|when|installed|equipped"
    r"|with|without|that\s(?:have|were))\b"
    r"|\b(?:installed|used)\s(?:at|as|in)\b[^.;]{0,60}\b(?:above|without)\b",
    re.IGNORECASE,
)
_CODES = Phrase(
    r"\b(?:serial|lot|batch|PO|date\scode)\s?(?:numbers?|codes?)?\b[^.;]{0,60}\b(?:are|is)\s(?:also\s)?"
    r"(?:included|affected|recalled|subject)\b"
    r"|\bdo not have an? [\w\s]{0,20}(?:number|code|marking)\b[^.;]{0,30}\b(?:subject|included|affected"
    r"|recalled)\b"
    r"|\b(?:only|certain|specific|following|these|select|limited number of)\b[^.;]{0,60}"
    r"\b(?:serial(?!\snumber\s(?:label|plate|sticker))|lots?|batch(?:es)?|date\scode|production)\b"
    r"|\blimited (?:number|quantity)\sof\s\w+",
    re.IGNORECASE,
)
#: A sentence that ties codes to the recalled units; read together with a number behind it.
_TIED = Phrase(
    r"\b(?:serial|lot|batch|PO|date\scodes?|VINs?|IMEI|manufactur\w+\sdates?|production\s(?:dates?"
    r"|codes?))\b[^.;]{0,120}?"
    r"\b(?:only|begin\w*|start\w*|end(?:s|ing)|rang\w+|between|from|through|before|after|prior|lower"
    r"|affected|recalled|included"
    r"|break)\b[^.;]{0,80}?\d\d"
    r"|\b(?:only|affected|recalled|included|involves)\b[^.;]{0,120}?\b(?:serial\snumbers?|lot\snumbers?"
    r"|batch\s(?:codes?|numbers?)"
    r"|date\scodes?|VINs?|manufactur\w+\sdates?)\b[^.;]{0,60}?\d\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d\d")
_EVERY_CODE = Phrase(r"\ball\s(?:\w+\s)?(?:serial|lot|batch|date\scode|VIN)s?\b", re.IGNORECASE)
_OF_MODELS = Phrase(
    r"\b(?:model|item|style|SKU|UPC|product|part)(?:/\w+|,?\s(?:and|or)\s\w+)?\s?(?:numbers?|codes?|names?)",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:all|every)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A cue that narrows the recall.

    ``code`` is set when only the maker's own check can tell, ``condition`` when the owner must look at the thing or
    its use, ``barred`` when a bar code it names decides; with none of these it speaks of codes that some rule must
    have read.
    """

    quote: Quote
    code: Code | None = None
    condition: bool = False
    doubt: bool = False
    barred: bool = False


#: "Only the small ones are included": which units, in words that no list of models or codes replaces.
_ONLY = Phrase(
    r"\bonly\b[^.;]{0,160}\b(?:included|affected|recalled|involved|subject|part of)\b"
    r"|\b(?:recall|program)\s(?:only\s(?:includes|involves|applies|affects|covers)|(?:includes|involves|applies to"
    r"|affects|covers)\sonly)\b[^.;]{0,60}\b(?:versions?|sizes?|units|ones|those|that|which|with|without|sold|made"
    r"|manufactured|purchased|newer|older|colou?rs?|small|large|seat|part|portion)\b",
    re.IGNORECASE,
)
#: "Only the following models are included" announces a list, and the list says it.
_LISTS = Phrase(
    r"\bonly\s(?:these|the\sfollowing)\b(?![^.;]{0,80}\b(?:with|without|that|made|manufactured|sold|purchased)\b)|"
    r"\b(?:following|these|listed)\b[^.;]{0,30}\b(?:models?|items?|styles?|products?|SKUs?)\b",
    re.IGNORECASE,
)
#: "This recall involves select pots": some of them, and no word which.
_SELECT = Phrase(
    r"\b(?:involves?|includes?|affects?)\s(?:certain|select|selected|some|specific)\s(?!models?\s(?:of|numbers?|and)\b|serial|lots?\b)",
    re.IGNORECASE,
)


def only_these(part: Part, found: list[Finding]) -> list[Quote]:
    """Sentences that say which units only are recalled, in words: they name no model and no code that was read."""
    read = [f.quote.start for f in found if f.quote.part == part.name and f.kind is not Kind.GTIN]
    hits = [s for s in sentences(part.text) if _ONLY.search(part.text, s.start, s.end)]
    hits = [s for s in hits if not _LISTS.search(part.text, s.start, s.end)]
    return [_trimmed(part, s) for s in hits if not any(s.start <= at < s.end for at in read)]


def _trimmed(part: Part, s: Sentence) -> Quote:
    words = part.text[s.start : s.end]
    start = s.start + len(words) - len(words.lstrip())
    return part.quote(start, s.start + len(words.rstrip()))


def narrowings(parts: list[Part]) -> list[Narrowing]:
    """Every narrowing cue of the parts."""
    return [n for part in parts for n in _of(part)]


def _of(part: Part) -> Iterator[Narrowing]:
    text = part.text
    for s in sentences(text):
        if _LOOKUP.search(text, s.start, s.end):
            quote = part.quote(s.start, s.end)
            urls = find_urls(quote.text)
            kind = "serial" if "serial" in quote.text.lower() else "unit"
            yield Narrowing(quote, Code(CodeType.LOOKUP, kind, quote, url=urls[0] if urls else ""))
        elif hit := _DOUBT.search(text, s.start, s.end):
            yield Narrowing(part.quote(hit.start(), hit.end()), doubt=True)
        elif hit := _codes(text, s):
            yield Narrowing(part.quote(hit.start(), hit.end()))
        elif part.name != "remedy" and (hit := _condition(text, s)):
            yield Narrowing(_clause(part, hit, s), condition=True)


def _clause(part: Part, hit: re.Match[str], s: Sentence) -> Quote:
    """The condition with the rest of its sentence: an owner is asked about it, and half a sentence asks nothing."""
    whole = _trimmed(part, s)
    return whole if len(whole.text) <= _READABLE else part.quote(hit.start(), hit.end())


_READABLE = 300


def _condition(text: str, s: Sentence) -> re.Match[str] | None:
    """A condition on the thing or its use; "only those with these model numbers" is none, the models say it."""
    hit = _CONDITION.search(text, s.start, s.end)
    return None if hit and _OF_MODELS.search(text, hit.start(), min(hit.end() + 60, s.end)) else hit


def _codes(text: str, s: Sentence) -> re.Match[str] | None:
    """Words that tie codes to the recalled units, unless the sentence only tells where codes are printed."""
    hit = _CODES.search(text, s.start, s.end) or _tied(text, s)
    return None if hit and _EVERY_CODE.search(text, s.start, s.end) else hit


def _tied(text: str, s: Sentence) -> re.Match[str] | None:
    hit = _TIED.search(text, s.start, s.end) if _NUMBER.search(text, s.start, s.end) else None
    return None if hit and tells_where(text[s.start : s.end]) else hit


def scope_of(selector: Selector, cues: tuple[Narrowing, ...], notice: Notice, *, announced: bool) -> Selector:
    """The selector with its scope: all without any narrowing cue, unknown when a cue has no rule that reads it.

    ``announced``: its models were called so, not only found by their looks.
    """
    codes = selector.serials or selector.lots
    told = codes or selector.made or selector.conditions
    listed = bool(told or selector.model_years or any(n.barred for n in cues))
    some = not told and selector.model_years and _SELECT.search(notice.summary)
    unread = any(not (n.code or n.condition or n.barred) for n in cues) and not codes and not selector.made
    if unread or some or any(n.doubt for n in cues) or (not listed and _teaser(selector, notice, announced=announced)):
        return replace(selector, scope=Scope.UNKNOWN)
    return replace(selector, scope=Scope.LISTED if listed else Scope.ALL)


def _teaser(selector: Selector, notice: Notice, *, announced: bool) -> bool:
    """Whether a text names neither units nor "all": it is an announcement, and the list stands elsewhere."""
    if _SELECT.search(notice.summary) and not (announced or selector.gtins or selector.retailer_ids):
        return True
    identified = selector.models or selector.model_patterns or selector.gtins or selector.retailer_ids
    counted = notice.sold_at or any(p.units for p in notice.products)
    return not (identified or counted or _EVERY.search(f"{notice.title} {notice.summary}"))
