"""``recallwatch review`` as an operator types it."""

import getpass
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from rich.console import Console

from recallwatch.cli.corrections import correction_of, read_file, table_of
from recallwatch.cli.marking import STYLES, bracketed, coloured
from recallwatch.errors import UsageError
from recallwatch.extract.highlight import Mark, Stretch
from recallwatch.model import Act, Correction
from recallwatch.paths import ROOT
from tests.cli.test_commands import _ROW, Shell
from tests.extract.corrections import CORRECTIONS

_ID = "us-cpsc:26001"
_SAID = "This recall involves Voltique power banks with model number VQ500. They look like the older QW7781 lamp."
_DOUBTED = _ROW | {"Description": _SAID}
_FILE = """
note = "the maker's page lists them"
[[correction]]
do = "add-code"
type = "range"
kind = "serial"
from = 1000
to = 1999
models = ["VQ500"]

[[correction]]
do = "set-made"
from = 2024-03-01
"""


@pytest.fixture
def doubted(shell: Shell) -> Shell:
    """A notice with a code that nothing explains."""
    shell.publish(_DOUBTED)
    return shell


def _change(shell: Shell, *args: str) -> list[str]:
    """Correct the notice; the lines of its reading that changed."""
    told = shell.run("review", "set", _ID, *args).stdout.splitlines()
    return [line for line in told if line[:1] in "+-"]


def test_notices_that_need_a_look_are_listed_with_their_reasons(doubted: Shell) -> None:
    doubted.run("items", "add", "voltique power bank", "--model", "VQ500", "--owner", "ann@example.org")
    (row,) = doubted.lines("review", "--jsonl")
    assert (row["id"], row["reasons"], row["items"], row["urgent"]) == (_ID, ["not understood: QW7781"], 1, True)
    told = doubted.run("review")
    assert "not understood: QW7781" in told.stdout
    assert "1 notices need review" in told.stderr
    assert doubted.lines("review", "--jsonl", "--source", "maker-anker") == []


def test_more_than_the_limit_is_said(shell: Shell) -> None:
    shell.publish(_DOUBTED, _DOUBTED | {"RecallNumber": "26002"})
    told = shell.run("review", "--limit", "1")
    assert "2 notices need review, 1 are shown" in told.stderr
    assert len(told.stdout.splitlines()) == 2


def test_show_marks_what_was_understood_and_what_was_not(doubted: Shell) -> None:
    told = doubted.run("review", "show", _ID).stdout
    assert "with model number [model:VQ500]. They look like the older [unexplained:QW7781] lamp." in told
    assert "sold_at.0: Online [date:from March 2024 through May 2026] for about $30." in told
    assert "[excluded:a model that is not recalled]" in told
    assert "  Models: VQ500" in told
    assert "to review: not understood: QW7781" in told


def test_a_terminal_gets_colours_and_never_reads_the_text_as_markup() -> None:
    stretches = (Stretch("[bold] see "), Stretch("A1", Mark.MODEL))
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=80)
    console.print(coloured(stretches))
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "[bold] see \x1b[1;32mA1\x1b[0m" in printed
    assert set(STYLES) == set(Mark)


def test_without_colours_marks_stand_in_brackets() -> None:
    assert bracketed((Stretch("model "), Stretch("A1263", Mark.MODEL))) == "model [model:A1263]"


def test_a_correction_shows_what_it_changes_and_who_made_it(doubted: Shell) -> None:
    assert _change(doubted, "--add-model", "QW7781", "--by", "op") == ["-   Models: VQ500", "+   Models: VQ500, QW7781"]
    told = doubted.run("review", "show", _ID).stdout
    assert "corrected by operators:\n  add-model QW7781  by op, 20" in told
    (notice,) = doubted.lines("notices", "--jsonl")
    assert notice["products"][0]["selectors"][0]["models"] == ["VQ500", "QW7781"]


def test_a_dry_run_keeps_nothing(doubted: Shell) -> None:
    told = doubted.run("review", "set", _ID, "--add-model", "QW7781", "--dry-run")
    assert "+   Models: VQ500, QW7781" in told.stdout
    assert "nothing was kept" in told.stderr
    assert doubted.lines("review", "log", _ID, "--jsonl") == []


def test_every_option_is_a_correction(doubted: Shell) -> None:
    changed = _change(
        doubted, "--remove-model", "VQ500", "--exclude-model", "QW7781", "--add-gtin", "036000291452",
        "--add-serial-range", "100..199", "--add-serial-prefix", "QB", "--scope", "unknown", "--brand", "Voltique Home",
        "--reviewed", "--note", "seen on the label",
    )  # fmt: skip
    text = "\n".join(line for line in changed if line.startswith("+"))
    for fact in ("036000291452", "100 to 199", "beginning with QB", "scope: unknown", "Voltique Home", "QW7781"):
        assert fact in text
    assert "-   Models: VQ500" in changed
    assert doubted.lines("review", "--jsonl") == []


def test_corrections_come_from_a_file(doubted: Shell) -> None:
    path = doubted.folder / "corrections.toml"
    path.write_text(_FILE)
    changed = "\n".join(_change(doubted, "--file", str(path), "--by", "op"))
    assert "Serial: 1000 to 1999, only for VQ500 (an operator: the maker's page lists them)" in changed
    assert "Made: since 1 March 2024" in changed
    (row,) = doubted.lines("review", "log", _ID, "--jsonl")
    assert (row["by"], row["note"], row["for_current_text"]) == ("op", "the maker's page lists them", True)
    assert [c["do"] for c in row["corrections"]] == ["add-code", "set-made"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[correction]\n", "cannot be read as TOML"),
        ("notes = 1\n", "a note and tables headed"),
        ('[[correction]]\ndo = "fix"\n', "correction 1: do = 'fix' is nothing that can be done; known are add-model"),
        ('[[correction]]\ndo = "add-model"\n', "add-model needs a value"),
        ('[[correction]]\ndo = "reviewed"\nmodel = "A"\n', "reviewed has no model; it knows do, product"),
        ('[[correction]]\ndo = "add-code"\ntype = "some"\n', "no type 'some' of rule; known are range"),
        ('[[correction]]\ndo = "add-code"\ntype = "list"\nvalues = "A"\n', "values must be a list"),
        ('[[correction]]\ndo = "add-model"\nvalue = true\n', "value must be a text"),
        ('[[correction]]\ndo = "add-model"\nvalue = "A"\nproduct = "1"\n', "product must be a number"),
        ('[[correction]]\ndo = "set-made"\nfrom = "May"\n', "not a date: 'May'"),
    ],
)
def test_a_file_that_is_wrong_says_where(doubted: Shell, text: str, says: str) -> None:
    path = doubted.folder / "corrections.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=says):
        doubted.run("review", "set", _ID, "--file", str(path))


def test_the_file_shown_in_the_manual_can_be_read(tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", manual, re.DOTALL)
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")
    corrections, note = read_file(tmp_path / "example.toml")
    assert [c.act.value for c in corrections] == ["add-code", "set-made", "set-scope"]
    assert note
    assert [act.value for act in Act if act.value not in manual] == []


@given(CORRECTIONS)
def test_what_the_log_prints_can_be_given_again(correction: Correction) -> None:
    assert correction_of(json.loads(json.dumps(table_of(correction)))) == correction


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["set", "us-cpsc:1", "--reviewed"], "no notice 'us-cpsc:1'; recallwatch notices lists them"),
        (["set", _ID], "nothing to correct; say what"),
        (["set", _ID, "--add-model", "ZZ9"], "does not say 'ZZ9'; .* --note TEXT .* --force"),
        (["set", _ID, "--add-serial-range", "1-9"], "not a range: '1-9'"),
        (["--source", "us-nowhere"], "no source 'us-nowhere'; known are .*us-cpsc"),
        (["show", "us-cpsc:1"], "no notice"),
        (["log", "us-cpsc:1"], "no notice"),
        (["undo", _ID], "nothing is corrected"),
    ],
)
def test_a_slip_is_refused_and_says_what_to_do(doubted: Shell, args: list[str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        doubted.run("review", *args)


def test_force_takes_what_the_notice_does_not_say(doubted: Shell) -> None:
    changed = _change(doubted, "--add-model", "ZZ9", "--force")
    assert "+   Models: VQ500, ZZ9 (an operator: no reason given)" in changed


def test_undo_takes_the_last_correction_back_and_the_log_keeps_both(doubted: Shell) -> None:
    _change(doubted, "--add-model", "QW7781", "--by", "op", "--note", "asked the maker")
    told = doubted.run("review", "undo", _ID, "--by", "boss").stdout
    assert "+   Models: VQ500" in told.splitlines()
    log = [" ".join(line.split()) for line in doubted.run("review", "log", _ID).stdout.splitlines()]
    assert log[0].startswith("1 20")
    assert log[0].endswith("op: asked the maker")
    assert log[1] == "+ add-model QW7781 (asked the maker)"
    assert log[2].endswith("boss undo")
    assert log[3] == "- add-model QW7781 (asked the maker)"


def test_the_systems_user_is_named_if_nobody_is(doubted: Shell) -> None:
    _change(doubted, "--reviewed")
    (row,) = doubted.lines("review", "log", _ID, "--jsonl")
    assert row["by"] == getpass.getuser()


def test_a_correction_survives_and_is_doubted_when_the_text_changes(doubted: Shell) -> None:
    _change(doubted, "--add-model", "QW7781", "--reviewed")
    assert "0 verdicts changed, 0 alerts" in doubted.run("reprocess").stderr
    doubted.publish(_DOUBTED | {"Description": _SAID + " It is black."})
    (row,) = doubted.lines("review", "--jsonl")
    assert "an operator's correction was made for an earlier text" in row["reasons"]
    assert row["corrected"]["by"] == getpass.getuser()
    _change(doubted, "--reviewed")
    assert doubted.lines("review", "--jsonl") == []


def test_an_owner_hears_of_a_correction_that_concerns_them(doubted: Shell) -> None:
    doubted.run("items", "add", "gadget", "--brand", "Voltique", "--model", "ZZ99881", "--owner", "ann@example.org")
    told = doubted.run("review", "set", _ID, "--add-model", "ZZ99881", "--note", "the maker says so")
    assert "1 alerts" in told.stderr
    (row,) = doubted.lines("deliveries", "--json")
    assert (row["alert"], row["notice"]) == ("alert", _ID)
    answer = doubted.run("check", "gadget", "--brand", "Voltique", "--model", "ZZ99881").stdout
    assert "Added by those who run this service: “the maker says so”" in answer
