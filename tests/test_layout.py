"""The shape of the code: one module imports the adapters, and the command line starts without the heavy libraries.

The layering inside the core is held by import-linter (``make lint``).
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ADAPTERS = ("scrapers", "store", "notify")
PYTHON = sorted(
    path
    for folder in ("recallwatch", *ADAPTERS, "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)


def _imported(path: Path) -> set[str]:
    """Every module a file names in an absolute import, wherever the import stands."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module and not n.level}


def _names_adapter(module: str) -> bool:
    return module.removeprefix("recallwatch.").split(".")[0] in ADAPTERS


def test_only_components_imports_the_adapters() -> None:
    guilty = {str(path.relative_to(ROOT)) for path in PYTHON if any(map(_names_adapter, _imported(path)))}
    assert {name for name in guilty if not name.startswith("tests/")} == {"recallwatch/components.py"}


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_adapters_see_the_inner_core_and_themselves(adapter: str) -> None:
    allowed = {f"recallwatch.{name}" for name in ("model", "text", "extract", "ports", "errors")}
    core = {module for path in (ROOT / adapter).rglob("*.py") for module in _imported(path) if _ours(module)}
    assert {".".join(module.split(".")[:2]) for module in core} <= allowed


def _ours(module: str) -> bool:
    return module.split(".")[0] in ("recallwatch", *ADAPTERS)


def test_no_file_of_ours_is_longer_than_500_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    assert {name: length for name, length in lengths.items() if length > 500} == {}


@pytest.mark.parametrize("heavy", ["fastapi", "sqlalchemy", "httpx", "lxml", "cryptography"])
def test_the_command_line_starts_without(heavy: str) -> None:
    code = f"import sys, recallwatch.cli.main; sys.exit({heavy!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT)
    assert done.returncode == 0
