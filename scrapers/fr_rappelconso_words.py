"""RappelConso's closed lists, and what of its free fields can be trusted."""

import re
from collections.abc import Iterable
from itertools import pairwise

from recallwatch.extract.shapes import is_measure

_KINDS = re.compile(
    r"date limite de consommation|date de durabilité minimale|date de consommation recommandée|non concerné",
    re.IGNORECASE,
)
#: How the values of the list of risks begin, each with the class it is of ours.
_RISKS = {
    "asphyxie": "asphyxia",
    "blessures": "injury",
    "brûlures": "burn",
    "choc électrique": "shock",
    "coupures": "laceration",
    "dommage auditif": "hearing",
    "dommage à la vue": "eye_irritation",
    "dommages internes": "injury",
    "escherichia coli": "bacteria",
    "explosion": "fire",
    "incendie": "fire",
    "intoxication": "poisoning",
    "listeria": "bacteria",
    "bacillus": "bacteria",
    "campylobacter": "bacteria",
    "clostridium": "bacteria",
    "noyade": "drowning",
    "pathologie": "",
    "salmonella": "bacteria",
    "staphyloco": "bacteria",
    "strangulation": "strangulation",
    "suffocation": "suffocation",
    "étouffement": "choking",
    "électrocution": "electrocution",
}
#: The values of v1, which its rows give one behind the other, parted by a blank alone; the longest that fits stands.
_VALUES = (
    "Autre (voir informations complémentaires)",
    "Autres contaminants chimiques",
    "Blessures externes",
    "Brûlures",
    "Choc électrique",
    "Contacter le point de vente",
    "Contacter le service consommateur",
    "Dommages internes",
    "Détruire le produit",
    "Echange",
    "Incendie",
    "Intoxication",
    "Listeria monocytogenes (agent responsable de la listériose)",
    "Ne plus consommer",
    "Ne plus utiliser le produit",
    "Rapporter le produit au point de vente",
    "Remboursement",
    "Réparation",
    "Salmonella spp (agent responsable de la salmonellose)",
    "Utiliser le produit avec précaution",
    "Étouffement",
)
_VALUE = re.compile("|".join(re.escape(value) for value in sorted(_VALUES, key=len, reverse=True)), re.IGNORECASE)
_LABEL = re.compile(r"\A(?:(?:modèles?|réf(?:érences?)?|n°|:|\.)\s*)+", re.IGNORECASE)
_SPLIT = re.compile(r"[\n,;|]|\s/\s")
_SHORTEST = 4


def is_packed(text: str) -> bool:
    """Whether an identification is packed entries, each with its kind of date in a place of its own."""
    return any(_KINDS.fullmatch(part.strip()) for part in re.split(r"[$|]", text))


def models(text: str) -> tuple[str, ...]:
    """The models that a field of free text names with nothing else beside them: words that are codes, each alone."""
    parts = (_LABEL.sub("", part.strip()) for part in _SPLIT.split(text))
    words = [word for part in parts if part and all(map(_is_code, part.split())) for word in part.split()]
    return tuple(dict.fromkeys(words))


def _is_code(word: str) -> bool:
    plain = any(c.isdigit() for c in word) and len(word) >= _SHORTEST
    return plain and (word.isdigit() or not is_measure(word))


def hazard_classes(risks: Iterable[str]) -> tuple[str, ...]:
    """Our classes of the list's risks; those that are told by the reason alone have none."""
    found = (name for risk in risks for start, name in _RISKS.items() if risk.lower().startswith(start))
    return tuple(dict.fromkeys(name for name in found if name))


def v1_values(text: str) -> tuple[str, ...]:
    """The values of a v1 field; what stands between known ones stays together."""
    known = list(_VALUE.finditer(text))
    edges = [0, *(at for value in known for at in value.span()), len(text)]
    parts = (text[a:b].strip() for a, b in pairwise(edges))
    return tuple(part for part in parts if part)
