"""Webhooks from the command line: chosen, rotated, tried, sent again."""

import pytest
from pytest_httpserver import HTTPServer

from recallwatch.errors import UsageError

from .test_commands import Shell

_ANN = ("--owner", "ann@example.org")


def _add(shell: Shell, url: str = "https://hooks.example.org/x", *more: str) -> tuple[str, str]:
    """Add a webhook; its id and the key that was printed."""
    words = shell.run("channels", "add-webhook", url, *_ANN, *more).stdout.split()
    return words[0], words[-1]


def test_what_a_webhook_takes_is_kept(shell: Shell) -> None:
    id_, _ = _add(shell)
    options = ("--types", "alert.created, alert.updated", "--countries", "US", "--per-minute", "30")
    assert shell.run("webhooks", "set", id_, *_ANN, *options).exit_code == 0
    [row] = shell.lines("webhooks", "list", *_ANN, "--json")
    assert (row["types"], row["countries"], row["hazards"]) == ("alert.created,alert.updated", "US", "")
    assert (row["per_minute"], row["state"]) == (30, "on")


@pytest.mark.parametrize(
    ("option", "says"),
    [
        (("--types", "alert.creatd"), "alert.created"),
        (("--hazards", "boredom"), "no hazard"),
        (("--verdicts", "perhaps"), "affected"),
        (("--countries", "usa"), "ISO 3166"),
        (("--per-minute", "-1"), "0 is no limit"),
    ],
)
def test_what_cannot_be_chosen_is_said(shell: Shell, option: tuple[str, str], says: str) -> None:
    id_, _ = _add(shell)
    with pytest.raises(UsageError, match=says):
        shell.run("webhooks", "set", id_, *_ANN, *option)


def test_a_new_secret_is_printed_and_a_private_key_never_is(shell: Shell) -> None:
    id_, first = _add(shell)
    second = shell.run("webhooks", "rotate", id_, *_ANN).stdout.strip()
    third = shell.run("webhooks", "rotate", id_, *_ANN, "--asymmetric", "--overlap", "0").stdout.strip()
    assert [key.partition("_")[0] for key in (first, second, third)] == ["whsec", "whsec", "whpk"]
    assert first != second
    assert _add(shell, "https://hooks.example.org/y", "--asymmetric")[1].startswith("whpk_")
    with pytest.raises(UsageError, match="0 to 7 days"):
        shell.run("webhooks", "rotate", id_, *_ANN, "--overlap", "169")


def test_a_test_is_posted_at_once_and_its_answer_shown(
    shell: Shell, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECALLWATCH_WEBHOOK_ALLOW", f"{httpserver.host}:{httpserver.port}")
    httpserver.expect_ordered_request("/hook").respond_with_data(status=204)
    httpserver.expect_ordered_request("/hook").respond_with_data("no such tenant", status=404)
    id_, _ = _add(shell, httpserver.url_for("/hook"))
    assert shell.run("webhooks", "test", id_, *_ANN).stdout == "HTTP 204\n"
    refused = shell.run("webhooks", "test", id_, *_ANN)
    assert (refused.exit_code, "no such tenant" in refused.stderr) == (1, True)
    event = httpserver.log[0][0].get_json()
    assert (event["type"], event["data"]["endpoint"]["id"]) == ("endpoint.test", id_)


def test_sending_again_reaches_back_30_days(shell: Shell) -> None:
    id_, _ = _add(shell)
    with pytest.raises(UsageError, match="30 days"):
        shell.run("webhooks", "replay", id_, *_ANN, "--since", "2020-01-01")
    with pytest.raises(UsageError, match="no webhook"):
        shell.run("webhooks", "test", "nothing", *_ANN)
