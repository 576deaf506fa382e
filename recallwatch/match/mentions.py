"""Places in a notice's own text: models it names without recalling them, and the sentence around a word."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from recallwatch.extract.quotes import Part, sentences
from recallwatch.extract.shapes import WORD, has_digit
from recallwatch.model import Item, Notice, Quote
from recallwatch.text.remember import NOTICES, remembered

from .brands import spoken
from .models import code_key, codes_in_name, typed_keys


def mentioned(item: Item, notice: Notice) -> Quote | None:
    """Where the notice names the item's model literally; None when it does not."""
    keys = [k for k in typed_keys(item.model)[:1] if _mixed(k) or (k.isdigit() and len(k) >= 5)]
    keys += [k for k in codes_in_name(item.name) if _mixed(k)]
    letters = spoken(notice).letters
    keys = [key for key in keys if len(key) >= 3 and (key in letters or "and" in key)]
    words = _words(notice) if keys else {}
    return next((words[key] for key in keys if key in words), None)


def lists_such(item: Item, notice: Notice) -> bool:
    """Whether the notice names numbers of the very shape of the item's model (``328-04-0632``), and not this one.

    A short one (``X15``) is only like those that the notice calls models.
    """
    mine = _shape(item.model.strip())
    if len(mine) < 3 or "9" not in mine or len(set(mine)) < 2 or mentioned(item, notice):
        return False
    return any(len(mine) >= 6 or _called_model(quote, notice) for quote in _shapes(notice).get(mine, ()))


def _called_model(quote: Quote, notice: Notice) -> bool:
    before = notice.texts()[quote.part][max(0, quote.start - 30) : quote.start]
    return bool(re.search(r"\bmodels?\b[^.;]*\Z", before, re.IGNORECASE))


@remembered(NOTICES)
def _shapes(notice: Notice) -> Mapping[str, Sequence[Quote]]:
    """Every word with a digit by its shape."""
    found: dict[str, list[Quote]] = defaultdict(list)
    for quote in _words(notice).values():
        found[_shape(quote.text)].append(quote)
    return dict(found)


def _shape(word: str) -> str:
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in word)


def sentence_at(notice: Notice, place: int) -> Quote:
    """The sentence of the summary that a place lies in."""
    text = notice.summary
    start, end = next(((s.start, s.end) for s in sentences(text) if s.start <= place < s.end), (0, len(text)))
    return Part("summary", text).quote(start, end)


def _mixed(key: str) -> bool:
    return any(c.isdigit() for c in key) and any(c.isalpha() for c in key)


@remembered(NOTICES)
def _words(notice: Notice) -> dict[str, Quote]:
    """Every word with a digit in title, product lines and text, by its folded form."""
    found: dict[str, Quote] = {}
    for part, text in notice.texts().items():
        if part in ("title", "summary") or part.startswith("products."):
            for word in WORD.finditer(text):
                if has_digit(word[0]):
                    found.setdefault(code_key(word[0]), Quote(part, word.start(), word.end(), word[0]))
    return found
