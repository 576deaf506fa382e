"""Pure: prose and tables of a notice become products and selectors, every value with its quote."""

from .advice import advise, first_step
from .hazard_words import HAZARDS
from .objections import objections, rule_text, stated_text
from .overlay import EARLIER, apply, read_corrected, texts_digest
from .reading import RULES, read

__all__ = [
    "EARLIER",
    "HAZARDS",
    "RULES",
    "advise",
    "apply",
    "first_step",
    "objections",
    "read",
    "read_corrected",
    "rule_text",
    "stated_text",
    "texts_digest",
]
