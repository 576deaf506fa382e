"""Pure: prose and tables of a notice become products and selectors, every value with its quote."""

from .advice import advise
from .reading import RULES, read

__all__ = ["RULES", "advise", "read"]
