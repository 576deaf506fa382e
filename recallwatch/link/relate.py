"""Decide how two notices relate, if they do: the kind of relation, how sure, and why in words."""

from math import exp

from recallwatch.model import Kind, Link, LinkType

from .told import Told
from .weigh import Weight, same_brand, weigh

#: Points from which a relation is believed, and why there. A wrong "same event" hides or doubles an alert, so it asks
#: for most; the later types change what is shown, not who is told.
THRESHOLDS = {
    LinkType.SAME_EVENT: 7.0,  # brand, kind of thing and hazard alone make 5.1, on one day 8.1, in one month 6.6
    LinkType.TRANSLATES: 7.0,  # the same bar; the words seldom help, so a code must
    LinkType.SUPERSEDES: 5.0,  # brand, kind of thing, hazard, and hardly a word of the names apart
    LinkType.EXPANDS: 5.0,  # the notice says itself that there is an earlier one; brand, kind and hazard tell which
    LinkType.REANNOUNCES: 5.0,
}

#: Days apart, and points for them, where two authorities speak: joint recalls come out on one day, others follow.
_APART = ((0, 3.0), (7, 2.5), (31, 1.5), (100, 0.5), (200, 0.0), (400, -1.5))
_EDITED, _EDITED_LATE = -1.0, -3.0  # the later page shows when it was edited only: up to 400 days after, and beyond
#: What each day apart costs against rivals, up to so many: of a recall and its announcement again a year later, a page
#: that was edited in between or behind means the nearer.
_RIVAL, _FAR = 1 / 150, 450
_OTHER_MODELS = -3.0  # both list models, and not one of them is the same: held against all but expansions
_EDITED = 1.0  # a page that was edited later: its date says little, so the distance costs no more than this
_ABOUT, _MOST_ABOUT = 1.0, 2.0  # each telling word of the earlier one's name where the notice speaks of it
_DATED = 4.0  # the notice says when the earlier one was published, and it was then
_MISDATED = -3.0  # it says when, and it was not then
_SOON = 400  # days within which a recall follows a warning
_OLD = 0.0003  # each day: of several earlier notices, the last is meant
_NEWS = 3650  # days after which a notice is no more expanded or announced again


def relate(one: Told, two: Told) -> Link | None:
    """How two notices relate; None if nothing, or not enough, says that they do. The same either way round."""
    later, before = sorted((one, two), key=_when, reverse=True)
    weight = weigh(later, before)
    if weight.veto and not weight.proof:
        return None
    if later.source != before.source:
        return _across(later, before, weight)
    return _supersedes(later, before, weight) or _within(later, before, weight) or _translates(later, before, weight)


def _when(side: Told) -> tuple[str, str]:
    return (side.day.isoformat() if side.day else "", side.id)


def _across(later: Told, before: Told, weight: Weight) -> Link | None:
    """Two authorities: one event, unless they speak at quite different times, or of the maker and nothing else.

    Of vehicles, maker, model and month tell nothing: one model is recalled for several things at once.
    """
    if (later.vehicle or before.vehicle) and not weight.proof:
        return None
    days = _days(later, before)
    when = _for_days(later, days)
    if when is None or not (weight.likeness or weight.codes):
        return None
    points = weight.points + when + _OTHER_MODELS * weight.apart
    evidence = (*weight.evidence, *([f"{days} days apart" if days else "on the same day"] if days is not None else []))
    return _believed(LinkType.SAME_EVENT, later, before, points, evidence, behind=min(days or 0, _FAR) * _RIVAL)


def _for_days(later: Told, days: int | None) -> float | None:
    """Points for the distance; None if it is too far."""
    if days is None:
        return 0.0
    points = next((p for most, p in _APART if days <= most), None)
    if later.settled:
        return points
    return _EDITED_LATE if points is None else max(points, _EDITED)


def _within(later: Told, before: Told, weight: Weight) -> Link | None:
    """One authority: only what it says itself ties a notice to an earlier one."""
    days = _days(later, before)
    said = later.earlier
    if said.type is None or days is None or not 0 < days < _NEWS:
        return None
    if not same_brand(later, before) and not weight.codes:
        return None
    points, evidence = weight.points - days * _OLD, [f"it says: {said.words}", *weight.evidence]
    if about := said.about & before.names:
        points += min(_MOST_ABOUT, _ABOUT * len(about))
        evidence.append(f"it speaks of the earlier: {', '.join(sorted(about))}")
    if before.day and said.dated(before.day):
        points += _DATED
        evidence.append(f"it names the date: {before.day.isoformat()}")
    elif any(when.month for when in said.dates) and not weight.named:
        points += _MISDATED
    return _believed(said.type, later, before, points, tuple(evidence))


def _supersedes(later: Told, before: Told, weight: Weight) -> Link | None:
    """A warning about a product, then its recall: advice about a whole kind of product is none."""
    if before.kind is not Kind.WARNING or later.kind is not Kind.RECALL:
        return None
    days = _days(later, before)
    if days is None or days > _SOON or not same_brand(later, before) or not (weight.whole or weight.codes):
        return None
    evidence = ("a warning, then a recall", *weight.evidence)
    return _believed(LinkType.SUPERSEDES, later, before, weight.points + _OTHER_MODELS * weight.apart, evidence)


def _translates(later: Told, before: Told, weight: Weight) -> Link | None:
    """The same authority's words in another language, on the same day."""
    if later.language == before.language or _days(later, before) != 0 or not weight.codes:
        return None
    evidence = (f"in {later.language} and {before.language} on the same day", *weight.evidence)
    return _believed(LinkType.TRANSLATES, later, before, weight.points + _APART[0][1], evidence)


def _days(later: Told, before: Told) -> int | None:
    return (later.day - before.day).days if later.day and before.day else None


def _believed(
    kind: LinkType, later: Told, before: Told, points: float, evidence: tuple[str, ...], *, behind: float = 0.0
) -> Link | None:
    """The link, if the points reach the bar; ``behind`` is what it loses against rivals only."""
    bar = THRESHOLDS[kind]
    if points < bar:
        return None
    score = round(1 / (1 + exp(bar - points - 1)), 2)
    return Link(later.id, before.id, kind, min(score, 0.99), evidence, points=round(points - behind, 3))
