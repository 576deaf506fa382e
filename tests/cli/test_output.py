"""How a command ends when something is wrong."""

import pytest

from recallwatch.cli.output import errors_in_words
from recallwatch.errors import ConfigError, StoreBusy


@pytest.mark.parametrize(("error", "status"), [(ConfigError(["port: taken"]), 2), (StoreBusy("port: taken"), 1)])
def test_an_error_of_ours_is_said_even_out_of_a_task_group(
    capsys: pytest.CaptureFixture[str], error: Exception, status: int
) -> None:
    with pytest.raises(SystemExit) as ended, errors_in_words():
        raise ExceptionGroup("jobs", [ExceptionGroup("web", [error])])
    assert ended.value.code == status
    assert capsys.readouterr().err == "recallwatch: port: taken\n"


def test_several_errors_at_once_are_all_shown() -> None:
    with pytest.raises(ExceptionGroup), errors_in_words():
        raise ExceptionGroup("jobs", [StoreBusy("a"), ValueError("b")])
