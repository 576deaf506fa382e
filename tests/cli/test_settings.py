"""Wrong settings are said in words that help, and never with a secret in them."""

from pathlib import Path

import pytest

from recallwatch.config import load
from recallwatch.errors import ConfigError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without a settings file."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "url",
    ["postgres://ann:hush@db.example.org/x", "mysql://ann:hu/sh@h", "postgresql://ann:a@hush@h/x", "mysql://hush@h"],
)
def test_a_wrong_database_address_is_said_without_its_password(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("RECALLWATCH_DATABASE_URL", url)
    with pytest.raises(ConfigError, match="RECALLWATCH_DATABASE_URL") as caught:
        load()
    assert "hu" not in str(caught.value)
    assert "***@" in str(caught.value)


@pytest.mark.parametrize("line", ["smtp_password = 4711", 'smtp_pasword = "4711"'])
def test_a_password_is_never_repeated(folder: Path, line: str) -> None:
    (folder / "recallwatch.toml").write_text(line)
    with pytest.raises(ConfigError, match="smtp_pas") as caught:
        load()
    assert "4711" not in str(caught.value)


def test_a_named_settings_file_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECALLWATCH_CONFIG", "/nowhere/recallwatch.toml")
    with pytest.raises(ConfigError, match="no such file"):
        load()


@pytest.mark.parametrize(
    ("text", "read"),
    [("us-cpsc", ("us-cpsc",)), ("a, b,", ("a", "b")), ('["a", "b"]', ("a", "b")), ("", ()), ("[]", ())],
)
def test_a_list_is_written_with_commas_or_as_json(
    monkeypatch: pytest.MonkeyPatch, text: str, read: tuple[str, ...]
) -> None:
    monkeypatch.setenv("RECALLWATCH_SOURCES", text)
    assert load().sources == read


@pytest.mark.parametrize(("name", "text"), [("SOURCES", '["a'), ("FETCH_ORIGINS", "a=b")])
def test_what_cannot_be_read_is_said_with_an_example(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    monkeypatch.setenv(f"RECALLWATCH_{name}", text)
    with pytest.raises(ConfigError, match=rf"RECALLWATCH_{name}\): write .* such as"):
        load()


def test_an_unknown_setting_is_said_with_the_nearest_known(folder: Path) -> None:
    (folder / "recallwatch.toml").write_text("smtp_hots = 'x'\nbogus = 1")
    with pytest.raises(ConfigError) as caught:
        load()
    first, second = caught.value.problems
    assert first.startswith("there is no setting 'smtp_hots'; did you mean smtp_host")
    assert second == "there is no setting 'bogus'"


@pytest.mark.parametrize("key", ["www.cpsc.gov", "https://www.cpsc.gov/Recalls", "ftp://x"])
def test_only_an_origin_can_be_replaced(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("RECALLWATCH_FETCH_ORIGINS", f'{{"{key}": "http://127.0.0.1:1"}}')
    with pytest.raises(ConfigError, match="is no origin"):
        load()
    monkeypatch.setenv("RECALLWATCH_FETCH_ORIGINS", '{"https://www.cpsc.gov": "http://127.0.0.1:1"}')
    assert load().fetch_origins == {"https://www.cpsc.gov": "http://127.0.0.1:1"}


def test_limits_of_mails_are_pairs_with_commas() -> None:
    settings = load(mail_limits="Gmail.com=20/s, yahoo.com=600/m,*=5000/h")
    assert settings.mail_rates == {"gmail.com": (20, 1), "yahoo.com": (600, 60), "*": (5000, 3600)}


@pytest.mark.parametrize("wrong", ["gmail.com", "gmail.com=20", "gmail.com=0/s", "=2/s", "gmail.com=2/y"])
def test_a_limit_of_another_form_is_said_so(wrong: str) -> None:
    with pytest.raises(ConfigError, match=r"write it like gmail.com=20/s"):
        load(mail_limits=wrong)


@pytest.mark.parametrize("wrong", ["bounce", "a+b@example.org", "bounces-of-recalls@example.org", "bounce@"])
def test_a_mailbox_of_bounces_leaves_room_for_its_signature(wrong: str) -> None:
    with pytest.raises(ConfigError, match="short name"):
        load(bounce_address=wrong)
