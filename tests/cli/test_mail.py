"""``recallwatch mail preview``: every mail with sample data, and nothing is sent."""

import pytest

from recallwatch.demo.samples import kinds
from recallwatch.errors import UsageError

from .test_commands import Shell


def test_without_a_name_the_names_are_listed(shell: Shell) -> None:
    assert shell.run("mail", "preview").stdout.splitlines() == kinds()


@pytest.mark.parametrize("kind", kinds())
def test_every_mail_can_be_seen_both_ways(shell: Shell, kind: str) -> None:
    text = shell.run("mail", "preview", kind).stdout
    assert text.startswith("From: recallwatch <recallwatch@localhost>\nTo: ann@example.org\nSubject: ")
    html = shell.run("mail", "preview", kind, "--html").stdout
    assert html.startswith("<!DOCTYPE html>")
    for remote in ("<img", "<link", "<script", "url(", "@import"):
        assert remote not in html


def test_the_text_can_be_seen_alone(shell: Shell) -> None:
    assert shell.run("mail", "preview", "cleared", "--text").stdout.startswith("Your Voltano PowerBrick 10000 is not")


def test_a_preview_leaves_nothing_behind(shell: Shell) -> None:
    shell.run("mail", "preview", "alert")
    assert list(shell.folder.iterdir()) == []


def test_an_unknown_mail_is_said_so(shell: Shell) -> None:
    with pytest.raises(UsageError, match="no mail called 'x'; known are alert, "):
        shell.run("mail", "preview", "x")
