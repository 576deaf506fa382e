"""The hazards of old notices: a word of the source's own list instead of a sentence."""

from .hazard_words import named

#: A hazard text of fewer words is a label from a closed list (the CPSC's, until about 2000), no sentence.
_A_SENTENCE = 5
#: Those labels in order, with what each says for sure, and what it says only if the text tells of it.
_LABELS = {
    "Fire & Fire-Related Burn": ("fire", "burn failure_to_alert carbon_monoxide gas_leak"),
    "Electrocution/Electric Shock": ("shock", "electrocution fire burn"),
    "Burn - Not Fire-Related": ("burn", "fire"),
    "Carbon Monoxide": ("carbon_monoxide", ""),
    "Internal Injury": ("", "choking magnet_ingestion laceration asphyxia drowning ingestion injury"),
    "Vehicle Accident": ("", "crash collision fall impact injury laceration"),
    "Explosion/Projectiles": ("", "fire burn laceration impact eye_irritation injury"),
    "Collapse": ("", "fall tip_over injury entrapment laceration amputation"),
    "Entanglement": ("", "entrapment strangulation"),
    "Aspiration": ("", "choking asphyxia suffocation"),
    "Entrapment": ("entrapment", "strangulation suffocation asphyxia fall drowning"),
    "Communications Failure": ("failure_to_alert", ""),
}
#: What a label without certain meaning stands for where the text tells nothing.
_ELSE = {
    "Vehicle Accident": "crash",
    "Explosion/Projectiles": "impact",
    "Collapse": "fall",
    "Entanglement": "entrapment",
    "Aspiration": "choking",
}


def is_label(hazard: str) -> bool:
    """Whether a hazard text is only a word of the source's list and no sentence."""
    return len(hazard.split()) < _A_SENTENCE and not hazard.rstrip().endswith(".")


def meaning(label: str) -> tuple[set[str], set[str], set[str]]:
    """What the labels in a text say for sure, what if the story agrees, what if there is no story."""
    sure: set[str] = set()
    maybe: set[str] = set()
    otherwise: set[str] = set()
    for name, (certain, possible) in _LABELS.items():
        if name in label:
            label = label.replace(name, " ")
            sure |= set(certain.split())
            maybe |= set(possible.split())
            otherwise |= {_ELSE[name]} if name in _ELSE else set()
    return sure | named(label), maybe, otherwise
