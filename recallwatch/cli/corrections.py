"""Corrections as an operator writes them: tables of a TOML file, or options of the command."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from recallwatch.errors import UsageError
from recallwatch.model import Act, CodeType, Correction, PartialDate, Rule, Scope

_RULED = (Act.ADD_CODE, Act.REMOVE_CODE)
_COMMON = ("do", "product", "words", "note")
_OF_RULE = ("type", "kind", "from", "to", "values", "order", "part", "models", "url")


def read_file(path: Path) -> tuple[list[Correction], str]:
    """The corrections of a file and its note. Raises ``UsageError`` that names the table at fault."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read as TOML: {error}") from None
    tables, note = content.pop("correction", []), content.pop("note", "")
    if content or not isinstance(note, str) or not isinstance(tables, list):
        raise UsageError(f"{path}: a file holds a note and tables headed [[correction]], nothing else")
    made = []
    for number, table in enumerate(tables, 1):
        try:
            made.append(correction_of(table))
        except ValueError as error:
            raise UsageError(f"{path}, correction {number}: {error}") from None
    return made, note


def correction_of(table: Mapping[str, object]) -> Correction:
    """Read one table. Raises ``ValueError`` that says what is wrong."""
    act = _act(table.get("do"))
    known = (*_COMMON, *_fields(act))
    if unknown := [name for name in table if name not in known]:
        raise ValueError(f"{act} has no {', '.join(unknown)}; it knows {', '.join(known)}")
    product = table.get("product", 0)
    if not isinstance(product, int) or isinstance(product, bool):
        raise ValueError("product must be a number, as recallwatch review show counts them")
    common = {"words": _text(table, "words"), "note": _text(table, "note"), "product": product}
    if act in _RULED:
        return Correction(act, rule=_rule(table), **common)  # type: ignore[arg-type]
    ends = [PartialDate.parse(text) if (text := _text(table, name)) else None for name in ("from", "to")]
    return Correction(act, _text(table, "value"), None, *ends, **common)  # type: ignore[arg-type]


def table_of(correction: Correction) -> dict[str, object]:
    """The table that ``correction_of`` reads; nothing that says nothing."""
    rule = correction.rule
    table: dict[str, object] = {"do": correction.act.value, "value": correction.value}
    table |= {"from": str(correction.first or ""), "to": str(correction.last or "")}
    if rule:
        plain = {"type": rule.type.value, "kind": rule.kind, "from": rule.first, "to": rule.last}
        table |= {**plain, "values": list(rule.values), "part": rule.part, "models": list(rule.models)}
        table |= {"order": rule.order, "url": rule.url}
    table |= {"product": correction.product, "words": correction.words, "note": correction.note}
    return {name: value for name, value in table.items() if value}


def of_options(
    values: Mapping[Act, Sequence[str] | None],
    *,
    ranges: Sequence[str] | None,
    prefixes: Sequence[str] | None,
    scope: Scope | None,
    reviewed: bool,
) -> list[Correction]:
    """The corrections that options stand for; the scope comes after the criteria it is said of."""
    try:
        made = [Correction(act, value) for act, given in values.items() for value in given or ()]
        made += [Correction(Act.ADD_CODE, rule=_range(text)) for text in ranges or ()]
        made += [Correction(Act.ADD_CODE, rule=Rule(CodeType.PREFIX, values=(text,))) for text in prefixes or ()]
    except ValueError as error:
        raise UsageError(str(error)) from None
    made += [Correction(Act.SET_SCOPE, scope.value)] if scope else []
    return [*made, *([Correction(Act.REVIEWED)] if reviewed else [])]


def _range(text: str) -> Rule:
    first, dots, last = text.partition("..")
    if not dots:
        raise ValueError(f"not a range: {text!r}; write it like ZK0100..ZK0200, or ZK0100.. for no end")
    return Rule(CodeType.RANGE, first=first.strip(), last=last.strip())


def _act(given: object) -> Act:
    if not isinstance(given, str) or given not in list(Act):
        raise ValueError(f"do = {given!r} is nothing that can be done; known are {', '.join(Act)}")
    return Act(given)


def _fields(act: Act) -> tuple[str, ...]:
    if act in _RULED:
        return _OF_RULE
    return {Act.SET_MADE: ("from", "to"), Act.REVIEWED: ()}.get(act, ("value",))


def _rule(table: Mapping[str, object]) -> Rule:
    kind = _text(table, "type")
    if kind not in list(CodeType):
        raise ValueError(f"there is no type {kind!r} of rule; known are {', '.join(CodeType)}")
    names = {"kind": "kind", "from": "first", "to": "last", "order": "order", "part": "part", "url": "url"}
    given = {field: text for name, field in names.items() if (text := _text(table, name))}
    return Rule(CodeType(kind), values=_texts(table, "values"), models=_texts(table, "models"), **given)


def _text(table: Mapping[str, object], name: str) -> str:
    return _plain(name, table.get(name, ""))


def _texts(table: Mapping[str, object], name: str) -> tuple[str, ...]:
    given = table.get(name, [])
    if not isinstance(given, list):
        raise ValueError(f"{name} must be a list")
    return tuple(_plain(name, each) for each in given)


def _plain(name: str, value: object) -> str:
    """A text, or what TOML reads of one written without quotation marks."""
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise ValueError(f"{name} must be a text")
    return str(value)
