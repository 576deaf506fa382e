"""Hazards as the closed list, from the words of the notice."""

import re
from collections.abc import Iterator

from recallwatch.model import Notice
from recallwatch.text.phrases import Phrase

from .hazard_labels import is_label, meaning
from .hazard_words import HAZARDS, happening, named, place
from .language import in_english
from .quotes import sentences

_URGENT = (
    "amputation asphyxia battery_ingestion burn carbon_monoxide choking crash drowning electrocution "
    "entrapment fire gas_leak magnet_ingestion poisoning shock strangulation suffocation tip_over "
    "bacteria failure_to_alert"
)
URGENT = frozenset(_URGENT.split())
_VAGUE = frozenset({"injury", "impact"})
#: Texts read at most; hazards are told at the beginning.
_READ = 5000

_DUE = Phrase(r"\b(?:due to|because of|following|reports? of)\b", re.IGNORECASE)
#: Ends of a title that name sellers and makers and no danger.
_FIRMS = re.compile(
    r"\s*(?:sold|imported|made|manufactured|distributed|marketed|offer\w*|available|new)\b", re.IGNORECASE
)
#: "posing fire and burn hazards", "risk of death from choking": the kind stands before, or behind an "of".
_POSED = Phrase(r"\b(?:hazards?|risks?|dangers?)\b(?P<of>\s(?:of|for)\b[^.;]{0,140})?", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"\b(?:pos(?:e|es|ing)|present(?:s|ing)?|creat(?:e|es|ing)|represents?|resulting in|due to)\b", re.IGNORECASE
)
_CAUSED = Phrase(
    r"\b(?:result(?:s|ing)? in|caus(?:e|es|ing)|suffer(?:ing)?)\s(?P<kind>[^.;]{3,60}?\sinjur(?:y|ies)\b[^.;]{0,60})",
    re.IGNORECASE,
)
_STOPS = re.compile(r"[.;:]")
_ARTICLE = re.compile(r"\b(?:an?|the|is|are|this|any)\b", re.IGNORECASE)
#: What follows is how it comes about, no danger of its own.
_HOW = re.compile(r"\b(?:if|when|while|during|unless|in the event)\b", re.IGNORECASE)
_INJURED = Phrase(
    r"\binjur(?:y|ies) (?:or|and|,) (?:\w+ )?dea(?:th|dly)\w*|\bdeath or (?:\w+ )?injur\w+"
    r"|\binjur(?:y|ies)(?= (?:from|due|caused by|through)\b)|(?<=\bburn )injur\w+|(?<=\bimpact )injur\w+"
    r"|(?<=\blaceration )injur\w+",
    re.IGNORECASE,
)
#: Beside a more exact hazard, an injury counts only where it is called a hazard of its own.
_OWN_INJURY = Phrase(
    r"(?<!impact )(?<!burn )(?<!head )(?<!neck )\binjury (?:(?:and|or) (?:\w+ ){1,2})?(?:hazard|risk)"
    r"|;\s*risk of serious injury\s*(?:\Z|;)",
    re.IGNORECASE,
)
_HARM = Phrase(r"\binjur|\brisk|\bdeaths?\b|\bdied\b|\bfatal|\bhazard|\bsuffer", re.IGNORECASE)
#: Sentences of an old notice that speak of what may happen, and those that only speak of the authority or of the past.
_MAY = Phrase(r"\b(?:can|could|may|might|hazard|risk|possib\w+|danger\w*|result\w*)\b", re.IGNORECASE)
_ASIDE = Phrase(
    r"\bunreasonable risk|\bto report\b|\bhotline|\bmission\b|\bno (?:injur|report)|\bnot (?:aware|received)"
    r"|\bannounc\w+ this recall as"
    r"|\bprevent the possibility|\bcall\b|\bwrite\b|\bcontact (?:the )?[A-Z]",
    re.IGNORECASE,
)


def hazards(notice: Notice) -> tuple[str, ...]:
    """The closed list's names for what can happen, in the order the notice names them.

    What the source says by a list of its own always counts. A sentence on the hazard decides with the title; of a mere
    label (until 2000) the story in the summary tells what it means.
    """
    own = set(notice.hazard_classes)
    if not in_english(notice):
        return tuple(name for name in HAZARDS if name in own)
    title = _title(notice.title)
    told = notice.hazard[:_READ]
    if told and not is_label(told):
        text = f"{title} . {_posed(told)}"
        found = _named(text) or named(_caused(told)) - _VAGUE
        if not found:
            text = f"{notice.title} . {told}"
            found = _happens(text, notice.title)
    else:
        story = " ".join(_dangers(notice.summary[:_READ]))
        text = f"{told} . {title} . {story}"
        found = _labelled(told, title, story) or _happens(text, notice.title)
        if not found and _HARM.search(notice.summary[:_READ]):
            found = {"injury"}
    found = _exact(found | own, f"{title} ; {told}")
    return tuple(sorted(found, key=lambda name: (place(name, text), name)))


def _title(title: str) -> str:
    """The part of a title that tells of danger."""
    due = _DUE.search(title)
    if not due:
        return _posed(title)
    return "; ".join(part for part in title[due.start() :].split(";") if not _FIRMS.match(part))


def _posed(text: str) -> str:
    """Every kind of hazard, risk or danger that a text says is posed."""
    return " . ".join(kind for found in _POSED.finditer(text) for kind in _kinds(text, found))


def _kinds(text: str, found: re.Match[str]) -> Iterator[str]:
    before = _STOPS.split(text[max(0, found.start() - 130) : found.start()])[-1]
    leads = list(_LEAD_IN.finditer(before))
    yield before[leads[-1].end() :] if leads else _ARTICLE.split(" ".join(before.split()[-4:]))[-1]
    yield found.group().split()[0]
    if found["of"]:
        yield _HOW.split(found["of"])[0]


def _caused(text: str) -> str:
    """The kinds of injury that a text says may result."""
    return " . ".join(found["kind"] for found in _CAUSED.finditer(text))


def _named(text: str) -> set[str]:
    return named(_INJURED.sub(" ", text))


def _happens(text: str, title: str) -> set[str]:
    """The hazards of a text that names none as posed: what it says that happens, for want of it an injury."""
    found = _named(text) | happening(text, title)
    found = found - {"ingestion"} if "poisoning" in found else found
    return found - {"injury"} or ({"injury"} if _HARM.search(text) else set())


def _dangers(text: str) -> Iterator[str]:
    """The sentences that tell what may happen."""
    for span in sentences(text):
        sentence = text[span.start : span.end]
        if _MAY.search(sentence) and not _ASIDE.search(sentence):
            yield sentence


def _labelled(label: str, title: str, story: str) -> set[str]:
    """What a label and the story behind it name."""
    sure, maybe, otherwise = meaning(label)
    posed = _named(title) | (_named(_posed(story)) - _VAGUE)
    told = _named(story) | happening(story, title)
    return sure | posed | (told & maybe) or otherwise


#: Words that say what the poison is.
_LEADED = Phrase(
    r"\blevels? of lead\b|\blead[- ](?:paint|content|exposure|poison)|\bcontains? (?:\w+ )?lead\b", re.IGNORECASE
)
_LEAD_POISON = Phrase(r"\blead poison\w*", re.IGNORECASE)


def _exact(found: set[str], text: str) -> set[str]:
    """Drop what only repeats something more exact; name what was swallowed."""
    if "poisoning" in found and _LEADED.search(text):
        found = found | {"lead"} if "poison" in _LEAD_POISON.sub("", text).lower() else found - {"poisoning"} | {"lead"}
    if "ingestion" in found:
        swallowed = {"battery_ingestion", "magnet_ingestion"} & (found | named(text))
        found = (found - {"ingestion"} if swallowed else found) | swallowed
    if "carbon_monoxide" in found:
        found = found - {"poisoning"}
    if found - {"injury"} and not _OWN_INJURY.search(text):
        found = found - {"injury"}
    return found
