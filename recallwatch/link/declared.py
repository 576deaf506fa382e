"""Links a notice states itself: by address, by number, or in words that must single out one earlier notice."""

from collections.abc import Mapping, Sequence

from recallwatch.model import DeclaredLink, Link, LinkType, Notice

from .words import earlier_in_words


def declared(notice: Notice, *, by_url: Mapping[str, str], recent: Sequence[Notice]) -> list[Link]:
    """The links a notice declares; a tie whose target is not known, or not clear, gives none.

    ``by_url`` gives the ids of notices by address; ``recent`` are notices of the same source to look in.
    """
    links = [link for tie in notice.declared if (link := _link(notice, tie, by_url, recent))]
    return list({(link.to_id, link.type): link for link in links}.values())


def _link(notice: Notice, tie: DeclaredLink, by_url: Mapping[str, str], recent: Sequence[Notice]) -> Link | None:
    if tie.type not in set(LinkType):
        return None
    kind = LinkType(tie.type)
    if tie.target in by_url:
        return _made(notice, by_url[tie.target], kind, score=1.0, why=(f"declared: {tie.target}",))
    if "://" in tie.target:
        return None
    if tie.target:
        return _made(notice, tie.target, kind, score=1.0, why=(f"declared: {tie.words or tie.target}",))
    found = earlier_in_words(notice, tie.words, recent)
    if not found:
        return None
    why = (f"declared: {tie.words}", f"the same words: {', '.join(found.shared)}")
    return _made(notice, found.notice.id, kind, score=found.score, why=why)


def _made(notice: Notice, target: str, kind: LinkType, *, score: float, why: tuple[str, ...]) -> Link | None:
    return Link(notice.id, target, kind, score, why) if target != notice.id else None
