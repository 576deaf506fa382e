"""What speaks against a correction before it is kept: a slip of the finger would tell owners something wrong."""

from collections.abc import Iterator, Sequence

from recallwatch.model import Act, Code, CodeType, Correction, Notice, Reading, Rule, Selector, Term
from recallwatch.text.fold import code_key
from recallwatch.text.gtin import read_gtin

from .overlay import rule_key
from .stated import find_stated

#: Acts whose value an owner is told as a fact of the notice.
_STATING = (
    Act.ADD_MODEL,
    Act.ADD_EXCLUDED_MODEL,
    Act.ADD_ALIAS,
    Act.ADD_GTIN,
    Act.ADD_CODE,
    Act.SET_BRAND,
    Act.ADD_BRAND_ALIAS,
    Act.ADD_PRODUCT_NAME,
)
_REMOVED_FROM = {Act.REMOVE_MODEL: "models", Act.REMOVE_EXCLUDED_MODEL: "excluded_models"}


def objections(notice: Notice, reading: Reading, corrections: Sequence[Correction], *, force: bool) -> list[str]:
    """Everything that is wrong, each with what to do; ``force`` takes what the notice does not say on trust."""
    if not corrections:
        return ["there is nothing to correct; say what, for example --add-model A1263, or --reviewed if all is right"]
    return [problem for correction in corrections for problem in _against(notice, reading, correction, force=force)]


def _against(notice: Notice, reading: Reading, correction: Correction, *, force: bool) -> Iterator[str]:
    act, value = correction.act, correction.value
    if correction.product > max(1, len(reading.products)):
        yield f"there is no product {correction.product}; this notice has {len(reading.products)}"
    if act is Act.ADD_GTIN and read_gtin(value) is None:
        yield f"{value!r} is no barcode number: its length or its check digit is wrong; look again"
    if act in (Act.ADD_MODEL, Act.ADD_EXCLUDED_MODEL, Act.ADD_ALIAS) and not code_key(value):
        yield f"{value!r} has no letter or digit"
    if act in _REMOVED_FROM:
        yield from _missing(value, _terms(reading, _REMOVED_FROM[act]))
    if act is Act.REMOVE_CODE and correction.rule and rule_key(correction.rule) not in map(rule_key, _codes(reading)):
        yield f"no such rule on codes to remove; understood are: {'; '.join(map(rule_text, _codes(reading))) or 'none'}"
    if _says_what_the_notice_does_not(notice, correction) and not (force or correction.note):
        yield (
            f"the notice does not say {correction.words or stated_text(correction)!r}; look again, or give the reason "
            "with --note TEXT (owners may read it), or take it without one with --force"
        )


def _says_what_the_notice_does_not(notice: Notice, correction: Correction) -> bool:
    ends = correction.act is Act.SET_MADE and (correction.first or correction.last)
    lookup = correction.rule is not None and correction.rule.type is CodeType.LOOKUP and not correction.words
    stating = (correction.act in _STATING or bool(ends)) and not lookup
    return (stating or bool(correction.words)) and find_stated(correction, notice) is None


def _missing(value: str, known: Sequence[Term]) -> Iterator[str]:
    if code_key(value) not in {code_key(term.value) for term in known}:
        yield f"there is no {value!r} to remove; understood are: {', '.join(t.value for t in known) or 'none'}"


def stated_text(correction: Correction) -> str:
    """What a correction is about, in few words."""
    if correction.rule:
        return rule_text(correction.rule)
    ends = [str(end) if end else "" for end in (correction.first, correction.last)]
    return "..".join(ends) if any(ends) else correction.value


def rule_text(rule: Code | Rule) -> str:
    """A criterion on codes in few words: ``serial range ZK0100..ZK0200``."""
    ends = [f"{rule.first}..{rule.last}" if rule.type is CodeType.RANGE else rule.first]
    return " ".join(filter(None, (rule.kind, rule.type.value, rule.part, *ends, ", ".join(rule.values))))


def _terms(reading: Reading, field: str) -> list[Term]:
    return [term for selector in _selectors(reading) for term in getattr(selector, field)]


def _codes(reading: Reading) -> list[Code]:
    return list(dict.fromkeys(code for s in _selectors(reading) for code in (*s.serials, *s.lots)))


def _selectors(reading: Reading) -> Iterator[Selector]:
    return (selector for product in reading.products for selector in product.selectors)
