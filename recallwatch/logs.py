"""Log lines with fields, to standard error only: standard output belongs to what was asked for.

Every line, of ours and of the libraries', loses secrets and people's addresses on its way (``redaction``).
"""

import io
import logging
import sys
from typing import Any, TextIO, cast

import structlog

from .redaction import redact


class _Stderr(io.TextIOBase):
    """Standard error as it is when a line is written: whoever runs commands one after another may exchange it."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


_STDERR = _Stderr()
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def configure(form: str = "auto", level: str = "info") -> None:
    """Set up logging; ``form`` is ``text``, ``json`` or ``auto`` (readable in a terminal, JSON elsewhere)."""
    structlog.configure(
        processors=[*_prepared(), _renderer(form)],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(file=cast("TextIO", _STDERR)),
    )
    handler = logging.StreamHandler(_STDERR)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, _renderer(form)],
            foreign_pre_chain=_prepared(),
        )
    )
    # Libraries speak only when something is wrong; what they say at ease is not about recalls.
    logging.basicConfig(handlers=[handler], level=max(_LEVELS[level], logging.WARNING), force=True)


def _prepared() -> list[Any]:
    return [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]


def _renderer(form: str) -> Any:  # noqa: ANN401 - one of structlog's renderers
    readable = sys.stderr.isatty() if form == "auto" else form == "text"
    return structlog.dev.ConsoleRenderer() if readable else structlog.processors.JSONRenderer(ensure_ascii=False)
