"""``recallwatch links`` as an operator types it."""

import json

import pytest

from tests.cli.test_commands import _ROW, Shell

_AGAIN = _ROW | {
    "RecallNumber": "26200",
    "RecallDate": "2026-11-23T00:00:00",
    "Title": "Voltique Reannounces Recall of Power Banks Due to Fire Hazard",
    "URL": "https://www.cpsc.gov/Recalls/2027/Voltique-again",
}
_ONE, _TWO = "us-cpsc:26200", "us-cpsc:26001"


@pytest.fixture
def linked(shell: Shell) -> Shell:
    """A recall, and its announcement again."""
    shell.publish(_ROW, _AGAIN)
    return shell


def test_a_link_is_shown_with_its_reasons(linked: Shell) -> None:
    shown = linked.run("links", "show", _TWO).stdout
    assert f"{_ONE} announces again {_TWO}" in shown
    assert "- it says: Reannounc" in shown
    assert "- the same models: vq500" in shown
    (row,) = linked.lines("links", "show", _ONE, "--jsonl")
    assert (row["from"], row["type"], row["decided_by"], row["state"]) == (_ONE, "reannounces", "rule", "active")


def test_a_case_is_shown_by_its_notices(linked: Shell) -> None:
    linked.run("links", "add", _ONE, _TWO, "same_event", "--by", "bob", "--note", "one campaign")
    (case,) = linked.lines("cases", "--jsonl")
    assert case["notices"] == [_TWO, _ONE]
    assert [(k["type"], k["decided_by"], k["evidence"]) for k in case["links"]] == [
        ("same_event", "operator", ["one campaign"])
    ]
    assert "one campaign" in linked.run("links", "show", case["case"]).stdout


def test_what_is_taken_back_stays_so_and_is_told_in_the_log(linked: Shell) -> None:
    linked.run("links", "undo", _TWO, _ONE, "--by", "bob", "--note", "two plants")
    linked.publish(_ROW, _AGAIN | {"Description": f"{_AGAIN['Description']} Stop using it."})
    assert [case["links"] for case in linked.lines("cases", "--jsonl")] == [[], []]
    assert "taken back" in linked.run("links", "show", _ONE).stdout
    log = linked.lines("links", "log", "--jsonl")
    assert [(row["did"], row["by"], row["note"]) for row in log] == [
        ("undone", "bob", "two plants"),
        ("added", "rule", ""),
    ]
    assert f"by bob: {_ONE} announces again {_TWO} (two plants)" in linked.run("links", "log", _ONE).stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["show", "us-cpsc:1"], "there is no notice and no case 'us-cpsc:1'"),
        (["undo", _ONE, "us-cpsc:1"], "nothing links us-cpsc:1 and us-cpsc:26200"),
        (["add", _ONE, "us-cpsc:1", "expands"], "there is no notice 'us-cpsc:1'"),
    ],
)
def test_what_is_not_there_is_said(linked: Shell, args: list[str], says: str) -> None:
    with pytest.raises(Exception, match=says):
        linked.run("links", *args)


def test_a_notice_says_its_links(linked: Shell) -> None:
    rows = linked.run("notices", "--jsonl", "--id", _TWO).stdout
    assert [link["from"] for link in json.loads(rows)["links"]] == [_ONE]
