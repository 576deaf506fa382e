"""The one Jinja2 environment: autoescape everywhere but in ``.txt``, undefined names are errors."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from textwrap import TextWrapper

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from recallwatch.text.clean import xml_clean

from .paths import TEMPLATES


def environment(folder: Path = TEMPLATES) -> Environment:
    """Build the environment that pages, mails and feeds are rendered with."""
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(enabled_extensions=("html", "xml"), default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # it looks at every file at every use
    )
    env.filters["xml_clean"] = xml_clean
    env.filters["rfc3339"] = rfc3339
    env.filters["day"] = day
    env.filters["wrapped"] = wrapped
    return env


@lru_cache(maxsize=1024)
def wrapped(text: str, width: int, indent: str = "") -> str:
    """The text on lines of at most ``width`` characters, words kept whole; crowds are told much the same."""
    as_it_is = TextWrapper(
        width, expand_tabs=False, replace_whitespace=False, break_long_words=False, break_on_hyphens=False
    )
    lines = map(as_it_is.wrap, text.splitlines())
    return f"\n{indent}".join(f"\n{indent}".join(line) for line in lines)


def rfc3339(moment: datetime) -> str:
    """``2026-11-23T09:30:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(moment: datetime) -> str:
    """``23 November 2026, 09:30 UTC``, for people."""
    moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
