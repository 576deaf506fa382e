"""Pure: which notices tell of the same event."""
