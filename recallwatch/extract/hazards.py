"""Hazards as the closed list, from the words of the notice."""

import re

from recallwatch.model import Notice

#: Order of the closed list; each with the words that stand for it in hazard texts and titles.
_HAZARDS = {
    "amputation": r"amputat",
    "asphyxia": r"asphyxia",
    "bacteria": r"bacteri|mold\b|fung|microb|salmonella|listeria|e\. coli",
    "battery_ingestion": r"(?:button|coin)[- ](?:cell )?(?:cell|batter)|battery ingestion|batter(?:y"
    r"|ies) (?:is|are|can be) (?:swallowed|ingested)",
    "burn": r"\bburns?\b|\bscald|burning\b",
    "carbon_monoxide": r"carbon monoxide|\bCO\b",
    "choking": r"\bchok|small ball|airway",
    "collision": r"collision|collide",
    "crash": r"\bcrash",
    "crushing": r"crush",
    "drowning": r"drown",
    "electrocution": r"electrocut",
    "entrapment": r"entrap",
    "eye_irritation": r"eye (?:irritation|injur)",
    "failure_to_alert": r"fail(?:s|ure)? to (?:alert|sound|alarm|activate and alert)|not (?:alert|sound)",
    "fall": r"\bfall(?:s|ing)?\b(?! within| below| under| off)",
    "fire": r"\bfires?\b|flammab|ignit|flash fire|\bexplo(?:de|sion)",
    "gas_leak": r"gas leak|propane leak|leak(?:ing)? (?:propane|gas)",
    "head_injury": r"head injur",
    "hearing": r"hearing",
    "impact": r"\bimpact\b",
    "ingestion": r"ingest",
    "injury": r"\binjur",
    "laceration": r"lacerat|\bcuts?\b",
    "lead": r"\blead\b(?! to)",
    "magnet_ingestion": r"magnet",
    "phthalates": r"phthalate",
    "poisoning": r"poison",
    "respiratory": r"respirat|breathing",
    "shock": r"\bshock",
    "skin_irritation": r"skin(?:,[^.]{0,20})? (?:and [a-z]+ )?irritation|skin, eye|\brash(?:es)?\b"
    r"|dermatitis|skin injur",
    "strangulation": r"strang",
    "suffocation": r"suffocat",
    "tip_over": r"tip[- ]?over|tip(?:s|ping)? over",
}
#: The closed list of hazard classes.
HAZARDS = tuple(_HAZARDS)

_COMPILED = {name: re.compile(words, re.IGNORECASE) for name, words in _HAZARDS.items()}
_URGENT = (
    "amputation asphyxia battery_ingestion burn carbon_monoxide choking crash drowning electrocution "
    "entrapment fire gas_leak magnet_ingestion poisoning shock strangulation suffocation tip_over "
    "bacteria failure_to_alert"
)
URGENT = frozenset(_URGENT.split())
#: Small letters would find every firm that ends in "Co."
_COMPILED["carbon_monoxide"] = re.compile(r"[Cc]arbon [Mm]onoxide|\bCO\b(?!\.)")
_POSED = re.compile(r"\bpos(?:e|es|ing)\b[^.]{0,160}|\brisks? of\b[^.]{0,120}|\bhazards?\b", re.IGNORECASE)
_DUE = re.compile(r"\b(?:due to|because of|following|reports? of)\b", re.IGNORECASE)
_DEATH = re.compile(
    r"\b(?:serious |severe )?(?:injur(?:y|ies) (?:or|and) (?:possible )?dea(?:th|dly)\b"
    r"|death or (?:serious )?injur\w+|burn injur\w+)",
    re.IGNORECASE,
)
#: Beside a more exact hazard, an injury counts only where it is called a hazard of its own.
_OWN_INJURY = re.compile(
    r"\binjury\s(?:and\s\w+\s)?(?:hazard|risk)|\brisk of (?:serious )?injury\b(?! or| and)", re.IGNORECASE
)
_PULLED = re.compile(
    r"\b(?:pulled|drawn|dragged|sucked) (?:in|into|under|underneath|beneath)\b|\btrapped\b", re.IGNORECASE
)
_HARM = re.compile(r"\binjur|\bdeaths?\b|\bdied\b|\bfatal", re.IGNORECASE)
_VAGUE = frozenset({"injury", "impact"})


def hazards(notice: Notice) -> tuple[str, ...]:
    """The closed list's names for what can happen, in the order the notice names them.

    The title and the words "posing ...", "risk of ..." decide; a text without them counts as a whole.
    """
    due = _DUE.search(notice.title)
    title = notice.title[due.start() :] if due else ""
    hazard = notice.hazard[:5000]
    posed = " ".join(m.group() for m in _POSED.finditer(hazard))
    text = f"{title} . {posed}"
    found = _names(text)
    if not found:
        text = f"{text} . {hazard}"
        found = _names(text)
    if not found - _VAGUE and len(hazard.split()) < 4:
        text = f"{text} . {notice.title} . {notice.summary[:5000]}"
        found = _names(text)
    if not found:
        text = f"{notice.title} . {hazard}"
        found = _last_resort(text)
    found = _exact(found, f"{title} {hazard}")
    return tuple(sorted(found, key=lambda name: _first(name, text)))


def _names(text: str) -> set[str]:
    bare = _DEATH.sub(lambda m: " burn " if "burn" in m.group().lower() else " ", text)
    return {name for name, words in _COMPILED.items() if words.search(bare)}


def _last_resort(text: str) -> set[str]:
    """Where only harm is told: bodies pulled under something are trapped, a death without its cause is an injury."""
    found = {"entrapment"} if _PULLED.search(text) else set()
    return found | ({"injury"} if _HARM.search(text) else set())


def _first(name: str, text: str) -> tuple[int, str]:
    found = _COMPILED[name].search(text)
    return (found.start() if found else len(text), name)


def _exact(found: set[str], text: str) -> set[str]:
    """Drop what only repeats something more exact; name what was swallowed."""
    if "ingestion" in found and not {"battery_ingestion", "magnet_ingestion"} & found:
        found = found | {name for name in ("battery_ingestion", "magnet_ingestion") if _COMPILED[name].search(text)}
    for swallowed in ("battery_ingestion", "magnet_ingestion"):
        if swallowed in found:
            found = found - {"ingestion"}
    if "carbon_monoxide" in found:
        found = found - {"poisoning"}
    if "failure_to_alert" in found:
        found = found - {"fire", "carbon_monoxide"}
    if found - _VAGUE and ("head_injury" in found or not _OWN_INJURY.search(text)):
        found = found - {"injury"}
    return found
