"""The verdict: four axes, each with three answers, joined by one table. Nothing here ever guesses."""

from dataclasses import replace

from recallwatch.model import Ask, Evidence, Item, Kind, Notice, Outcome, Reading, Verdict

from .exclusion import excluded
from .identity import Level, Match, identify
from .question import question
from .time import bought_too_early, long_after
from .unit import Unit, UnitAnswer, unit_of


def judge(item: Item, notice: Notice, reading: Reading, *, revision: int) -> Verdict | None:
    """What this notice means for this item; None when nothing ties them together.

    ``clear`` is given only on proof, ``check`` always carries exactly one question and nothing else does.
    """
    if notice.kind is Kind.CORRECTION:
        return None  # it takes another notice back or mends it; what it says of a product recalls nothing
    matches = identify(item, notice, reading)
    if not matches:
        return None
    best = max(matches, key=lambda m: (m.level, not m.doubt, m.specific))
    identity = best.evidence
    ruled_out = excluded(item, notice, reading)
    if ruled_out:
        return Verdict(notice.id, revision, Outcome.CLEAR, (identity, ruled_out))
    early = bought_too_early(item, reading, matches)
    if early:
        sure = best.level >= Level.NAME
        return Verdict(notice.id, revision, Outcome.CLEAR, (identity, early)) if sure else None
    if best.level in (Level.KIND, Level.LINE) and long_after(item, notice, reading):
        return None
    unit = unit_of(item, matches, notice, reading)
    if reading.unsure and unit.unit in (Unit.IN, Unit.ALL):
        unit = replace(unit, unit=Unit.UNKNOWN, ask=Ask.CONDITION)  # what was read may be wrong: a person must compare
    listed = any(s.models or s.model_patterns for p in reading.products for s in p.selectors)
    outcome = decide(best, unit, listed=listed)
    if outcome is None:
        return None
    evidence: tuple[Evidence, ...] = (identity, *unit.evidence)
    if outcome is not Outcome.CHECK:
        return Verdict(notice.id, revision, outcome, evidence)
    asked = question(best, unit, serial_given=bool(item.serial), listed=listed)
    return Verdict(notice.id, revision, outcome, evidence, asked)


def decide(match: Match, unit: UnitAnswer, *, listed: bool) -> Outcome | None:
    """The table. ``listed``: the notice lists models, so a name alone leaves the model open."""
    if unit.unit is Unit.OUT:
        return Outcome.CLEAR if unit.complete and match.level > Level.KIND and not match.doubt else None
    inside = unit.unit is Unit.IN
    if match.level is Level.HOST and inside and unit.selective and not match.doubt:
        return Outcome.LIKELY  # a code that few others have says more than how the notice came to name the model
    if match.doubt or match.level in (Level.HOST, Level.KIND) or unit.unit is Unit.UNKNOWN:
        return Outcome.CHECK
    match match.level:
        case Level.EXACT:
            return Outcome.AFFECTED
        case Level.VARIANT:
            return Outcome.AFFECTED if inside and unit.selective else Outcome.LIKELY
        case Level.NAME if not listed:
            if inside or (match.specific and not match.plain):
                return Outcome.AFFECTED
            return Outcome.LIKELY if match.specific else Outcome.CHECK
        case Level.NAME:
            return Outcome.LIKELY if inside or match.specific else Outcome.CHECK
        case _ if not listed:
            return Outcome.AFFECTED if inside else Outcome.LIKELY if match.specific else Outcome.CHECK
        case _:
            return Outcome.LIKELY if inside else Outcome.CHECK
