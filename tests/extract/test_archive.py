"""The whole captured archive: nothing raises, every quote holds."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recallwatch.extract import read
from recallwatch.model import Payload
from scrapers import us_cpsc

from .making import quotes


@pytest.mark.shared
@pytest.mark.slow
def test_every_notice_of_the_archive_is_read_with_exact_quotes(shared: Path) -> None:
    content = gzip.decompress((shared / "data/us-cpsc/archive-to-2026-05.api-shape.json.gz").read_bytes())
    saved = Payload("archive", "us-cpsc", "https://recalls.example.org/all", content, datetime.now(UTC))
    notices = us_cpsc.SOURCE.parse(saved).notices
    assert len(notices) > 9_000
    for made in notices:
        texts = made.texts()
        wrong = [q for q in quotes(read(made)) if texts.get(q.part, "")[q.start : q.end] != q.text]
        assert not wrong, made.id
