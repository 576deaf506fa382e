"""Dealing with a case from the page of one's things."""

import pytest

from recallwatch.model import Answer

from .site import Site, power_bank, words_of
from .test_items import BANK, only_item

_NOTICE = "us-test:25338"


@pytest.fixture
def owning(site: Site) -> Site:
    """Somebody signed in who owns a recalled thing."""
    site.take(power_bank())
    site.sign_in()
    site.post("/items", BANK)
    return site


def _kept(site: Site) -> list[Answer]:
    item = only_item(site)
    with site.context.store.read() as unit:
        return unit.answers.history(item.owner_id, item.id, f"case:{_NOTICE}")


def _say(site: Site, **form: str) -> int:
    return site.post(f"/items/{only_item(site).id}/answers", {"notice": _NOTICE, **form}).status_code


def test_what_is_dealt_with_says_so_and_can_be_opened_again(owning: Site) -> None:
    assert "I have dealt with it" in words_of(owning.get("/items"))
    assert _say(owning, state="done", how="refunded") == 303
    text = words_of(owning.get("/items"))
    assert "Dealt with money back, said by parent@example.org" in text
    assert "I have dealt with it" not in text
    owning.clock.moment += owning.clock.moment.resolution
    assert _say(owning, state="open") == 303
    assert "I have dealt with it" in words_of(owning.get("/items"))
    assert [each.state.value for each in _kept(owning)] == ["done", "open"]


def test_later_is_thirty_days_unless_chosen(owning: Site) -> None:
    _say(owning, state="snoozed")
    (said,) = _kept(owning)
    assert said.until
    assert (said.until - owning.clock()).days == 30


@pytest.mark.parametrize(
    "form",
    [
        {"state": "gone"},
        {"state": "done", "how": "eaten"},
        {"state": "snoozed", "days": "x"},
        {"state": "snoozed", "days": "-3"},
        {"state": "snoozed", "days": "99999999999999999999"},
        {"state": "done", "notice": "us-test:1"},
    ],
)
def test_an_answer_that_cannot_be_is_refused_in_words(owning: Site, form: dict[str, str]) -> None:
    assert _say(owning, **form) == 422
    assert _kept(owning) == []


def test_nobody_answers_for_another(owning: Site) -> None:
    mine = only_item(owning)
    owning.sign_in("other@example.org")
    answer = owning.post(f"/items/{mine.id}/answers", {"notice": _NOTICE, "state": "done"})
    assert answer.status_code == 422
    assert _kept(owning) == []
