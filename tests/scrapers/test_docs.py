"""What docs/sources.md says is true."""

import re
from pathlib import Path

from recallwatch.model import Notice, PartialDate
from recallwatch.ports.sources import Source
from tests.scrapers.support import drive

DOCS = (Path(__file__).parents[2] / "docs/sources.md").read_text()


def block(language: str) -> str:
    """The first block of code in a language."""
    found = re.search(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    assert found
    return found[1]


def test_the_example_source_reads_the_example_answer() -> None:
    names: dict[str, object] = {"__name__": "scrapers.xx_example", "__package__": "scrapers"}
    exec(compile(block("python"), "docs/sources.md", "exec"), names)  # noqa: S102 - our own page
    source = names["SOURCE"]
    assert isinstance(source, Source)
    _, harvest = drive(source, {"": block("json")})
    assert harvest.complete
    assert [(n.id, n.published, n.extra) for n in harvest.notices] == [
        ("xx-example:2026-17", PartialDate(2026, 5, 3), (("Grade", "high"),))
    ]
    assert isinstance(harvest.rows[0], Notice)
