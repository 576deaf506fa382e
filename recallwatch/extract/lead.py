"""From a cue to its first value: which words may stand between ("model numbers of the recalled fans are ...")."""

from collections.abc import Callable, Sequence

from .tokens import Tok, Token

#: Words that give leave for a value to follow within a few words.
_LEAVE_WORDS = """
is are was were of include includes including included involve involves involved between from with within range
ranges ranging ranged begin begins beginning start starts starting end ends ending prefix prefixes prefixed
contain contains containing bear bears bearing read reads marked in as follows followed lower below less under
prior than fall falls either at on after to number numbers no nos code codes sn s/n affected recalled being be
running sequentially has have having and or letter letters digit digits character characters for
"""
_LEAVE = frozenset(_LEAVE_WORDS.split())
#: Words that say nothing and cost nothing.
_FILLERS_WORDS = """
the these those this that which following listed below above all both any may can also one two three four five
six seven eight first last units unit series set sets sequence sequences a an recall recalled affected included
model models product products only numbered label labels up by id
"""
_FILLERS = frozenset(_FILLERS_WORDS.split())
#: Words that begin to tell where a code is printed: what follows is a place until something gives leave again.
_TELLS_WORDS = """
printed located found stamped engraved embossed etched molded moulded displayed appear appears sewn stitched
visible underneath label sticker
"""
_TELLS = frozenset(_TELLS_WORDS.split())
#: What gives leave even inside the telling of a place.
_STRONG_WORDS = """
is are include includes between begin begins beginning start starts starting range ranges ranging end ends
ending
"""
_STRONG = frozenset(_STRONG_WORDS.split())
#: Behind "is" and "are" they begin to tell a place.
_PLACES_WORDS = """
on in at under inside behind near beneath below above
"""
_PLACES = frozenset(_PLACES_WORDS.split())
#: Right behind them stands the value itself.
_NEXT = frozenset(["of", "with", "as", "number", "numbers", "letter", "letters", "prefix"])
_PATIENCE = 4
_LONGEST = 26


def first_value(toks: Sequence[Tok], fits: Callable[[int, bool], bool]) -> int | None:
    """The index of the first value, or None; ``fits(index, direct)`` says whether a token can be one."""
    patience, telling, at, direct = _PATIENCE, False, 0, True
    end = next((n for n in range(min(len(toks), _LONGEST)) if _labels(toks, n)), min(len(toks), _LONGEST))
    while at < end:
        token = toks[at]
        word = token.text.lower()
        if token.kind is Token.OPEN:
            named = at + 2 < len(toks) and toks[at + 2].kind is not Token.WORD  # not "(14 digits)"
            inside = named and patience > 0 and not telling and fits(at + 1, direct)
            if inside:
                return at + 1
            at = closing(toks, at) + 1
            continue
        leads = word in _LEAVE or word in _FILLERS
        if (
            token.kind is Token.WORD
            and patience > 0
            and not leads
            and not (telling and not direct)
            and fits(at, direct)
        ):
            return at
        if token.kind in (Token.COLON, Token.QUOTE):
            patience, direct = _PATIENCE, True
            telling = telling and token.kind is not Token.COLON
        elif token.kind is Token.WORD or token.kind in (Token.CONJ, Token.TO):
            direct = False
            placed = word in _PLACES and toks[at - 1].text.lower() in ("is", "are", "be", "and")
            if word in _TELLS or (placed and at > 0):
                telling, patience = True, 0
            elif word in _LEAVE and (not telling or word in _STRONG):
                telling, patience = False, _PATIENCE
                direct = word in _STRONG or word in _NEXT
            elif word not in _FILLERS:
                patience -= 1
        at += 1
    return None


def _labels(toks: Sequence[Tok], at: int) -> bool:
    """Whether a colon ends words right behind an opening quote: they label another value (``"Prototype ID: L1"``)."""
    if toks[at].kind is not Token.COLON:
        return False
    n = at - 1
    while n >= 0 and toks[n].kind is Token.WORD:
        n -= 1
    quoted = 0 <= n < at - 1 and toks[n].kind is Token.QUOTE and toks[n].end == toks[n + 1].start
    return quoted and any(t.text.lower() not in _LEAVE | _FILLERS for t in toks[n + 1 : at])


def closing(toks: Sequence[Tok], at: int) -> int:
    """The index of the bracket that closes the one at ``at``; the last token when nothing does."""
    for n in range(at + 1, len(toks)):
        if toks[n].kind is Token.CLOSE:
            return n
    return len(toks) - 1
