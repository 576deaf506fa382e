"""How pressing a notice is: by its hazards, by the authority's grade, and by the authority's own words.

Two levels. *Urgent* goes out at once, whatever the hour. *Grave* can kill or burn a house down: it is also recalled to
mind twice as often.
"""

import re

from recallwatch.model import Kind, Notice, Reading, Status
from recallwatch.text.phrases import Phrase

from .hazards import URGENT

#: Hazards that kill, or take the house along.
_GRAVE_HAZARDS = (
    "asphyxia battery_ingestion carbon_monoxide choking drowning electrocution entrapment fire gas_leak "
    "magnet_ingestion strangulation suffocation"
)
GRAVE = frozenset(_GRAVE_HAZARDS.split())

#: The highest grade of each scheme, as its authority prints it, in small letters: FDA and Health Canada number from the
#: worst, Safety Gate and the food authorities of Canada use words.
_WORST = frozenset({"i", "1", "class i", "class 1", "type i", "type 1", "serious", "serious risk", "high", "high risk"})

#: What an authority writes when it means "now".
ORDERS = (
    ("stop", r"\bstop (?:using|use|riding|driving|wearing|charging|selling and using)\b"),
    ("do not", r"\b(?:do not|don't|should not|must not|never) (?:use|eat|drink|consume|open|drive|ride|charge|feed)\b"),
    ("unplug", r"\bunplug\b|\b(?:turn|switch) (?:it |them )?off\b"),
    ("at once", r"\bimmediately\b|\bat once\b|\bright away\b|\bwithout delay\b"),
    ("keep away", r"\b(?:take|keep|put) (?:it |them |the \w+ )?(?:away|out of (?:the )?reach)\b"),
    ("park outside", r"\bpark (?:\w+ ){0,3}(?:outside|outdoors|away from)\b"),
    ("class I", r"\b(?:C|c)lass (?:I|1)\b"),
    (
        "arrêter",
        r"\b(?:ne (?:plus|pas) (?:utiliser|consommer|manger|boire)|cesse[rz]? (?:immédiatement )?d['’]utiliser)",
    ),
    ("nicht mehr", r"\bnicht (?:mehr |weiter )?(?:verwende[nt]|benutze[nt]|verzehre[nt]|nutzen)\b|\bsofort\b"),
)
_ORDERS = tuple((name, Phrase(words, 0 if name == "class I" else re.IGNORECASE)) for name, words in ORDERS)

_DEADLY = Phrase(
    r"\bdeaths?\b|\bdied\b|\bfatal(?:ity|ities|ly)?\b|\bdeadly\b|\blethal\b|\bkill(?:s|ed|ing)?\b", re.IGNORECASE
)
#: "No deaths have been reported" speaks of none.
_NO_DEATH = re.compile(
    r"\b(?:no|not|without|none)\b[^.;]{0,60}?\b(?:deaths?|died|fatal\w*|killed)\b|\bdeath is unlikely\b", re.IGNORECASE
)


def urgent(notice: Notice, reading: Reading) -> bool:
    """Whether it must be told at once: only of a recall or a warning that stands."""
    if notice.kind not in (Kind.RECALL, Kind.WARNING) or notice.status is Status.WITHDRAWN:
        return False
    return bool(URGENT & set(reading.hazards)) or _graded_worst(notice) or order(notice) != ""


def grave(notice: Notice, reading: Reading) -> bool:
    """Whether it can kill or burn a house down, or already has."""
    told = _NO_DEATH.sub(" ", f"{notice.hazard} . {notice.incidents}")
    return bool(GRAVE & set(reading.hazards)) or _DEADLY.search(told) is not None


def order(notice: Notice) -> str:
    """Which of the orders the notice gives, empty if none; where there is no remedy the summary is read."""
    text = notice.remedy or notice.summary
    return next((name for name, words in _ORDERS if words.search(text)), "")


def _graded_worst(notice: Notice) -> bool:
    return notice.severity is not None and notice.severity.value.strip().lower() in _WORST
