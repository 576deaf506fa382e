"""Pure: prose and tables of a notice become products and selectors, every value with its quote."""

from .reading import RULES, read

__all__ = ["RULES", "read"]
