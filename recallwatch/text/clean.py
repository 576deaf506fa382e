"""What must never reach a database or an XML feed: NUL, control characters, lone surrogates."""

import re

# C0 except tab, LF, CR; C1; surrogates; the two noncharacters XML 1.0 forbids (XML 1.0 section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Drop characters that no engine or format keeps (PostgreSQL refuses NUL, SQLite stops at it)."""
    return _FORBIDDEN.sub("", text)


def xml_clean(text: object) -> str:
    """Make any value safe inside XML 1.0; escaping is the template's work."""
    return clean(str(text))
