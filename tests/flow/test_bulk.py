"""Notices understood by other processes are those that this one would have understood."""

import multiprocessing
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from recallwatch.flow.bulk import Readers
from recallwatch.flow.understand import one_by_one, pack, unpack
from recallwatch.model import Key, KeyKind, Notice
from tests.making import notice

_ROOT = Path(__file__).parents[2]
_MANY = [notice(str(n), title=f"Voltique Recalls {n} Power Banks VQ{n}", hazard=f"Fire {n}") for n in range(70)]


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """One process beside this one."""
    with Readers(processes=1, fewest=1) as made:
        yield made


def _understood(readers: Readers, notices: list[Notice]) -> object:
    return readers.understand(notices, lambda _: None)


def test_notices_understood_elsewhere_are_the_same_in_the_same_order(readers: Readers) -> None:
    heard: list[int] = []
    assert readers.understand(_MANY, heard.append) == one_by_one(_MANY, lambda _: None)
    assert (readers.running, heard, heard[-1]) == (True, sorted(heard), len(_MANY))


def test_what_was_begun_ahead_is_the_same_too_and_each_is_asked_for_by_itself(readers: Readers) -> None:
    _understood(readers, _MANY[:1])
    readers.ahead(_MANY)
    changed = [replace(_MANY[3], hazard="Burns"), *_MANY[:40]]
    assert _understood(readers, changed) == one_by_one(changed, lambda _: None)


def test_an_error_in_a_notice_is_raised_as_if_it_was_read_here(readers: Readers) -> None:
    broken = [*_MANY[:40], replace(_MANY[0], title=None), *_MANY[40:]]  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r".") as here:
        one_by_one(broken, lambda _: None)
    with pytest.raises(here.type):
        _understood(readers, broken)
    assert _understood(readers, _MANY) == one_by_one(_MANY, lambda _: None)


def test_a_process_that_dies_is_done_without() -> None:
    others = multiprocessing.active_children()
    with Readers(processes=1, fewest=1) as readers:
        _understood(readers, _MANY[:20])
        for child in [child for child in multiprocessing.active_children() if child not in others]:
            child.kill()
            child.join()
        assert _understood(readers, _MANY) == one_by_one(_MANY, lambda _: None)
        assert _understood(readers, _MANY) == one_by_one(_MANY, lambda _: None)
        assert not readers.running


_KILLED = """
import os, signal
from recallwatch.flow.bulk import Readers
from tests.making import notice
with Readers(processes=1, fewest=1) as readers:
    readers.understand([notice()], lambda _: None)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_others_end_when_the_first_is_killed() -> None:
    # They hold its output open, so that this waits for all of them.
    command = [sys.executable, "-c", _KILLED]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL


def test_few_notices_start_no_process() -> None:
    with Readers(processes=1, fewest=21) as readers:
        assert _understood(readers, _MANY[:20]) == one_by_one(_MANY[:20], lambda _: None)
        assert not readers.running


def test_keys_survive_being_packed() -> None:
    keys = frozenset({Key(KeyKind.MODEL, "vq500"), Key(KeyKind.NAME, "voltique power"), Key(KeyKind.EVENT, "#25338")})
    assert frozenset(unpack(pack(keys))) == keys
