"""The page docs/source-list.md: every bundled source with what people should know of it, from its ``SourceInfo``."""

from collections.abc import Iterator, Sequence

from recallwatch.model import SourceInfo
from recallwatch.text.spans import every

_HEAD = """# The list of sources

Each is polled in its own rhythm, and an answer that depends on one that is *stale* says so; `recallwatch sources` shows
how each of them stands. Those not **proven** were never checked against the real service, or not in everything. How to
add one: [sources.md](sources.md#add-a-source).

| id | what | country | language | how | proven |
|---|---|---|---|---|---|"""


def source_list(infos: Sequence[SourceInfo]) -> str:
    """Give the page, sources in the order given."""
    return "\n".join([_HEAD, *map(_row, infos), *(line for info in infos for line in _section(info))]) + "\n"


def _row(info: SourceInfo) -> str:
    proven = "**no**" if info.unproven else "yes"
    link = f"[`{info.id}`](#{info.id})"
    return f"| {link} | {info.title} | {info.country} | {info.language} | {info.kind} | {proven} |"


def _section(info: SourceInfo) -> Iterator[str]:
    rhythm = info.rhythm
    yield from ("", f"## {info.id}", "", f"{info.title}: <{info.homepage}>", "")
    yield (
        f"- Polled every {every(rhythm.every)}; stale after {every(rhythm.stale_after)} without a good answer; "
        f"{every(rhythm.quiet)} without anything new are normal."
    )
    yield f"- Licence: {info.licence}. Attribution: {info.attribution}."
    for label, words in (("", info.notes), ("Known gaps: ", info.gaps), ("**Unproven**: ", info.unproven)):
        if words:
            yield f"- {label}{words}"
