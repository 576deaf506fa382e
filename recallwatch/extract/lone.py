"""Models that stand alone: announced by what follows them, or by nothing but their looks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from recallwatch.model import CodeType
from recallwatch.text.phrases import Phrase, ending

from .cues import Kind
from .findings import Finding
from .hosts import goes_with
from .quotes import Part, Spans
from .shapes import WORD, is_code, is_mixed, is_retail, numbered
from .values import spread

_MODELS = Phrase(r"models?\b")
_BEFORE = re.compile(
    rf"((?:[A-Z][A-Z0-9-]{{0,12}}\d[A-Z0-9-]{{0,12}}\s(?:and|or)\s)?[A-Za-z0-9][A-Za-z0-9._/+-]{{1,30}})[\"”’]?\s{_MODELS.pattern.pattern}"
)
_ONLY = Phrase(r"\bOnly\s([A-Z]{2,6}(?:(?:,\s|,?\sand\s|\sor\s)[A-Z]{2,6}){0,8})\smodels?\b")
_QUOTED = Phrase(
    r"[\"“]([A-Za-z0-9][A-Za-z0-9._/+-]{2,30}),?[\"”](?=,? (?:[\"“]|is|are|and|or|can|appears?|mark|molded|printed"
    r"|stamped|embossed|on|label)\b)"
)
_IS_PRINTED = Phrase(r"(?:is|are)\s(?:also\s)?(?:printed|located|stamped|engraved|embossed|etched|molded|marked)\b")
_PRINTED = re.compile(
    r"(?<![\w/._-])((?:[A-Za-z0-9][\w./+-]{2,30}(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)){0,6}"
    rf"[A-Za-z0-9][\w./+-]{{2,30}})\s{_IS_PRINTED.pattern.pattern}"
)
#: A name with a number in it (``Step2``, ``Note7``) is no model.
_NAME = re.compile(r"[a-z]{3}")
_NUMBERED_NAME = re.compile(r"[A-Za-z][a-z]{2,}[+.]?\d{1,3}[A-Z]?\Z")
#: The number of a file at a testing laboratory, printed on many things that have nothing else in common.
_FILE = re.compile(r"E\d{5,6}\Z")
_EXAMPLE = re.compile(r"(?:e\.g\.|for example|such as)[^.;]{0,30}\Z", re.IGNORECASE)


_STAMPED = Phrase(
    r"[\"“](?P<a>[A-Z0-9][A-Z0-9/-]{2,14}),?[\"”](?:,?\s(?:or|and)\s[\"“](?P<b>[A-Z0-9][A-Z0-9/-]{2,14}),?[\"”])?"
    r"\s(?P<kind>date|lot|batch)\scodes?\b"
)


def stamped_codes(part: Part) -> Iterator[Finding]:
    """Codes that stand before what they are called: ``a "JUL24" or "AUG24" date code``."""
    for found in _STAMPED.finditer(part.text):
        kind = Kind.DATE if found["kind"] == "date" else Kind.LOT
        for name in ("a", "b"):
            if found[name]:
                quote = part.quote(found.start(name), found.end(name))
                yield Finding(kind, CodeType.LIST, quote, values=(found[name],))


def lone_models(part: Part) -> Iterator[Finding]:
    """Codes announced by what stands behind them: ``A1263 model``, ``"ASNG092" is printed``."""
    yield from _words(part, _ONLY.finditer(part.text), str.isupper)
    named = ending(part.text, _BEFORE, _MODELS, reach=33)
    yield from _words(part, named, lambda word: is_code(word) and len(word) >= 4 and not _NUMBERED_NAME.match(word))
    printed = ending(part.text, _PRINTED, _IS_PRINTED, reach=7 * 31 + 6 * 6 + 1)
    yield from _words(part, printed, lambda word: is_code(word) and not _NAME.search(word))
    for found in _QUOTED.finditer(part.text):
        example = _EXAMPLE.search(part.text[max(0, found.start() - 40) : found.start()])
        other = _FILE.match(found[1]) or _NUMBERED_NAME.match(found[1])
        if is_mixed(found[1]) and is_code(found[1]) and not example and not other:
            yield _model(part, found.start(1), found.end(1))


def _words(part: Part, places: Iterator[re.Match[str]], fits: Callable[[str], bool]) -> Iterator[Finding]:
    for found in places:
        for word in WORD.finditer(part.text, found.start(1), found.end(1)):
            if fits(word.group()) and not _FILE.match(word.group()):
                yield _model(part, word.start(), word.end())


def bare_models(part: Part, taken: list[Finding]) -> Iterator[Finding]:
    """Code-like words without any cue: models only when nothing better is said."""
    read = Spans((f.quote for f in taken), part.name)
    for word in numbered(part.text):
        if not is_code(word.group()) or _NAME.search(word.group()) or word.group().islower():
            continue
        if _FILE.match(word.group()) or goes_with(part.text, word.start()):
            continue
        if not read.touch(word.start(), word.end()):
            found = _model(part, word.start(), word.end())
            yield from (replace(found, values=(value,)) for value in spread(word.group()))


def _model(part: Part, start: int, end: int) -> Finding:
    text = part.text[start:end]
    kind = Kind.RETAIL if is_retail(text) else Kind.MODEL
    return Finding(kind, CodeType.LIST, part.quote(start, end), values=(text,))
