"""Pure: prose and tables of a notice become products and selectors, every value with its quote."""

from .advice import advise
from .hazard_words import HAZARDS
from .reading import RULES, read

__all__ = ["HAZARDS", "RULES", "advise", "read"]
