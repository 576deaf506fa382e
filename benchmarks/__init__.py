"""Measurements: run with ``make eval`` and ``make bench``; they report, they never assert."""
