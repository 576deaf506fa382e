"""How a name is written when it is found: what is cut from its ends, and what can be no name at all."""

import re

from recallwatch.text.fold import fold

from .generic import GENERIC
from .kinds import STOP

#: Words a sentence may begin with; a name of nothing else is none.
_PRONOUN_WORDS = (
    "it its my our your his her their they them we you he she this these those that each both some any such when where "
    "while if in on at by for from to with and or but as after before following no not none other most many consumers "
    "recall recalls the a an"
)
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())
_NO_START_WORDS = "following model item made rn size warning type sku do not keep use"
_NO_START = frozenset(_NO_START_WORDS.split())
_CODE = re.compile(r"(?=[^\d]*\d)[A-Z0-9/-]{6,}\Z")
#: A full stop behind a whole word ends a sentence, and no name goes on behind it; "St." and "Mr." are short.
_SENTENCE = re.compile(r"(?<=[A-Za-z0-9]{3})\.\s+(?=[A-Z])|\.\s+(?=(?:The|This|It|They)\b)")
_NUMBERED = re.compile(r"[a-z]+ \d{1,3}(?:st|nd|rd|th)?|\d{1,2} [a-z]+")
#: "B.O.B.": the full stop behind the last letter is part of the name.
_INITIALS = re.compile(r"(?:^|\s)(?:[A-Z]\.){2,5}\Z")
_INNER = re.compile(r"\s(?:The|This|These|All|Each|Units|It|They|Recalls?|WASHINGTON)\b|[Mm]ade\s[Ii]n\b|MADE\sIN\b")


_MARKS = re.compile(r"[®™]")
_ARTICLE = re.compile(r"^(?:The|A|An|This|All|Only|Each|Model|Recalled|(?:19|20)\d\d)\s(?=\S)")
_CUT = re.compile(r",\s|\s(?:Model|Series)\b")
_BRANDED = re.compile(r"[- ](?:brand(?:ed)?|models?)$|\s(?:logo|name)$|\s(?:The|This|It|They)$")
_OWNING = re.compile(r"['’]$")
_LETTER = re.compile("[a-z]")


def tidy(brand: str) -> str:
    """A name without marks, articles, the word "brand" and the end of its sentence."""
    bare = _MARKS.sub("", brand).strip(" \"“”'‘’,;:()-")
    bare = _SENTENCE.split(bare, maxsplit=1)[0].strip()
    bare = bare if _INITIALS.search(bare) else bare.strip(" .")
    bare = _ARTICLE.sub("", bare)
    bare = _CUT.split(bare, maxsplit=1)[0]
    bare = _BRANDED.sub("", bare)
    return _OWNING.sub("", bare).strip()


def is_name(clean: str, *, proper: bool, firm: bool = False) -> bool:
    """Whether words can be a brand.

    ``proper``: they stand where a brand would, so common words may make one too; ``firm``: a firm is called so.
    """
    key = fold(clean)
    words = [w for w in key.split() if w != "s"]
    if not words or set(words) <= _PRONOUNS or words[0] in _NO_START or _INNER.search(clean):
        return False
    if len(key.replace(" ", "")) < 2 or key in {"u s", "u s a"}:
        return False
    if firm:
        return len(clean) <= 60
    if len(clean) > 40 or key in STOP:
        return False
    if any(map(_CODE.match, clean.split())) or sum(c.isdigit() for c in key) >= 5 or not _LETTER.search(key):
        return False
    named = (proper and (clean.isupper() or (len(words) > 1 and clean.istitle()))) or _NUMBERED.fullmatch(key)
    return " & " in clean or bool(named) or not all(w in GENERIC or w.isdigit() for w in words)
