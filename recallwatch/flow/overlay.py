"""Operators correct what was understood of a notice; what they say outlives every new derivation.

notice, overlay so far + corrections -> next overlay -> reading (rules, then overlay)
        -> ONE transaction: overlay, reading, keys, links, a match job (verdicts that change alert)
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from recallwatch.errors import UsageError
from recallwatch.extract import objections, read_corrected, texts_digest
from recallwatch.model import Act, Correction, Overlay, Reading, Record
from recallwatch.ports import MatchJob, Unit

from .linking import relink
from .understand import keys_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A change to what is corrected, not yet kept: the notice as it stands, and its reading afterwards."""

    record: Record
    overlay: Overlay
    reading: Reading


def correct(
    unit: Unit,
    notice_id: str,
    corrections: Sequence[Correction],
    *,
    by: str,
    at: datetime,
    note: str = "",
    force: bool = False,
) -> Draft:
    """Draft corrections beside those that stand. Raises ``UsageError`` that lists what speaks against them."""
    record = _record(unit, notice_id)
    given = tuple(replace(c, note=note) if note and not c.note else c for c in corrections)
    if problems := objections(record.notice, record.reading, given, force=force):
        raise UsageError("\n".join(problems))
    before = unit.overlays.history(notice_id)
    kept = [c for c in standing(before) if _bare(c) not in map(_bare, given)]
    overlay = Overlay(notice_id, len(before) + 1, (*kept, *given), by, at, _digest(record, before, given), note)
    return _draft(record, overlay)


def undo(unit: Unit, notice_id: str, *, by: str, at: datetime) -> Draft:
    """Draft taking the last corrections back, to what stood before them; done again, it goes back further."""
    record = _record(unit, notice_id)
    history = unit.overlays.history(notice_id)
    made = in_force(history)
    if not made:
        raise UsageError(f"nothing is corrected in {notice_id}, so there is nothing to take back")
    back = made[-2] if len(made) > 1 else replace(made[-1], corrections=())
    overlay = replace(back, number=len(history) + 1, by=by, at=at, note="", undo=True)
    return _draft(record, overlay)


def save(unit: Unit, draft: Draft) -> None:
    """Keep a draft; the notice is derived again, and compared again when its match job is worked off."""
    notice = draft.record.notice
    unit.overlays.add(draft.overlay)
    unit.notices.replace_readings({notice.id: draft.reading})
    unit.keys.set_notice_keys({notice.id: keys_of(notice, draft.reading)})
    moved = unit.notices.heads({notice.id, *relink(unit, [notice.id], at=draft.overlay.at)})
    unit.jobs.add([MatchJob(head.notice_id, head.number, silent=False, watches=False) for head in moved.values()])


def standing(history: Sequence[Overlay]) -> tuple[Correction, ...]:
    """The corrections that hold."""
    return history[-1].corrections if history else ()


def in_force(history: Sequence[Overlay]) -> list[Overlay]:
    """The changes that were not taken back, oldest first."""
    made: list[Overlay] = []
    for overlay in history:
        if overlay.undo:
            made.pop()
        else:
            made.append(overlay)
    return made


def _record(unit: Unit, notice_id: str) -> Record:
    record = unit.notices.get(notice_id)
    if record is None:
        raise UsageError(f"there is no notice {notice_id!r}; recallwatch notices lists them")
    return record


def _draft(record: Record, overlay: Overlay) -> Draft:
    return Draft(record, overlay, read_corrected(record.notice, overlay))


def _digest(record: Record, before: Sequence[Overlay], given: Sequence[Correction]) -> str:
    """Of the text the corrections were made for: older ones stay so until somebody says that they looked."""
    looked = any(c.act is Act.REVIEWED for c in given)
    return texts_digest(record.notice) if looked or not standing(before) else before[-1].digest


def _bare(correction: Correction) -> Correction:
    return replace(correction, note="", words="")
