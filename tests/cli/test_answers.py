"""Dealing with a case from the command line."""

import pytest

from recallwatch.errors import UsageError
from tests.cli.test_commands import Shell

_ANN = ("--owner", "ann@example.org")
_NOTICE = ("--notice", "us-cpsc:26001")


def _item(shell: Shell) -> str:
    shell.publish()
    shell.run("items", "add", "voltique power bank", "--model", "VQ500", *_ANN)
    return str(shell.lines("items", "list", *_ANN, "--json")[0]["id"])


def test_an_answer_is_kept_and_listed(shell: Shell) -> None:
    item = _item(shell)
    assert shell.run("items", "answer", item, *_ANN, *_NOTICE, "--state", "done", "--how", "returned").exit_code == 0
    (row,) = shell.lines("items", "list", *_ANN, "--json")
    assert (row["verdict"], row["answer"]) == ("affected", "done")


def test_a_fact_about_the_item_is_judged_at_once(shell: Shell) -> None:
    answered = shell.run("items", "answer", _item(shell), *_ANN, "--model", "VQ510")
    assert "affected" not in answered.stdout
    (row,) = shell.lines("items", "list", *_ANN, "--json")
    assert row["model"] == "VQ510"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "say what the answer is"),
        (("--state", "done"), "say of which notice"),
        (("--bought", "lately"), "write when it was bought"),
        (("--state", "snoozed", *_NOTICE), "a day until which it lasts"),
    ],
)
def test_a_slip_is_said_in_words(shell: Shell, options: tuple[str, ...], says: str) -> None:
    item = _item(shell)
    with pytest.raises(UsageError, match=says):
        shell.run("items", "answer", item, *_ANN, *options)
