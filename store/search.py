"""Full-text search: FTS5 on SQLite, ``tsvector`` on PostgreSQL, with the same answers.

Words are cut and folded here, so that neither engine's parser, stemmer or locale has a say, and so that a query can
never be malformed: it is made of letters and digits.
"""

import hashlib
from collections.abc import Mapping

from sqlalchemy import Connection, TextClause, bindparam, text

from recallwatch.model import Notice, Reading
from recallwatch.text.fold import tokens

from .tables.types import CleanText

# PostgreSQL takes a tsvector of 1 MB and lexemes of 2 KB: 200,000 characters stay under it in any script.
_LONGEST_TEXT = 200_000
_LONGEST_WORD = 64

_PUT = {
    "sqlite": text("INSERT OR REPLACE INTO notice_search (rowid, notice_id, words) VALUES (:row, :id, :words)"),
    "postgresql": text(
        "INSERT INTO notice_search (notice_id, words) VALUES (:id, CAST(:words AS tsvector))"
        " ON CONFLICT (notice_id) DO UPDATE SET words = excluded.words"
    ),
}
_MATCH = {
    "sqlite": "SELECT notice_id FROM notice_search WHERE notice_search MATCH :query",
    "postgresql": "SELECT notice_id FROM notice_search WHERE words @@ CAST(:query AS tsquery)",
}


def put(connection: Connection, texts: Mapping[str, str]) -> None:
    """Make notices findable by these texts, instead of what they were found by before."""
    if not texts:
        return
    engine = connection.dialect.name
    spell = _spell_fts5 if engine == "sqlite" else _spell_tsvector
    rows = [{"id": name, "words": spell(_cut(content))} for name, content in texts.items()]
    if engine == "sqlite":
        rows = [{**row, "row": _row_number(row["id"])} for row in rows]  # type: ignore[dict-item]
    connection.execute(_PUT[engine].bindparams(bindparam("id", type_=CleanText())), rows)


def matching(connection: Connection, raw: str) -> TextClause | None:
    """A query for the ids of notices that have every word of ``raw``; None when there is no word in it.

    Letters and digits tied together as typed (``AB-100``) must follow each other; a word of letters also finds
    longer ones that begin with it (``heater`` finds ``heaters``, and the other way round).
    """
    phrases = [found for part in raw.split() if (found := _cut(part))]
    if not phrases:
        return None
    engine = connection.dialect.name
    query = _query_fts5(phrases) if engine == "sqlite" else _query_tsquery(phrases)
    return text(_MATCH[engine]).bindparams(bindparam("query", query))


def searchable(notice: Notice, reading: Reading) -> str:
    """What a notice is found by."""
    parts = [notice.title, notice.number, notice.summary, notice.hazard, notice.remedy, notice.incidents]
    for listed in notice.products:
        parts += [listed.brand, listed.name, listed.category, *listed.models, *listed.gtins]
    for product in reading.products:
        parts += [product.brand, product.name, product.category, *product.aliases, *product.brand_aliases]
        for selector in product.selectors:
            parts += [term.value for term in (*selector.models, *selector.aliases, *selector.gtins)]
    parts += [firm.name for firm in notice.firms]
    return "\n".join(part for part in parts if part)


def _cut(content: str) -> list[str]:
    return [word[:_LONGEST_WORD] for word in tokens(content[:_LONGEST_TEXT])]


def _row_number(notice_id: str) -> int:
    # FTS5 replaces by row number only; 63 bits of a digest need no table to look it up in.
    return int.from_bytes(hashlib.blake2b(notice_id.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


def _spell_fts5(found: list[str]) -> str:
    return " ".join(found)


def _spell_tsvector(found: list[str]) -> str:
    return " ".join(f"'{word}':{place}" for place, word in enumerate(found, 1))


def _query_fts5(phrases: list[list[str]]) -> str:
    return " ".join(f'"{" ".join(phrase)}"{" *" if open_ended else ""}' for phrase, open_ended in map(_opened, phrases))


def _query_tsquery(phrases: list[list[str]]) -> str:
    after = "' <-> '"
    return " & ".join(
        f"('{after.join(phrase)}'{':*' if open_ended else ''})" for phrase, open_ended in map(_opened, phrases)
    )


def _opened(phrase: list[str]) -> tuple[list[str], bool]:
    """The phrase, and whether its last word may go on; a plural finds its singular."""
    *before, last = phrase
    if len(last) < 4 or not last.isalpha():
        return phrase, False  # short words and codes stand for themselves: "car" is no "carpet", "AB10" no "AB100"
    plural = len(last) > 4 and last.endswith("s") and not last.endswith("ss")
    return [*before, last[:-1] if plural else last], True
