"""A plug-in that breaks when it is imported."""

raise ZeroDivisionError("a plug-in may raise anything")
