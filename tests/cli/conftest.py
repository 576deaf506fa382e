"""A data folder of its own for every test of a command."""

from tests.cli.test_commands import shell

__all__ = ["shell"]
