"""How somebody wants to be told, from the command line."""

import pytest

from recallwatch.errors import UsageError
from tests.cli.test_commands import Shell


def test_what_is_set_is_shown_and_the_rest_stays(shell: Shell) -> None:
    shell.run("items", "add", "power bank", "--owner", "ann@example.org")
    shell.run("owners", "set", "ann@example.org", "--zone", "Europe/Berlin", "--quiet", "22:00-7:00")
    shell.run(
        "owners",
        "set",
        "ann@example.org",
        "--digest",
        "weekly",
        "--digest-day",
        "fri",
        "--digest-at",
        "18:30",
        "--receipts",
    )
    (shown,) = shell.lines("owners", "show", "ann@example.org", "--json")
    assert shown == {
        "owner": "ann@example.org",
        "zone": "Europe/Berlin",
        "quiet": "22:00-07:00",
        "digest": "weekly",
        "digest_at": "18:30",
        "digest_day": "fri",
        "receipts": "monthly",
        "second": "none",
    }
    shell.run("owners", "set", "ann@example.org", "--quiet", "none")
    assert shell.lines("owners", "show", "ann@example.org", "--json")[0]["quiet"] == "none"


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--zone", "Mars/Base", "no time zone"),
        ("--quiet", "22", "written like 22:00-07:00"),
        ("--quiet", "22:00-x", "not a time of day"),
        ("--digest-day", "someday", "not a day of the week"),
    ],
)
def test_a_slip_is_said_in_words(shell: Shell, option: str, value: str, says: str) -> None:
    shell.run("items", "add", "power bank", "--owner", "ann@example.org")
    with pytest.raises(UsageError, match=says):
        shell.run("owners", "set", "ann@example.org", option, value)


def test_a_watch_can_have_a_digest_of_its_own(shell: Shell) -> None:
    shell.run("watches", "add", "Fires", "--owner", "desk@example.org", "--hazard", "fire", "--digest", "daily")
    (shown,) = shell.lines("watches", "list", "--owner", "desk@example.org", "--json")
    assert shown["digest"] == "daily"
