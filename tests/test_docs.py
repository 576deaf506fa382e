"""What the documentation says is so: pages made from the code are fresh, links lead somewhere, nothing is left out."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from recallwatch.cli.reference import commands, pages, settings_page
from recallwatch.cli.source_list import source_list
from recallwatch.config import Settings, load
from scrapers import load_sources
from tests.making import INFO

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

_OURS = ("recallwatch", "scrapers", "store", "notify", "templates", "tests", "benchmarks", "docs", ".ci")
_TEXT = {".py", ".md", ".toml", ".txt", ".html", ".xml", ".css", ".json", ".svg", ".mako", ".csv", ".jsonl", ""}
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def _texts() -> Iterator[Path]:
    """Every text file of the repository that is written by hand."""
    top = (path for path in ROOT.iterdir() if path.is_file() and path.name not in ("LICENSE", ".git"))
    below = (path for folder in _OURS for path in (ROOT / folder).rglob("*") if path.is_file())
    return (path for path in (*top, *below) if path.suffix in _TEXT and "__pycache__" not in path.parts)


TEXTS = sorted(_texts())
PAGES = [path for path in TEXTS if path.suffix == ".md"]
ADRS = sorted((DOCS / "adr").glob("*.md"))


def _anchors(page: Path) -> set[str]:
    """The names of a page's headings, as a renderer makes them."""
    headings = re.findall(r"^#+ (.+)$", _CODE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _broken(page: Path) -> list[str]:
    prose = _CODE.sub("", page.read_text(encoding="utf-8"))
    local = (link for link in _LINK.findall(prose) if not re.match(r"[a-z]+:", link))
    return [link for link in local if not _leads_somewhere(page, unquote(link))]


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    return target.exists() and (not anchor or anchor in _anchors(target))


@pytest.mark.parametrize(("name", "made"), pages().items())
def test_pages_made_from_the_code_are_fresh(name: str, made: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == made, "run: python -m recallwatch.cli.reference"


def test_every_setting_says_what_it_means() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_the_settings_file_shown_is_one_that_loads() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", settings_page(), re.DOTALL)
    settings = load(**tomllib.loads(example))
    assert settings.sources == ("us-cpsc", "us-fda-food-rss")


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name, _ in commands() if f"`{name}`" not in readme] == []


def test_the_readme_tells_the_story_that_the_demo_tells() -> None:
    facts = re.findall(r"^ ok (.+)$|^(\d\. .+)$", _story(), re.MULTILINE)
    told = [fact or chapter for fact, chapter in facts]
    chapters = (ROOT / "recallwatch/demo/chapters.py").read_text(encoding="utf-8")
    assert len(told) > 10
    assert [text for text in told if text not in chapters] == []


def _story() -> str:
    """The block of the README that shows the demo."""
    return (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]


def test_a_source_is_listed_with_all_that_people_should_know() -> None:
    told = source_list([replace(INFO, notes="Read whole.", gaps="No vehicles.", unproven="Never run.")])
    for fact in (INFO.homepage, f"Licence: {INFO.licence}.", "Polled every 15 minutes; stale after 6 hours"):
        assert fact in told
    assert told.endswith("- Read whole.\n- Known gaps: No vehicles.\n- **Unproven**: Never run.\n")
    assert "| **no** |" in told


def test_every_source_says_how_it_is_read_in_whole_sentences() -> None:
    for info in (source.info for source in load_sources([]).values()):
        assert info.notes, info.id
        assert all(words.endswith(".") for words in (info.notes, info.gaps, info.unproven) if words), info.id


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    assert _broken(page) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A heading\n[here](#a-heading) [gone](gone.md) [no heading](page.md#other)", encoding="utf-8")
    assert _broken(page) == ["gone.md", "page.md#other"]


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [path.name[:4] for path in ADRS] == [f"{number:04d}" for number in range(1, len(ADRS) + 1)]


@pytest.mark.parametrize("adr", ADRS, ids=lambda path: path.stem)
def test_every_decision_has_its_four_parts(adr: Path) -> None:
    headings = re.findall(r"^## (.+)$", adr.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Context", "Decision", "Status", "Consequences"]


@pytest.mark.parametrize(
    "told",
    ["".join(parts) for parts in (("py", "pi.org"), ("python", "hosted.org"), ("npm", "js.org"), ("/wo", "rk/"))],
)
def test_nothing_names_a_registry_or_a_place_on_one_machine(told: str) -> None:
    assert [str(path.relative_to(ROOT)) for path in TEXTS if told in path.read_text(encoding="utf-8")] == []


def test_nothing_relies_on_a_folder_for_temporary_files() -> None:
    folder = re.compile(r"(?<![\w.~-])/" + "tmp/")
    assert [str(p.relative_to(ROOT)) for p in TEXTS if folder.search(p.read_text(encoding="utf-8"))] == []


def test_each_of_the_ten_promises_names_tests_that_exist() -> None:
    page = (DOCS / "promises.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \|", page, re.MULTILINE) == [str(n) for n in range(1, 11)]
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page)
    assert len(named) >= 25
    assert [(file, test) for file, test in named if not _has_test(ROOT / file, test)] == []


def _has_test(file: Path, test: str) -> bool:
    return file.is_file() and f"def {test or 'test_'}" in file.read_text(encoding="utf-8")
