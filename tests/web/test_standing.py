"""How a source stands is one word, with the reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from recallwatch.model import SourceState
from recallwatch.text.spans import every
from recallwatch.web.standing import judge

from .site import NOW, Site, info_of, words_of

FRESH = SourceState("us-test", last_try=NOW, last_success=NOW, last_change=NOW)
LATE = NOW - timedelta(hours=7)


@pytest.mark.parametrize(
    ("state", "label", "why"),
    [
        (FRESH, "Up to date", ""),
        (SourceState("us-test"), "Never polled", "nothing was fetched"),
        (replace(FRESH, fails=2, why="503 from the host"), "Failing", "503 from the host"),
        (replace(FRESH, last_success=LATE), "Out of date", "no good answer for more than 6 hours"),
        (replace(FRESH, last_success=LATE, fails=3, why="block page"), "Out of date", "6 hours: block page"),
        (replace(FRESH, last_success=None, fails=1, why="refused"), "Out of date", "refused"),
        (replace(FRESH, last_change=NOW - timedelta(days=20)), "Up to date", "nothing new for more than 14 days"),
    ],
)
def test_a_source_is_called_by_what_answers_may_rely_on(state: SourceState, label: str, why: str) -> None:
    (found,) = judge([info_of("us-test")], {"us-test": state}, as_of={}, now=NOW)
    assert found.said.label == label
    assert why in found.why


def test_what_was_never_checked_against_the_real_service_says_so() -> None:
    info = info_of("us-test", unproven="only read from saved answers")
    (found,) = judge([info], {"us-test": FRESH}, as_of={}, now=NOW)
    assert (found.said.label, found.why) == ("Unproven", "only read from saved answers")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=30), "30 seconds"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "2 hours"),
        (timedelta(hours=26), "1 day"),
        (timedelta(days=13), "13 days"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(span: timedelta, words: str) -> None:
    assert every(span) == words


def test_the_page_shows_every_source_with_times_and_rhythm(site: Site) -> None:
    site.polled()
    text = words_of(site.get("/sources"))
    assert "Agency us-test Up to date" in text
    assert "Last success 23 November 2026, 09:30 UTC" in text
    assert "every 30 minutes; out of date after 6 hours without a good answer" in text
