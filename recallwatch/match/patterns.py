"""Does a model belong to a printed family: a beginning, a range, a pattern with wildcards?"""

from recallwatch.model import Code, CodeType, Pattern, PatternKind
from recallwatch.text.codes import contains, in_range

from .models import code_key


def fits_pattern(key: str, pattern: Pattern) -> bool:
    """Whether a folded model is one of the family."""
    match pattern.kind:
        case PatternKind.PREFIX:
            prefix = code_key(pattern.value)
            return bool(prefix) and key.startswith(prefix)
        case PatternKind.RANGE:
            first, _, last = pattern.value.partition("..")
            return in_range(key, first, last) is True
        case PatternKind.WILDCARD:
            code = Code(CodeType.WILDCARD, "model", pattern.quote, first=pattern.value)
            return contains(code, key) is True
