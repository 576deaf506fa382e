"""Model values to canonical JSON and back: sorted keys, no ASCII escapes, fields at their default left out.

A field left out comes back as the default of the day, so changing a default of a class kept in a store needs a
migration of what is stored.
"""

import json
from collections.abc import Hashable
from dataclasses import is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from .criteria import Reading
from .endpoint import EVERYTHING, Wants
from .notice import Notice
from .overlay import Correction
from .profile import Profile
from .revision import Change
from .source import Validator
from .verdict import Verdict

_NOTICE = TypeAdapter(Notice)
_READING = TypeAdapter(Reading)
_VERDICT = TypeAdapter(Verdict)
_CHANGES = TypeAdapter(tuple[Change, ...])
_CORRECTIONS = TypeAdapter(tuple[Correction, ...])
_WANTS = TypeAdapter(Wants)
_SENT = TypeAdapter(tuple[tuple[datetime, int], ...])
_STRINGS = TypeAdapter(tuple[str, ...])
_PAIRS = TypeAdapter(tuple[tuple[str, str], ...])
_VALIDATORS = TypeAdapter(dict[str, Validator])
_PROFILE = TypeAdapter(Profile)


def dump(value: object) -> str:
    """Write a model value, or a tuple or dict of them, as canonical JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain_notice(notice: Notice) -> dict[str, Any]:
    """A notice as dicts, tuples, texts and numbers: what ``dataclasses.asdict`` gives, in a tenth of its time."""
    return cast("dict[str, Any]", _NOTICE.dump_python(notice))


def load_notice(text: str) -> Notice:
    """Read a notice."""
    return _NOTICE.validate_json(text)


def load_reading(text: str) -> Reading:
    """Read a reading."""
    return _READING.validate_json(text)


def load_verdict(text: str) -> Verdict:
    """Read a verdict."""
    return _VERDICT.validate_json(text)


def load_wants(text: str) -> Wants:
    """Read what a webhook takes; what was never said is everything."""
    return _WANTS.validate_json(text) if text else EVERYTHING


def load_sent(text: str) -> tuple[tuple[datetime, int], ...]:
    """Read how many messages went out when; nothing where no limit was ever set."""
    return _SENT.validate_json(text) if text else ()


def load_changes(text: str) -> tuple[Change, ...]:
    """Read the changes of a revision."""
    return _CHANGES.validate_json(text)


def load_corrections(text: str) -> tuple[Correction, ...]:
    """Read the corrections of an overlay."""
    return _CORRECTIONS.validate_json(text)


def load_strings(text: str) -> tuple[str, ...]:
    """Read a tuple of strings."""
    return _STRINGS.validate_json(text)


def load_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Read name and value pairs, such as headers."""
    return _PAIRS.validate_json(text)


def load_validators(text: str) -> dict[str, Validator]:
    """Read validators by URL."""
    return _VALIDATORS.validate_json(text)


def load_profile(text: str) -> Profile:
    """Read what was learned of a source."""
    return _PROFILE.validate_json(text)


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("type[Any]", kind))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        return _adapter(cast("Hashable", type(value))).dump_python(value, mode="json", exclude_defaults=True)
    return value
