"""The commands as somebody types them, on a data folder of their own."""

import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
import pytest
from typer.testing import CliRunner, Result

from recallwatch.cli.main import app
from recallwatch.cli.output import program
from recallwatch.errors import UsageError
from recallwatch.flow.dispatch import dispatch
from recallwatch.model import SourceState

_ROW = {
    "RecallID": 1,
    "RecallNumber": "26001",
    "RecallDate": "2026-11-19T00:00:00",
    "LastPublishDate": "2026-11-19T00:00:00",
    "Title": "Voltique Recalls Power Banks Due to Fire Hazard",
    "Description": "This recall involves Voltique power banks with model number VQ500.",
    "URL": "https://www.cpsc.gov/Recalls/2027/Voltique",
    "ConsumerContact": None,
    "Products": [{"Name": "Voltique power banks", "NumberOfUnits": "About 4,000"}],
    "Hazards": [{"Name": "The battery can overheat, posing a fire hazard."}],
    "Remedies": [{"Name": "Consumers should stop using the power banks and contact Voltique for a refund."}],
    "RemedyOptions": [{"Option": "Refund"}],
    "Retailers": [{"Name": "Online from March 2024 through May 2026 for about $30."}],
    "Images": [],
}


@dataclass
class Shell:
    """Runs commands and reads what they print."""

    folder: Path

    def run(self, *args: str, stdin: str = "") -> Result:
        """Run one command that must succeed."""
        result = CliRunner().invoke(app, list(args), input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def lines(self, *args: str, stdin: str = "") -> list[dict[str, Any]]:
        """Run one command and read its JSON Lines."""
        return [json.loads(line) for line in self.run(*args, stdin=stdin).stdout.splitlines()]

    def publish(self, *rows: dict[str, Any]) -> Path:
        """Save an answer of the CPSC and import it."""
        path = self.folder / "answer.json"
        path.write_text(json.dumps(rows or [_ROW]))
        assert self.run("import", "us-cpsc", str(path)).exit_code == 0
        return path


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A fresh data folder."""
    monkeypatch.setenv("RECALLWATCH_DATA_DIR", str(tmp_path / "data"))
    return Shell(tmp_path)


def test_import_prints_a_line_a_file(shell: Shell) -> None:
    path = shell.publish()
    (line,) = shell.lines("import", "us-cpsc", str(path), "--json")
    assert line == {
        "file": str(path),
        "found": 1,
        "new": 0,
        "changed": 0,
        "unchanged": 1,
        "gone": 0,
        "rejected": 0,
    }


def test_import_of_a_bad_file_ends_with_status_one_and_says_why(shell: Shell) -> None:
    bad = shell.folder / "bad.json"
    bad.write_text("<html>Service Unavailable</html>")
    result = shell.run("import", "us-cpsc", str(bad), "--json")
    assert result.exit_code == 1
    assert "where JSON was due" in json.loads(result.stdout)["error"]


def test_rows_that_were_rejected_are_said_with_the_reason(shell: Shell) -> None:
    path = shell.folder / "bad.json"
    path.write_text(json.dumps([_ROW | {"Title": "Power\0bank"}]))
    result = shell.run("import", "us-cpsc", str(path), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["reasons"] == ["26001: a NUL character in Title"]
    assert "rejected 26001: a NUL character in Title" in result.stderr


def test_an_answer_without_notices_is_said(shell: Shell) -> None:
    path = shell.folder / "quiet.json"
    path.write_text("[]")
    result = shell.run("import", "us-cpsc", str(path))
    assert (result.exit_code, "no notices in it" in result.stderr) == (0, True)


def test_an_unknown_source_is_refused_with_the_known_ones(shell: Shell) -> None:
    with pytest.raises(UsageError, match="us-cpsc"):
        shell.run("import", "us-nowhere", str(shell.folder))


def test_notices_have_the_shape_others_rely_on(shell: Shell) -> None:
    shell.publish()
    (line,) = shell.lines("notices", "--jsonl")
    assert (line["id"], line["revision"], line["published"]) == ("us-cpsc:26001", 1, "2026-11-19")
    assert line["remedy"]["options"] == ["refund"]
    assert line["hazard"]["classes"] == ["fire"]
    assert line["products"][0]["selectors"][0]["models"] == ["VQ500"]
    assert line["units"] == {"US": 4000}


def test_notices_can_be_asked_for_by_id(shell: Shell) -> None:
    shell.publish()
    assert [line["id"] for line in shell.lines("notices", "--jsonl", "--id", "us-cpsc:26001")] == ["us-cpsc:26001"]
    assert shell.lines("notices", "--jsonl", "--id", "us-cpsc:99999") == []


def test_history_lists_every_revision(shell: Shell) -> None:
    shell.publish()
    shell.publish(_ROW | {"Hazards": [{"Name": "The battery can explode."}]})
    first, second = shell.lines("history", "us-cpsc:26001", "--jsonl")
    assert (first["revision"], second["revision"], second["weight"]) == (1, 2, "material")
    assert [change["field"] for change in second["changes"]] == ["hazard"]


def test_check_answers_line_for_line_and_goes_on_after_a_bad_one(shell: Shell) -> None:
    shell.publish()
    stdin = '{"ref": "R1", "name": "voltique power bank", "model": "VQ-500"}\nnot json\n{"ref": "R3", "gtin": 5}\n'
    result = shell.run("check", "--jsonl", stdin=stdin)
    hit, bad, wrong = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 1
    assert (hit["ref"], hit["hits"][0]["notice"], hit["hits"][0]["verdict"]) == ("R1", "us-cpsc:26001", "affected")
    assert hit["as_of"] == {"us-cpsc": "2026-11-19T00:00:00Z"}
    assert "us-cpsc" in hit["stale"]
    assert bad["ref"] is None
    assert "line 2" in bad["error"]
    assert wrong == {"ref": "R3", "error": "gtin must be text"}


def test_check_tells_a_person_why_and_what_to_do(shell: Shell) -> None:
    shell.publish()
    told = shell.run("check", "voltique power bank", "--model", "VQ500").stdout
    assert "AFFECTED  Voltique power banks (VQ500) recalled: fire hazard" in told
    assert "do    Stop using the power banks." in told


def test_check_explains_what_looks_like_it_and_is_not(shell: Shell) -> None:
    shell.publish()
    told = shell.run("check", "voltique power bank", "--model", "VQ500B", "--explain").stdout
    assert "NOT THIS" in told
    assert "It lists VQ500; your VQ500B differs in one place, and that makes it another model." in told
    (answer,) = shell.lines("check", "voltique power bank", "--model", "VQ500B", "--explain", "--json")
    assert answer["near"][0]["notice"] == "us-cpsc:26001"


def test_check_never_says_safe(shell: Shell) -> None:
    shell.publish()
    result = shell.run("check", "lumo kettle")
    assert "Nothing known. As of: us-cpsc 2026-11-19" in result.stderr
    assert not re.search(r"\bsafe\b", result.stdout + result.stderr, re.IGNORECASE)


def test_a_barcode_that_cannot_be_right_is_noted_beside_the_answer(shell: Shell) -> None:
    shell.publish()
    told = shell.run("check", "voltique power bank", "--model", "VQ500", "--gtin", "036000291453")
    assert told.stdout.startswith("AFFECTED")
    assert "Note: this barcode cannot be right: its check digit does not fit; look again" in told.stderr
    (answer,) = shell.lines("check", "--jsonl", stdin='{"ref": 1, "model": "VQ500", "vin": "1M8"}\n')
    assert [note.partition(":")[0] for note in answer["notes"]] == ["this VIN cannot be right"]


def test_an_item_with_a_barcode_that_cannot_be_right_is_refused(shell: Shell) -> None:
    with pytest.raises(UsageError, match="its check digit does not fit; look again"):
        shell.run("items", "add", "lamp", "--gtin", "036000291453", "--owner", "ann@example.org")
    (shell.folder / "items.csv").write_text("name,gtin\nlamp,036000291453\nkettle,036000291452\n")
    result = shell.run("items", "import", str(shell.folder / "items.csv"), "--owner", "ann@example.org")
    assert "line 2: this barcode cannot be right" in result.stderr
    assert "kettle" in result.stdout


def test_check_of_nothing_says_how_to_ask(shell: Shell) -> None:
    with pytest.raises(UsageError, match="recallwatch check"):
        shell.run("check")


def test_items_go_in_and_out_as_csv(shell: Shell) -> None:
    shell.publish()
    rows = "name,brand,model,purchased\nvoltique power bank,,VQ500,2025-05\nlamp,Lumo,L1,\n"
    (shell.folder / "items.csv").write_text(rows)
    imported = shell.run("items", "import", str(shell.folder / "items.csv"), "--owner", "ann@example.org")
    assert "affected: Voltique power banks (VQ500) recalled: fire hazard" in imported.stdout
    exported = shell.run("items", "export", "--owner", "ann@example.org").stdout.splitlines()
    assert exported[1:] == ["voltique power bank,,VQ500,,,,2025-05,", "lamp,Lumo,L1,,,,,"]


def test_a_bad_row_of_items_does_not_cost_the_others(shell: Shell) -> None:
    (shell.folder / "items.csv").write_text("name,purchased\nlamp,yesterday\nkettle,2025\n")
    result = shell.run("items", "import", str(shell.folder / "items.csv"), "--owner", "ann@example.org")
    assert result.exit_code == 1
    assert "line 2: not a date: 'yesterday'" in result.stderr
    assert "kettle" in result.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty; the first line names the columns"),
        ("\n\n", "is empty"),
        ("what,model\nlamp,L1\n", "no column is called 'what'; .*some of: name,brand"),
        ("lamp,Lumo,L1\n", "line 1: no column is called 'lamp', 'Lumo'"),
        ("name,name\na,b\n", "named twice"),
        ("name,model\nlamp,L1,more\n", "line 2: more values"),
        ('name,model\nlamp,"L1\nkettle,K1"\n', "line 3: a line break"),
        ('name,model\nlamp,"L1"x\n', "line 2: not CSV"),
        ('name,model\nlamp,"L1\n', "line 2: not CSV"),
    ],
)
def test_a_file_that_is_no_list_of_items_is_refused_whole(shell: Shell, text: str, says: str) -> None:
    (shell.folder / "items.csv").write_text(text)
    with pytest.raises(UsageError, match=says):
        shell.run("items", "import", str(shell.folder / "items.csv"), "--owner", "ann@example.org")
    with pytest.raises(UsageError, match="nobody is registered"):
        shell.run("items", "list", "--owner", "ann@example.org")


def test_every_source_has_a_state(shell: Shell) -> None:
    shell.publish()
    rows = {row["source"]: row for row in shell.lines("sources", "--json")}
    assert rows["us-cpsc"]["notices"] == 1
    assert rows["maker-anker"]["state"] == "never"
    assert "never checked" in rows["maker-anker"]["why"]


def test_a_delivery_says_to_whom_it_goes_and_what_about(shell: Shell) -> None:
    shell.publish()
    shell.run("items", "add", "voltique power bank", "--model", "VQ500", "--owner", "ann@example.org")
    (row,) = shell.lines("deliveries", "--json")
    assert (row["owner"], row["channel"], row["address"]) == ("ann@example.org", "email", "ann@example.org")
    assert (row["alert"], row["notice"], row["state"]) == ("alert", "us-cpsc:26001", "pending")


def test_the_log_of_a_delivery_tells_its_attempts(shell: Shell) -> None:
    shell.publish()
    shell.run("items", "add", "voltique power bank", "--model", "VQ500", "--owner", "ann@example.org")
    (row,) = shell.lines("deliveries", "--json")
    with pytest.raises(UsageError, match="no attempt"):
        shell.run("deliveries", "--log", str(row["id"]))
    with program() as context:
        anyio.run(dispatch, context)
    (attempt,) = shell.lines("deliveries", "--log", str(row["id"]), "--json")
    assert (attempt["number"], attempt["outcome"], attempt["status"]) == (1, "sent", 0)
    assert "kept in" in str(attempt["words"])


def test_a_delivery_can_be_replayed(shell: Shell) -> None:
    with pytest.raises(UsageError, match="no delivery"):
        shell.run("replay", "nothing")


def test_a_watch_must_watch_something(shell: Shell) -> None:
    with pytest.raises(UsageError, match="what to watch"):
        shell.run("watches", "add", "All", "--owner", "desk@example.org")
    shell.run("watches", "add", "Fires", "--owner", "desk@example.org", "--hazard", "fire")
    assert "Fires" in shell.run("watches", "list", "--owner", "desk@example.org").stdout


@pytest.mark.parametrize("wrong", [("--hazard", "flames"), ("--source", "us-nowhere"), ("--country", "usa")])
def test_a_watch_that_can_never_have_a_hit_is_refused(shell: Shell, wrong: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match=wrong[1]):
        shell.run("watches", "add", "Mine", "--owner", "desk@example.org", *wrong)


def test_a_slip_in_an_address_makes_no_new_owner(shell: Shell) -> None:
    with pytest.raises(UsageError, match="nobody is registered"):
        shell.run("items", "list", "--owner", "anm@example.org")


def test_a_missing_file_of_items_is_said(shell: Shell) -> None:
    with pytest.raises(UsageError, match="No such file"):
        shell.run("items", "import", "none.csv", "--owner", "ann@example.org")


def test_removing_what_is_not_there_is_said(shell: Shell) -> None:
    shell.run("items", "add", "lamp", "--owner", "ann@example.org")
    for group, what in (("items", "item"), ("watches", "watch"), ("channels", "channel")):
        with pytest.raises(UsageError, match=f"no {what} nope; see"):
            shell.run(group, "remove", "nope", "--owner", "ann@example.org")


def test_an_erased_owner_leaves_nothing_behind(shell: Shell) -> None:
    shell.publish()
    shell.run("items", "add", "voltique power bank", "--model", "VQ500", "--owner", "ann@example.org")
    shell.run("owners", "erase", "ann@example.org", "--yes")
    database = b"".join(path.read_bytes() for path in (shell.folder / "data").glob("recallwatch.db*"))
    assert b"ann@example.org" not in database
    assert len(shell.run("deliveries").stdout.splitlines()) == 1


def test_doctor_looks_at_everything(shell: Shell) -> None:
    shell.publish()
    told = shell.run("doctor").stdout
    for what in ("database", "disk", "mail", "clock", "deliveries", "source us-cpsc"):
        assert what in told


def test_doctor_sees_the_rest_when_the_database_cannot_be_opened(shell: Shell) -> None:
    (shell.folder / "data").mkdir()
    (shell.folder / "data" / "recallwatch.db").write_text("shopping list\n" * 100)
    result = shell.run("doctor")
    assert result.exit_code == 1
    assert "ok       disk" in result.stdout
    assert "PROBLEM  database: cannot be used" in result.stdout


def test_reprocess_changes_nothing_when_no_rule_changed(shell: Shell) -> None:
    shell.publish()
    assert "0 verdicts changed, 0 alerts" in shell.run("reprocess").stderr
    assert [line["revision"] for line in shell.lines("history", "us-cpsc:26001", "--jsonl")] == [1]


def test_cases_list_notices_with_their_links(shell: Shell) -> None:
    shell.publish()
    (line,) = shell.lines("cases", "--jsonl")
    assert (line["case"], line["notices"], line["links"]) == ("case:us-cpsc:26001", ["us-cpsc:26001"], [])


def test_a_held_source_is_accepted_by_name_once(shell: Shell) -> None:
    with program() as context, context.store.write() as unit:
        now = context.now()
        unit.sources.save(SourceState("maker-anker", last_try=now, last_success=now, held="2 notices are too few"))
    rows = {row["source"]: row for row in shell.lines("sources", "--json")}
    assert rows["maker-anker"]["state"] == "held"
    assert rows["maker-anker"]["why"].endswith("2 notices are too few")
    assert "sources accept maker-anker" in shell.run("sources").stderr
    assert "is accepted: 0 notices compared" in shell.run("sources", "accept", "maker-anker").stderr
    assert "not held" in shell.run("sources", "accept", "maker-anker").stderr
    with pytest.raises(UsageError, match="there is no source"):
        shell.run("sources", "accept", "us-nowhere")


def test_an_owner_can_be_exported_and_the_log_says_so_without_a_name(shell: Shell) -> None:
    shell.run("items", "add", "lamp", "--owner", "ann@example.org")
    shell.run("owners", "export", "ann@example.org", "ann.zip")
    assert (shell.folder / "ann.zip").read_bytes().startswith(b"PK")
    told = shell.run("audit").stdout
    assert "export" in told
    assert "ann@" not in told


def test_a_backup_is_a_whole_database_and_never_overwrites(shell: Shell) -> None:
    shell.publish()
    shell.run("backup", "copy.db")
    with sqlite3.connect(shell.folder / "copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM notices").fetchone()[0] > 0
    with pytest.raises(UsageError, match="is there already"):
        shell.run("backup", "copy.db")


def test_what_would_be_forgotten_can_be_counted_first(shell: Shell) -> None:
    assert "deliveries" in shell.run("retention", "--dry-run").stdout
    assert "owners" in shell.run("retention").stdout
