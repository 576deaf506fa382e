"""What tells the kind of a thing and what its name: words that are no names, and how a text writes its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .generic import GENERIC
from .places import places

#: What may not stand around a word for it to be the word itself.
_BEFORE, _AFTER = re.compile(r"[\w.@-]\Z"), re.compile(r"[\w.]")
#: Letters that tell what a thing is or has, however large they are written.
_ACRONYMS = """
atv atvs bluetooth bmx ce cfl cng co co2 csa dc diy dvd etl gfci gfcis gps hd hdmi hin hvac lcd led leds lp lpg ohv pc
pcs pin pvc reset rgb rohv rohvs rov rovs tv tvs ul utv utvs uv uvc vin vins wi-fi wifi xl xxl
"""
_STOP_WORDS = """
about ac all brand caution certain christmas company cpsc danger easter fcc firm follow halloween item model more
my my-first name number one only product recall recalled recent select serial sku test than the there these this those
three two upc us usb various voluntary warning year
"""
STOP = frozenset(_STOP_WORDS.split()) | frozenset(_ACRONYMS.split())
#: "Gas-powered", "Bear-shaped": what a thing is like; "AB450", "24V", "Q-Series": a model of it.
_LIKE = re.compile(
    r"[A-Z][a-z]+-[a-z]+(?:ed|style|free|proof|size|type)\Z|[A-Z]{1,4}-?\d{2,}[A-Z]{0,2}\Z|\d+[A-Z]\Z|\w+-[Ss]eries\Z"
    r"|.*-[A-Za-z]+ing\Z"
)
_PREPOSITION_WORDS = "in on up over off out along a n to go long side purpose"
_PREPOSITIONS = frozenset(_PREPOSITION_WORDS.split())
_JOINT = re.compile(r"[-/]")
_BRANDED = re.compile(r"(.{2,})-[Bb]rand(?:ed|s)?\Z")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,5}")
_QUOTES = re.compile(r"[\"“][^\"”]{1,60}[\"”]")
_FOLLOWING = re.compile(r"\W{1,2}(\w+)")
#: How often words must stand together before that means anything.
OFTEN = 3


@dataclass(frozen=True, slots=True)
class Told:
    """The texts in which a name is looked for: all of them, the prose, and what of it writes kinds small."""

    whole: str
    prose: str
    small: str
    joined: str

    @classmethod
    def of(cls, title: str, names: str, prose: str) -> "Told":
        """Make one; what stands in quotes is as the thing writes it."""
        small = _QUOTES.sub(" ", f"{names} ; {prose}")
        return cls(f"{title} ; {names} ; {prose}", prose, small, small.replace(" ", ""))


def proper(words: list[str], told: Told) -> Iterator[str]:
    """The words that are names, up to the first that tells the kind."""
    for word in words:
        if branded := _BRANDED.match(word):
            yield branded[1]
            return
        clean = word.strip(",:;()") if _INITIALS.fullmatch(word) else word.strip(",.:;()")
        low = clean.lower().replace("’", "'")
        named = any(c.isupper() for c in clean[:3]) and not _JOINT.split(low)[0].isdigit()
        if not named or low in GENERIC or low in STOP or is_small(clean, told.small) or _is_like(clean, told):
            return
        yield clean
        if word != clean:
            return


def is_varied(name: str, told: Told) -> bool:
    """Whether ever other words follow a name: behind a brand stands now one thing, now another."""
    followed = set()
    for at in places(name, told.whole):
        if next_word := _FOLLOWING.match(told.whole, at + len(name)):
            followed.add(next_word[1].lower().rstrip("s"))
    return len(followed) >= OFTEN


def _is_like(word: str, told: Told) -> bool:
    """Whether a word tells what a thing is like (``Gas-powered``, ``Tip-Over``) or is a model's number."""
    if _LIKE.match(word):
        return True
    parts = _JOINT.split(word.lower())
    common = (p in GENERIC or p.rstrip("s") in GENERIC or p in _PREPOSITIONS for p in parts)
    if len(parts) < 2 or len(parts[0]) < 2 or not all(common):
        return False
    return parts[-1] in _PREPOSITIONS or word.lower() in told.small or not is_varied(word, told)


def is_small(word: str, prose: str) -> bool:
    """Whether a text writes a word small ("a compound miter saw"): then it tells what the thing is."""
    if not all(part[:1].isupper() and part[1:].islower() for part in word.split("-")):
        return False
    low = word.lower()
    return any(
        not _BEFORE.search(prose, max(0, at - 1), at) and not _AFTER.match(prose, at + len(low))
        for at in places(low, prose)
    )
