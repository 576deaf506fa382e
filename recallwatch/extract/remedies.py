"""Remedies as the closed list, from the source's own options and the words of the notice."""

import re

from recallwatch.model import Notice
from recallwatch.text.phrases import Phrase

from .language import in_english
from .quotes import sentences

#: How the sources' closed values begin, in the languages of the sources.
_OPTIONS = {
    "refund": ("refund", "remboursement"),
    "replace": ("replace", "échange", "echange", "remplacement"),
    "repair": ("repair", "inspect", "réparation"),
    "dispose": ("dispose", "détruire"),
    "new_instructions": ("new instructions", "label"),
}
_WORDS = {
    "refund": r"\brefund|money back|\bstore credit|gift ?card|\bcoupons?\b|\bvoucher(?! for a (?:free )?replacement)"
    r"|\b(?:gift|merchandise) certificate|\brebate|\brepa(?:yment|id for)\b"
    r"|\breimburse(?!\w*[^.]{0,30}\b(?:shipping|postage|mailing|installation))"
    r"|\bcredit(?! (?:for|toward\w*) another| card)|\bcheck for\b|\$\d+ (?:check|bounty|incentive)"
    r"|\$\d[\d.]* to return",
    "replace": r"\breplacement|\breplac(?:e|ed|ing)\b|\bexchang|\bsubstitute\b|\bcredit (?:for|toward\w*) another"
    r"|\bnew (?:\w+ ){0,3}(?:at no (?:cost|charge)|free of charge)",
    "repair": r"\brepair|\bretrofit|\bmodif(?:y|ied|ication)|\bupgrade|\bcorrected\b|\bcorrective kit",
    "new_instructions": r"\b(?:new|updated|revised|written|safety|free) instructions?"
    r"|\binstructions on how to (?!return|obtain|receive|get|partic"
    r"|dispos|destroy|send|register|check)|\b(?:warning|safety) (?:labels?|stickers?)|\binstruction (?:sheet|manual"
    r"|booklet)",
    "dispose": r"\bdiscard|\bdispose|\bdestroy|\bthrow (?:it|them|the \w+) (?:away|out)",
}
_SAID = {name: Phrase(words, re.IGNORECASE) for name, words in _WORDS.items()}
_NOT = Phrase(r"\b(?:not|cannot|never)\b[^.;]{0,30}\b(?:repair|replace|modify)\w*|\bnot repairable\b", re.IGNORECASE)
#: "repair or replacement": both are offered; without such words one is only a part of the other.
_EITHER = Phrase(
    r"\b(?:repair|replac|refund|exchang|credit)\w*[^.]{0,60}\b(?:or|either|choice|option)\b[^.]{0,60}"
    r"\b(?:repair|replac|refund|exchang|credit)|\b(?:either|choice|choose|option)\b",
    re.IGNORECASE,
)
_FREE_REPAIR = Phrase(
    r"\b(?:free|schedule|arrange|no[- ]c(?:ost|harge))\b[^.]{0,40}\brepair|\brepair kit", re.IGNORECASE
)
#: What a notice offers without naming it: a part that the owner fits, or a change that the owner makes.
_PART = Phrase(
    r"\bfree(?:[- ]of[- ]charge)?\b|\bkit\b|\binspection|\bno (?:cost|charge)\b"
    r"|\b(?:remove|cut)\b[^.]{0,60}\bto eliminate the hazard|\bservice (?:center|technician)",
    re.IGNORECASE,
)
#: What goes back to the shop with no word on why is paid back.
_BACK = Phrase(r"\breturn(?:ed)?\b[^.]{0,60}\b(?:stores?|place of purchase|retailers?|shops?)\b", re.IGNORECASE)
_FULL = Phrase(r"\b(?:full|for a) refund", re.IGNORECASE)
_OWNERS = Phrase(
    r"\b(?:consumers?|owners?|purchasers?|customers?|parents?|users?|you|anyone)\b|\bfree\b|\bwill (?:be|send"
    r"|provide|offer)\b|\breturn",
    re.IGNORECASE,
)
_PAST = Phrase(r"\b(?:has|have) already\b|\bpreviously\b|\bas replacement parts\b", re.IGNORECASE)


def remedies(notice: Notice) -> tuple[str, ...]:
    """The closed list's names for what the owner gets."""
    options = [option.strip().lower() for option in notice.remedy_options]
    found = {name for name, starts in _OPTIONS.items() if any(o.startswith(starts) for o in options)}
    if found:
        found = _contradicted(found, notice.remedy) or found
    elif in_english(notice):
        found = _told(notice.remedy or _offers(notice.summary)) or _told(notice.summary) or _told(notice.title)
    return tuple(name for name in _OPTIONS if name in found)


def _contradicted(options: set[str], text: str) -> set[str]:
    """What the text offers where it says nothing of the options: an option is ticked, the text was written.

    A part that the owner fits is called a repair as often as a replacement; between these two the option stands.
    """
    said = {name for name in ("refund", "replace", "repair") if _SAID[name].search(text)}
    if options == {"refund"} and said and "refund" not in said:
        return _told(text)
    return {"refund"} if options == {"replace"} and said == {"refund"} and _FULL.search(text) else set()


def _offers(summary: str) -> str:
    """The sentences of a press release that speak to owners."""
    texts = (summary[s.start : s.end] for s in sentences(summary))
    return " ".join(t for t in texts if _OWNERS.search(t) and not _PAST.search(t))


def _told(text: str) -> set[str]:
    """Names by the words; throwing away and instructions are the remedy only where there is no other."""
    bare = _NOT.sub(" ", text)
    found = {name for name, words in _SAID.items() if words.search(bare)}
    given = found & {"refund", "replace", "repair"}
    if len(given) > 1 and not _EITHER.search(bare):
        given = _chief(given, bare)
    if given:
        return given
    if "dispose" in found:
        return {"dispose"}
    if not found and _BACK.search(bare):
        return {"refund"}
    return found or ({"repair"} if _PART.search(bare) else set())


def _chief(given: set[str], text: str) -> set[str]:
    """The one remedy of which the others are parts: a repair by a replacement part, a refund of a replacement."""
    if "refund" in given and _FULL.search(text):
        return {"refund"}
    if given == {"repair", "replace"}:
        return {"repair"} if _FREE_REPAIR.search(text) else {"replace"}
    return given
