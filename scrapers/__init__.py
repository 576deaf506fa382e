"""Sources: one pure module each."""
