"""Hazards and remedies as closed lists, from the words of the notice."""

import re

from recallwatch.model import Notice

#: Order of the closed list; each with the words that stand for it in hazard texts and titles.
_HAZARDS = {
    "amputation": r"amputat",
    "asphyxia": r"asphyxia",
    "bacteria": r"bacteri|mold\b|fung|microb|salmonella|listeria|e\. coli",
    "battery_ingestion": r"(?:button|coin)[- ](?:cell )?(?:cell|batter)|battery ingestion|batter(?:y|ies) (?:is|are|can be) (?:swallowed|ingested)",
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
    "skin_irritation": r"skin irritation|rash|dermatitis",
    "strangulation": r"strang",
    "suffocation": r"suffocat",
    "tip_over": r"tip[- ]?over|tip(?:s|ping)? over",
}
_COMPILED = {name: re.compile(words, re.IGNORECASE) for name, words in _HAZARDS.items()}
_COMPILED["carbon_monoxide"] = re.compile(r"carbon monoxide|\bCO\b", re.IGNORECASE)
URGENT = frozenset(
    "amputation asphyxia battery_ingestion burn carbon_monoxide choking crash drowning electrocution entrapment fire gas_leak "
    "magnet_ingestion poisoning shock strangulation suffocation tip_over bacteria failure_to_alert".split()
)
_POSED = re.compile(
    r"(?:pos(?:e|es|ing)|risks? of|hazards?|dangers? of|due to|resulting in|result in|caus(?:e|es|ing))\b",
    re.IGNORECASE,
)
_GENERIC = ("injury", "impact", "ingestion")

_OPTIONS = {
    "refund": ("refund",),
    "replace": ("replace",),
    "repair": ("repair",),
    "dispose": ("dispose",),
    "new_instructions": ("new instructions", "label"),
}
_REMEDIES = {
    "refund": r"\brefund|money back|store credit|gift card",
    "replace": r"\b(?:free )?replacement|\breplace\b|exchange",
    "repair": r"\brepair|retrofit|inspection",
    "new_instructions": r"new instructions|warning label|instruction (?:sheet|manual)",
    "dispose": r"\bdiscard|\bdispose|\bdestroy|throw (?:it|them) away",
}
_REMEDY_WORDS = {name: re.compile(words, re.IGNORECASE) for name, words in _REMEDIES.items()}


def hazards(notice: Notice) -> tuple[str, ...]:
    """The closed list's names for what can happen: from the title and the sentence that says what is posed."""
    title = _after_due(notice.title)
    text = f"{title}\n{notice.hazard}" if title else notice.hazard or notice.summary
    found = {name for name, words in _COMPILED.items() if words.search(text)}
    return tuple(name for name in _HAZARDS if name in _narrowed(found, title))


def _after_due(title: str) -> str:
    cut = re.search(r"\b(?:due to|because of|following|hazards?|risk)\b", title, re.IGNORECASE)
    return (
        title[cut.start() if cut and cut.group().lower() not in ("hazard", "hazards", "risk") else 0 :] if cut else ""
    )


def _narrowed(found: set[str], title: str) -> set[str]:
    """Drop what only repeats something more exact."""
    titled = {name for name, words in _COMPILED.items() if words.search(title)}
    if titled - {"injury"}:
        found = titled | ({"carbon_monoxide"} & found)
    if {"battery_ingestion", "magnet_ingestion"} & found:
        found -= {"ingestion", "burn", "poisoning"} if "ingestion" not in titled or True else set()
    if "carbon_monoxide" in found:
        found -= {"poisoning"}
    if (
        len(found) > 1
        and "injury" in found
        and re.search(r"serious injury or death|injur(?:y|ies) (?:or|and) death", title, re.IGNORECASE)
    ):
        found -= {"injury"}
    if "head_injury" in found:
        found -= {"injury"}
    return found


def remedies(notice: Notice) -> tuple[str, ...]:
    """The closed list's names for what the owner gets: the source's own options, else the remedy's words."""
    options = [o.lower() for o in notice.remedy_options]
    found = {name for name, starts in _OPTIONS.items() if any(o.startswith(starts) for o in options)}
    if not found:
        text = notice.remedy or notice.summary
        found = {name for name, words in _REMEDY_WORDS.items() if words.search(text)}
        if found - {"dispose"}:
            found -= {"dispose"}
        if {"repair", "replace"} <= found and re.search(r"free repair", text, re.IGNORECASE):
            found -= {"replace"}
        if {"refund", "replace"} <= found and not re.search(
            r"replac\w+[^.]{0,60}\bor\b|\bor\b[^.]{0,60}replac", text, re.IGNORECASE
        ):
            found -= {"replace"} if re.search(r"full refund|for a refund", text, re.IGNORECASE) else set()
    return tuple(name for name in _OPTIONS if name in found)
