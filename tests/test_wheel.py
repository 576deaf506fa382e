"""What an installed wheel holds and does: one name in site-packages, everything inside it, no checkout needed."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with nothing but what is installed."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with our wheel; its dependencies are those of the environment the tests run in."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    site = next(folder.glob("lib/python*/site-packages"))
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    # A path listed in a .pth comes after site-packages itself, and its own .pth files (such as that of an editable
    # install of this checkout) are not read: the package can only come from the wheel.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin"


def _run(*command: str, cwd: Path) -> str:
    """Run in an environment of its own: no variable of the developer's, and not in the checkout."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(cwd), "COLUMNS": "100", "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_adds_one_name(names: list[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"recallwatch"}


@pytest.mark.parametrize("folder", ["scrapers", "store", "notify", "templates"])
def test_every_file_of_a_root_folder_is_inside(names: list[str], folder: str) -> None:
    paths = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    files = {f"recallwatch/{path.relative_to(ROOT).as_posix()}" for path in paths}
    assert files
    assert files <= set(names)


def test_what_is_not_python_is_inside(names: list[str]) -> None:
    wanted = {
        "recallwatch/py.typed",
        "recallwatch/store/migrations/script.py.mako",
        "recallwatch/store/migrations/versions/0001_first.py",
        "recallwatch/templates/email/alert.txt",
        "recallwatch/templates/feed/atom.xml",
        "recallwatch/templates/web/style.css",
        "recallwatch/demo/replay/fda.xml",
        "recallwatch/demo/replay/anker/a1112-1.html",
    }
    assert wanted <= set(names)


def test_neither_tests_nor_leftovers_are_inside(names: list[str]) -> None:
    assert not [name for name in names if "tests/" in name or name.endswith((".pyc", ".db", ".orig"))]


def test_the_package_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import recallwatch.paths as p; print(p.BUNDLED, p.ROOT)"
    assert _run(str(installed / "python"), "-c", code, cwd=tmp_path).startswith(f"True {installed.parent}")


def test_the_installed_command_knows_its_subcommands(installed: Path, tmp_path: Path) -> None:
    told = _run(str(installed / "recallwatch"), "--help", cwd=tmp_path)
    assert "doctor" in told
    assert "reprocess" in told


def test_the_installed_command_opens_a_database_and_knows_its_sources(installed: Path, tmp_path: Path) -> None:
    assert "us-cpsc" in _run(str(installed / "recallwatch"), "sources", cwd=tmp_path)
    assert (tmp_path / "data" / "recallwatch.db").exists()


def test_the_installed_demo_holds(installed: Path, tmp_path: Path) -> None:
    assert "Everything held." in _run(str(installed / "recallwatch"), "demo", "--once", cwd=tmp_path)
