"""The rules of this folder read English; of a text in another language only the source's own fields are believed."""

from recallwatch.model import Notice

from .quotes import Part


def in_english(notice: Notice) -> bool:
    """Whether the prose of a notice can be read."""
    return notice.language.partition("-")[0] in ("", "en")


def readable(notice: Notice, parts: dict[str, Part]) -> dict[str, Part]:
    """The parts whose words may be taken for what English rules take them for: all, or none."""
    return parts if in_english(notice) else {}
