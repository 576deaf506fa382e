"""Answering from a message: without signing in, and never by merely opening the link."""

import pytest

from recallwatch.flow.answer_links import answer_link
from recallwatch.model import Answer

from .site import Site, power_bank, words_of
from .test_check import BY_SERIAL
from .test_items import BANK, only_item

_NOTICE = "us-test:25338"


@pytest.fixture
def asked(site: Site) -> Site:
    """Somebody who owns what may be recalled, was mailed, and is not signed in here."""
    site.take(power_bank(summary=BY_SERIAL))
    site.sign_in()
    site.post("/items", BANK)
    return site


def _link(site: Site) -> str:
    item = only_item(site)
    with site.context.store.read() as unit:
        (alert,) = unit.outbox.alerts(item.owner_id)
        (channel,) = unit.owners.channels(item.owner_id)
    site.cookies.clear()
    return answer_link(site.context, alert, channel).removeprefix(site.base)


def _answers(site: Site) -> list[Answer]:
    item = only_item(site)
    with site.context.store.read() as unit:
        return unit.answers.history(item.owner_id, item.id, f"case:{_NOTICE}")


def test_opening_the_link_answers_nothing(asked: Site) -> None:
    link = _link(asked)
    page = asked.get(f"{link}?say=not_mine")
    assert page.status_code == 200
    assert page.text.index("It is not mine") < page.text.index("I have dealt with it")
    assert page.text.count("autofocus") == 1
    assert _answers(asked) == []


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"state": "done", "how": "returned"}, "Well done."),
        ({"state": "not_mine"}, "We will not write about it again"),
        ({"state": "snoozed", "days": "7"}, "We will remind you on that day."),
    ],
)
def test_one_press_answers_and_says_so(asked: Site, form: dict[str, str], says: str) -> None:
    link = _link(asked)
    kept = asked.post(link, form)
    assert kept.status_code == 303
    assert says in words_of(asked.get(kept.headers["location"]))
    (said,) = _answers(asked)
    assert (said.state.value, said.by) == (form["state"], "parent@example.org")


def test_the_fact_that_is_asked_for_is_kept_and_judged_at_once(asked: Site) -> None:
    link = _link(asked)
    kept = asked.post(link, {"serial": "150000", "model": "other"})
    assert (only_item(asked).serial, only_item(asked).model) == ("150000", "VB1263")
    assert "Recalled: stop using it" in words_of(asked.get(kept.headers["location"]))


def test_an_answer_that_clears_it_leaves_nothing_to_do(asked: Site) -> None:
    link = _link(asked)
    asked.post(link, {"serial": "950000"})
    assert "There is nothing to do any more" in words_of(asked.get(link))


@pytest.mark.parametrize("form", [{}, {"serial": ""}, {"vin": "x"}, {"state": "eaten"}])
def test_what_answers_nothing_is_said_in_words(asked: Site, form: dict[str, str]) -> None:
    refused = asked.post(_link(asked), form)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text


def test_a_link_that_was_tampered_with_shows_nothing(asked: Site) -> None:
    link = _link(asked)
    for wrong in (link[:-3] + "abc", link.replace(link.split("/")[3], "01J"), "/answer/a/b/c/d"):
        assert asked.get(wrong).status_code == 404
        assert asked.post(wrong, {"state": "done"}).status_code == 404
    assert _answers(asked) == []


def test_a_link_to_a_removed_thing_shows_nothing(asked: Site) -> None:
    link = _link(asked)
    item = only_item(asked)
    with asked.context.store.write() as unit:
        unit.items.remove(item.owner_id, item.id)
    assert asked.get(link).status_code == 404
