"""What one thing asked about is answered to a program."""

from collections.abc import Sequence

from recallwatch.extract import first_step
from recallwatch.match import hit_line
from recallwatch.model import Item, Record, Verdict
from recallwatch.model.lines import rfc3339
from recallwatch.text.misread import misread

from .freshness import Freshness


def answer(ref: object, item: Item, hits: Sequence[tuple[Record, Verdict]], known: Freshness) -> dict[str, object]:
    """The hits, how current they are, and what cannot be right about the numbers that were given."""
    as_of = {source: rfc3339(at) for source, at in known.as_of.items()}
    given = {"ref": ref, "hits": [hit(*pair) for pair in hits], "as_of": as_of, "stale": list(known.stale)}
    notes = misread(gtin=item.gtin, vin=item.vin)
    return given | ({"notes": notes} if notes else {})


def hit(record: Record, verdict: Verdict) -> dict[str, object]:
    """One notice that has something to say, with the reasons and the first thing to do."""
    action = first_step(record.notice, record.reading)
    return hit_line(verdict, record.notice, record.case_id, action=action)
