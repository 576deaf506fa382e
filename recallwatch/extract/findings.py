"""What the scanners find in a text: values and ranges of one kind, each with its quote."""

from dataclasses import dataclass

from recallwatch.model import CodeType, Quote

from .cues import Kind


@dataclass(frozen=True, slots=True)
class Finding:
    """One value, range or pattern. ``group`` numbers the run of models that stands beside a code (0: none)."""

    kind: Kind
    type: CodeType
    quote: Quote
    values: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    part: str = ""
    order: str = ""
    group: int = 0
