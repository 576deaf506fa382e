"""Changing the key under which secrets stand in the database."""

from pathlib import Path

import pytest

from recallwatch.errors import UsageError
from recallwatch.tokens import new_key

from .test_commands import Shell

_ADD = ("channels", "add-webhook", "https://hooks.example.org/x", "--owner", "ann@example.org")


def test_keys_are_changed_without_losing_a_secret(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = shell.run(*_ADD).stdout.split()[-1]
    monkeypatch.setenv("RECALLWATCH_SECRET_KEYS", shell.run("secrets", "new-key").stdout.strip())
    assert shell.run("secrets", "rotate").stdout == "1 secrets were encrypted anew\n"
    assert shell.run("secrets", "rotate").stdout == "0 secrets were encrypted anew\n"
    kept = b"".join(path.read_bytes() for path in Path(shell.folder, "data").glob("recallwatch.db*"))
    assert b"hooks.example.org" in kept
    assert secret.encode() not in kept


def test_a_lost_key_is_said(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.run(*_ADD)
    Path(shell.folder, "data", "secret.key").unlink()
    monkeypatch.setenv("RECALLWATCH_SECRET_KEYS", new_key())
    with pytest.raises(UsageError, match="1 secrets cannot be opened"):
        shell.run("secrets", "rotate")
    assert "1 secrets of channels cannot be opened" in shell.run("doctor").stdout
