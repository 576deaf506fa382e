"""The installation's signing key: made once, whole, and for us alone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from recallwatch.errors import ConfigError
from recallwatch.tokens import load_key

_AT_ONCE = 8


def test_a_key_is_made_once_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "data" / "secret.key"
    key = load_key(path)
    assert len(key) == 32
    assert load_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_all_who_start_at_once_have_the_key_that_is_kept(tmp_path: Path) -> None:
    for round_ in range(30):
        path = tmp_path / str(round_) / "secret.key"
        start = Barrier(_AT_ONCE)

        def load(path: Path = path, start: Barrier = start) -> bytes:
            start.wait()
            return load_key(path)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            keys = [future.result() for future in [pool.submit(load) for _ in range(_AT_ONCE)]]
        assert set(keys) == {path.read_bytes()}


@pytest.mark.parametrize("kept", [b"", b"short", b"x" * 31, b"x" * 33])
def test_what_is_not_a_whole_key_is_refused_and_left_alone(tmp_path: Path, kept: bytes) -> None:
    path = tmp_path / "secret.key"
    path.write_bytes(kept)
    with pytest.raises(ConfigError, match=rf"holds {len(kept)} bytes.*delete it"):
        load_key(path)
    assert path.read_bytes() == kept


def test_a_key_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "secret.key").mkdir()
    with pytest.raises(ConfigError, match="cannot make or read"):
        load_key(tmp_path / "secret.key")
