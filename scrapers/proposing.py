"""Propose selectors for a page: the nearest repeated structure whose parts tell of recalls."""

import re
from collections import defaultdict
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from recallwatch.text.dates import find_dates

_TELLS = re.compile(r"recall|safety (?:notice|warning|alert)|rappel|r[uü]ckruf|retir", re.IGNORECASE)
_MODEL = re.compile(r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9-]{4,}\b")
_PLAIN = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A selector for cards, how many it finds, one as a sample; ``score`` ranks (higher is likelier)."""

    card: str
    found: int
    sample: str
    score: float


def propose(html: str, *, limit: int = 3) -> list[Proposal]:
    """Selectors that find repeated parts with a link, a word of recall, a model or a date; the likeliest first."""
    page = BeautifulSoup(html, "lxml")
    groups: dict[str, list[Tag]] = defaultdict(list)
    for element in page.select("main *, article *, body *"):
        groups[_selector(element)].append(element)
    proposals = [_rated(selector, list(dict.fromkeys(parts))) for selector, parts in groups.items()]
    likely = [p for p in proposals if p.found > 1 and p.score > 0]
    return sorted(likely, key=lambda p: (-p.score, len(p.card)))[:limit]


def as_toml(proposal: Proposal, *, url: str) -> str:
    """The proposal as a file to begin with."""
    return (
        f'id = "my-..."\ntitle = "..."\nurl = "{url or "https://..."}"\nkind = "page"\ncard = "{proposal.card}"\n'
        f'at_least = {max(1, proposal.found // 2)}\n[fields]\ntitle = "h1"\naffected = "main p, main li"\n'
    )


def _selector(element: Tag) -> str:
    """Parent and element by tag and first class, as far as names are plain."""
    mine = _named(element)
    parent = element.parent
    return f"{_named(parent)} > {mine}" if isinstance(parent, Tag) and parent.name != "[document]" else mine


def _named(element: Tag) -> str:
    classes = element.get("class")
    plain = [name for name in classes if _PLAIN.fullmatch(name)] if isinstance(classes, list) else []
    return f"{element.name}.{plain[0]}" if plain else element.name


def _rated(selector: str, parts: list[Tag]) -> Proposal:
    texts = [" ".join(part.get_text(" ").split()) for part in parts]
    marks = [_marks(part, text) for part, text in zip(parts, texts, strict=True)]
    score = sum(marks) / len(marks)
    return Proposal(selector, len(parts), texts[0][:100], score if score > 1 else 0.0)


def _marks(part: Tag, text: str) -> float:
    """A link counts most, since a card leads somewhere; very long parts are the page and no card."""
    linked = part.name == "a" or part.select_one("a[href]") is not None
    whole = 0.5 if len(text) > 1500 else 1.0
    return whole * (linked + bool(_TELLS.search(text)) + 0.5 * bool(_MODEL.search(text)) + 0.5 * bool(find_dates(text)))
