"""Which fields the notices of an answer fill: a field that nearly all had and none has any more is a renamed key."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from recallwatch.model import ListedProduct, Notice, Shape

#: A field that this share of notices had is one we live on.
_NEARLY_ALL = 0.9
#: In fewer notices a field may be missing by chance.
_ENOUGH = 3
#: How much the newest answer weighs against all before it.
_NEWEST = 0.2

#: Present in every notice, or never a sign of anything.
_UNTOLD = frozenset({"source", "number", "kind", "status", "language", "extra", "payload", "products"})
_OF_NOTICE = tuple(f.name for f in fields(Notice) if f.name not in _UNTOLD)
_OF_PRODUCT = tuple(f.name for f in fields(ListedProduct))


def fills(notices: Sequence[Notice]) -> dict[str, float]:
    """The share of notices that have each field, 0 to 1; of products ``products.models`` and the like."""
    shares = {name: sum(bool(getattr(n, name)) for n in notices) for name in _OF_NOTICE}
    for name in _OF_PRODUCT:
        shares[f"products.{name}"] = sum(any(getattr(p, name) for p in n.products) for n in notices)
    return {name: round(count / len(notices), 4) for name, count in shares.items() if count}


def judge_fills(notices: Sequence[Notice], shape: Shape | None) -> list[str]:
    """Name the fields that nearly every notice had before and none has now."""
    if shape is None or len(notices) < _ENOUGH:
        return []
    now = fills(notices)
    lost = [name for name, share in sorted(shape.fills.items()) if share >= _NEARLY_ALL and name not in now]
    return [f"no notice has {', '.join(lost)} any more, which nearly all had"] if lost else []


def learn(shape: Shape | None, notices: Sequence[Notice], *, known: int, now: datetime) -> Shape:
    """The shape after one more good answer, of whose notices ``known`` were known before."""
    if not notices:
        return Shape(now, 0, shape.fills, shape.known) if shape else Shape(now, 0)
    new, share = fills(notices), round(known / len(notices), 4)
    if shape is None or not shape.fills:
        return Shape(now, len(notices), new, share)
    names = sorted(new.keys() | shape.fills.keys())
    mixed = {name: _mix(shape.fills.get(name, 0.0), new.get(name, 0.0)) for name in names}
    return Shape(now, len(notices), mixed, _mix(shape.known, share))


def _mix(before: float, now: float) -> float:
    return round((1 - _NEWEST) * before + _NEWEST * now, 4)
