"""Several words that are one name by their form: ``Moss & Vale``, ``Dr. Vale``, ``The Quiet Years``, ``Studio 54``."""

import re

from .generic import GENERIC
from .kinds import OFTEN, STOP, Told, is_small, proper
from .places import places

_JOINED = re.compile(r"[A-Z][\w'’]+ (?:[&+]|of) [A-Z][\w'’]+")
_PAIRED = re.compile(r"(?P<one>[A-Z][a-z]+) (?P<two>[A-Z][a-z]+)(?= [A-Za-z0-9])")
_OWNED = re.compile(r"(?P<whose>[A-Z]\w+['’]s) (?P<what>[A-Z][a-z]+)(?= [a-z])")
#: A common word that a number makes a name of ("Studio 54"), or a number a word ("7 Oaks").
_NUMBERED = re.compile(r"(?:[A-Z][a-z]+ \d{1,3}(?:st|nd|rd|th)?|\d{1,2} [A-Z][a-z]{3,})(?= [A-Za-z])")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\Z")
#: Names whose first word is short for one: ``Dr. Vale's``.
_TITLED = re.compile(r"(?:Dr|Mr|Mrs|Ms|St)\. [A-Z]\w+(?:['’]s)?")
#: ``The Quiet Years 3-in-1 seats``: a name of more than one word that the article belongs to.
_THE = re.compile(r"The (?:[A-Z][\w'’]+ ){1,2}[A-Z][\w'’]+(?= [a-z0-9])")
_SHORTENED = re.compile(r"(?P<whole>(?:[A-Z][\w&.-]+ ){1,4})\((?P<short>[A-Z&]{2,6})\)")
_SMALL = re.compile(r" (?:[a-z]{3}|[A-Z])")
#: What stands before a number that only counts.
_COUNTING_WORDS = """
age ages class gen generation grade item level mark model models no number pack part phase series set size stage step
style type version
"""
_COUNTING = frozenset(_COUNTING_WORDS.split())
_PLURALS = frozenset(word.rstrip("s") for word in GENERIC)


def as_one(bare: str, told: Told) -> str:
    """Several words that are one name by their form."""
    short = _SHORTENED.match(bare)
    if short and "".join(w[0] for w in short["whole"].split()) == short["short"]:
        return short["whole"].strip()
    if titled := _TITLED.match(bare) or _THE.match(bare):
        return titled.group()
    if (paired := _PAIRED.match(bare)) and _is_pair(paired["one"], paired["two"], told):
        return paired.group()
    joined = _JOINED.match(bare)
    if joined and _is_joined(joined.group(), told):
        return joined.group()
    owned = _OWNED.match(bare)
    if owned and list(proper([owned["whose"]], told)) and not is_small(owned["what"], told.small):
        return owned.group()
    numbered = _NUMBERED.match(bare)
    return numbered.group() if numbered and _is_named(numbered.group(), told) else ""


def _is_joined(words: str, told: Told) -> bool:
    """Whether ``Moss & Vale``, ``House of Vale`` are names, and not ``Bath & Shower``, ``Chest of Drawers``."""
    one, link, two = words.split()
    if link == "of":
        return one.lower().rstrip("s") not in STOP and bool(list(proper([two], told)))
    return not (_is_common(one, told) and _is_common(two, told))


def _is_pair(one: str, two: str, told: Told) -> bool:
    """Whether a common word makes a name with the proper one behind it: a text has both, the second never alone."""
    common = one.lower() in GENERIC and not is_small(one, told.small)
    often = told.whole.count(two) == told.whole.count(f"{one} {two}") >= OFTEN
    return common and often and bool(list(proper([two], told)))


def _is_common(word: str, told: Told) -> bool:
    return word.lower() in GENERIC and is_small(word, told.small)


def _is_named(pair: str, told: Told) -> bool:
    """Whether a word and a number are one name: an ordinal, or the prose goes on in small letters behind them."""
    word = next(w for w in pair.split() if w[0].isalpha()).lower()
    if word in _COUNTING or is_small(word.title(), told.small) or (pair[0].isdigit() and word.rstrip("s") in _PLURALS):
        return False
    return bool(_ORDINAL.search(pair)) or any(
        _SMALL.match(told.prose, at + len(pair)) for at in places(pair, told.prose)
    )
