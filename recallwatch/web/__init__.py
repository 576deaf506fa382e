"""Pages and feeds: everything works without script."""
