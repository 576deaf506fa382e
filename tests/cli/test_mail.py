"""``recallwatch mail preview``: every mail with sample data, and nothing is sent."""

from pathlib import Path

import pytest

from recallwatch.cli.gallery import paint
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


def test_the_gallery_says_what_to_install_where_there_is_no_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="apt-get install chromium"):
        paint(tmp_path / "gallery", ["alert"])


@pytest.mark.slow
def test_the_gallery_paints_each_mail_in_three_shapes(shell: Shell) -> None:
    browser = Path("/usr/bin/chromium")
    if not browser.exists():
        pytest.skip("no Chromium here: the gallery cannot be painted")
    pictures = paint(shell.folder / "gallery", ["sign-in"])
    assert [picture.name for picture in pictures] == ["sign-in-light.png", "sign-in-dark.png", "sign-in-narrow.png"]
    assert len({picture.read_bytes() for picture in pictures}) == 3
