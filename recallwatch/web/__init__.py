"""Pages and feeds: they read, and hand what people type to the flow. ``create_app`` lives in ``app``.

Nothing is imported here, so that the command line does not load FastAPI before it needs it.
"""
