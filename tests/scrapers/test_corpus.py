"""The mutation corpus: every bundled source has an undamaged answer in it that reads well."""

import pytest

from scrapers import load_sources

from .corpus import CORPUS, Entry

SOURCES = load_sources([])


def test_every_bundled_source_has_its_entry() -> None:
    assert [entry.source for entry in CORPUS] == sorted(SOURCES)


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry.source)
def test_an_undamaged_answer_gives_notices_and_no_rejects(entry: Entry) -> None:
    harvest = entry.read(SOURCES[entry.source], entry.bodies())
    assert len(harvest.notices) >= 3
    assert not harvest.rejected
