"""Alembic's entry: run the migrations in the transaction that was handed in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
