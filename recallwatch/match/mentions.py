"""Models that a notice names without recalling them: host devices, earlier recalls, words not understood."""

from functools import lru_cache

from recallwatch.extract.shapes import WORD, is_year
from recallwatch.model import Item, Notice, Quote

from .models import code_key, codes_in_name, typed_keys


def mentioned(item: Item, notice: Notice) -> Quote | None:
    """Where the notice names the item's model literally; None when it does not."""
    words = _words(notice)
    keys = [k for k in typed_keys(item.model)[:1] if _mixed(k) or (k.isdigit() and len(k) >= 4 and not is_year(k))]
    keys += [k for k in codes_in_name(item.name) if _mixed(k)]
    return next((words[key] for key in keys if len(key) >= 3 and key in words), None)


def _mixed(key: str) -> bool:
    return any(c.isdigit() for c in key) and any(c.isalpha() for c in key)


@lru_cache(maxsize=256)
def _words(notice: Notice) -> dict[str, Quote]:
    """Every word with a digit in title, product lines and text, by its folded form."""
    found: dict[str, Quote] = {}
    for part, text in notice.texts().items():
        if part in ("title", "summary") or part.startswith("products."):
            for word in WORD.finditer(text):
                if any(c.isdigit() for c in word[0]):
                    found.setdefault(code_key(word[0]), Quote(part, word.start(), word.end(), word[0]))
    return found
