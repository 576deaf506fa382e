"""Knows whether something you own was recalled, tells you once, and says why."""

__version__ = "0.1.0"
