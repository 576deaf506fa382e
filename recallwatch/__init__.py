"""Knows whether something you own was recalled, tells you once, says why, and reminds you until it is dealt with."""

__version__ = "0.1.0"
