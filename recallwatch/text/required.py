"""Which words a text must hold for a pattern to fit it: read off the pattern itself, so that none is forgotten."""

from collections.abc import Iterable, Iterator
from typing import Any

try:
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # private to the standard library: without it every pattern is tried on every text
    _parser = None

from .lowered import lowered

#: Words one of which must stand in the text; a text needs one of every set.
Words = tuple[str, ...]
#: Ways to fit a text: the sets of words that each of them needs.
Ways = tuple[tuple[Words, ...], ...]
#: Sets that are asked for at most; the longest words are the rarest.
_SETS = 3
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def required(pattern: str, flags: int = 0) -> Ways:
    """The words of each way a pattern can fit a text, in small letters; empty when there is a way that needs none."""
    if _parser is None:
        return ()
    tree = list(_flat(_parser.parse(pattern, flags)))
    branches = [n for n, (op, _) in enumerate(tree) if op == "BRANCH"]
    ways = [tree]
    if len(branches) == 1:
        at = branches[0]
        ways = [[*tree[:at], *_flat(way), *tree[at + 1 :]] for way in tree[at][1][1]]
    needs = tuple(tuple(sorted(_sets(way), key=_weight, reverse=True)[:_SETS]) for way in ways)
    return needs if all(needs) else ()


def _flat(tree: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The nodes of a pattern in order, those of its groups among them."""
    for op, value in tree:
        name = str(op)
        if name == "SUBPATTERN":
            yield from _flat(value[3])
        elif name == "ATOMIC_GROUP":
            yield from _flat(value)
        else:
            yield name, value


def _sets(nodes: Iterable[tuple[str, Any]]) -> Iterator[Words]:
    """Every set of words that a sequence of nodes cannot do without."""
    run = ""
    for op, value in (*nodes, ("END", None)):
        if op == "LITERAL":
            run += lowered(chr(value))
            continue
        if _telling(run):
            yield (run,)
        run = ""
        if op == "BRANCH":
            chosen = [_best(_flat(way)) for way in value[1]]
            if all(chosen):
                yield tuple(dict.fromkeys(word for words in chosen for word in words))
        elif op == "IN" and all(str(kind) == "LITERAL" and _telling(chr(code)) for kind, code in value):
            yield tuple(chr(code) for _, code in value)
        elif op in _REPEATS and value[0] > 0:
            yield from _sets(_flat(value[2]))
        elif op == "ASSERT" and value[0] > 0:  # what must follow; what must stand before may lie outside
            yield from _sets(_flat(value[1]))


def _telling(word: str) -> bool:
    """Whether it is worth looking for: any text holds single letters and spaces."""
    return len(word) > 1 or bool(word and not word.isalnum() and not word.isspace())


def _best(nodes: Iterable[tuple[str, Any]]) -> Words:
    return max(_sets(nodes), key=_weight, default=())


def _weight(words: Words) -> tuple[int, int]:
    """How much a set tells: its shortest word is the likeliest to stand in any text."""
    return min(map(len, words)), -len(words)
