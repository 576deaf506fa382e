"""Further mailboxes: asked first, and left alone when they say no."""

from datetime import timedelta

import pytest

from recallwatch.model import Channel
from recallwatch.ports import Note

from .site import Site, words_of

BEN = {"email": "ben@example.org"}


@pytest.fixture
def asked(site: Site) -> Site:
    """Somebody signed in has had us ask in Ben's mailbox."""
    site.sign_in()
    assert site.post("/mailboxes", BEN).status_code == 200
    return site


def channel(site: Site) -> Channel | None:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
        assert owner
        return next((c for c in unit.owners.channels(owner.id) if c.address == BEN["email"]), None)


def question(site: Site) -> Note:
    to, note = site.mail.notes[-1]
    assert to == BEN["email"]
    return note


def path(site: Site, address: str) -> str:
    return address.removeprefix(site.base)


def test_looking_at_the_link_confirms_nothing_pressing_its_button_does(asked: Site) -> None:
    link = path(asked, question(asked).button[1])
    asked.cookies.clear()
    assert "autofocus" in asked.get(link).text
    found = channel(asked)
    assert found
    assert found.confirmed_at is None
    assert asked.post(link).status_code == 200
    found = channel(asked)
    assert found
    assert found.confirmed_at is not None


def test_the_link_works_for_seven_days(asked: Site) -> None:
    asked.clock.moment += timedelta(days=7, minutes=1)
    asked.post(path(asked, question(asked).button[1]))
    found = channel(asked)
    assert found
    assert found.confirmed_at is None


def test_one_click_in_the_mail_program_says_never_again(asked: Site) -> None:
    stop = path(asked, question(asked).unsubscribe)
    asked.ask("POST", stop, headers={"Sec-Fetch-Site": "cross-site"}, data={"List-Unsubscribe": "One-Click"})
    found = channel(asked)
    assert found
    assert found.disabled_why == "unsubscribed"
    again = asked.post("/mailboxes", BEN)
    assert again.status_code == 422
    assert "does not want to be written to" in words_of(again)
    for way in ("resume", "remove"):
        asked.post(f"/channels/{found.id}/{way}")
    assert channel(asked) == found
    assert len(asked.mail.notes) == 1


def test_who_asks_again_gets_the_same_link_sent_again(asked: Site) -> None:
    asked.post("/mailboxes", BEN)
    assert [note.button for _, note in asked.mail.notes] == [question(asked).button] * 2


def test_a_mailbox_can_be_removed_and_the_first_one_cannot(asked: Site) -> None:
    found = channel(asked)
    assert found
    assert asked.post(f"/channels/{found.id}/remove").status_code == 303
    assert channel(asked) is None
    with asked.context.store.read() as unit:
        (own,) = unit.owners.channels(found.owner_id)
    assert asked.post(f"/channels/{own.id}/remove").status_code == 404


def test_there_is_a_bound(site: Site) -> None:
    site.sign_in()
    statuses = [site.post("/mailboxes", {"email": f"m{n}@example.org"}).status_code for n in range(6)]
    assert statuses == [200] * 4 + [422] * 2


@pytest.mark.parametrize("email", ["", "ben", "parent@example.org"])
def test_what_cannot_be_added_is_said_so(site: Site, email: str) -> None:
    site.sign_in()
    assert site.post("/mailboxes", {"email": email}).status_code == 422
    assert site.mail.notes == []
