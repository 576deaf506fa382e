"""Pure: keys of items and notices, verdicts, explanations."""
