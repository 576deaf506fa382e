"""What every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import pg

# Whether an example takes 200 ms says how busy the machine is, not whether the code is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

_SHARED = Path(os.environ.get("RECALLWATCH_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the developer's own settings, writes outside its folder or goes through a proxy."""
    for name in list(os.environ):
        if name.startswith("RECALLWATCH_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run async tests on asyncio, the loop the product uses."""
    return "asyncio"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of captured payloads and labels; tests that use it are marked ``shared``."""
    if not (_SHARED / "data").is_dir():
        pytest.skip(f"no captured payloads at {_SHARED}: set RECALLWATCH_SHARED to run these tests")
    return _SHARED


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server on which databases can be made (``tests.pg``); skips, and says so, without one."""
    with pg.server() as url:
        yield url
