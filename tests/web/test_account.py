"""Signing in and out, and stopping messages."""

from datetime import timedelta
from pathlib import Path

import pytest

from recallwatch.flow.account import unsubscribe_link
from recallwatch.model import Channel
from recallwatch.web.throttle import Throttle

from .site import NOW, Site, new_site, words_of

ASK = {"email": "parent@example.org"}


def link(site: Site) -> str:
    site.post("/sign-in", ASK)
    return site.mail.links[-1].removeprefix(site.base)


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(site: Site) -> None:
    first = site.post("/sign-in", ASK)
    site.post(site.mail.links[-1].removeprefix(site.base))
    assert site.post("/sign-in", ASK).text == first.text
    assert "Look into your mailbox" in words_of(first)


def test_opening_the_link_changes_nothing_pressing_the_button_signs_in(site: Site) -> None:
    path = link(site)
    for _ in range(3):
        assert f'<form action="{path}" method="post">' in site.get(path).text
    assert site.get("/items").status_code == 303
    assert site.post(path).headers["location"] == "/items"
    assert site.get("/items").status_code == 200


def test_a_link_works_once(site: Site) -> None:
    path = link(site)
    site.post(path)
    again = site.post(path)
    assert again.status_code == 410
    assert "set-cookie" not in again.headers


def test_a_link_expires(site: Site) -> None:
    path = link(site)
    site.clock.moment += timedelta(hours=1)
    assert site.post(path).status_code == 410


def test_the_cookie_is_bound_to_the_host_and_out_of_reach_of_scripts(site: Site) -> None:
    cookie = site.post(link(site)).headers["set-cookie"]
    assert cookie.startswith("__Host-session=")
    for flag in ("HttpOnly", "SameSite=lax", "Path=/", "Secure"):
        assert flag in cookie


def test_on_plain_http_the_cookie_has_a_plain_name_or_browsers_drop_it(tmp_path: Path) -> None:
    plain = new_site(tmp_path, base_url="http://recalls.lan:8000")
    cookie = plain.post(link(plain)).headers["set-cookie"]
    assert cookie.startswith("session=")
    assert "Secure" not in cookie
    plain.context.store.close()


def test_signing_out_ends_the_session_in_the_store(site: Site) -> None:
    site.sign_in()
    kept = dict(site.cookies)
    assert site.post("/sign-out").status_code == 303
    site.cookies.update(kept)
    assert site.get("/items").status_code == 303


@pytest.mark.parametrize("email", ["", "parent", "a@b@c", "x" * 9000 + "@example.org", "a@example.org\r\nBcc: b@c"])
def test_what_cannot_be_an_address_is_said_so(site: Site, email: str) -> None:
    answer = site.post("/sign-in", {"email": email})
    assert answer.status_code == 422
    assert "does not look like an email address" in words_of(answer)
    assert site.mail.links == []


def test_a_mail_that_cannot_be_sent_is_said_so(site: Site) -> None:
    site.mail.broken = True
    answer = site.post("/sign-in", ASK)
    assert answer.status_code == 503
    assert "We could not send the mail" in words_of(answer)


def channel(site: Site) -> Channel:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email(ASK["email"])
        assert owner
        return unit.owners.channels(owner.id)[0]


def test_unsubscribing_takes_one_post_without_cookie_or_origin(site: Site) -> None:
    site.sign_in()
    path = unsubscribe_link(site.context, channel(site)).removeprefix(site.base)
    site.cookies.clear()
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"}
    answer = site.ask("POST", path, headers=headers, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert channel(site).disabled_why == "unsubscribed"


def test_opening_the_unsubscribe_link_stops_nothing(site: Site) -> None:
    site.sign_in()
    path = unsubscribe_link(site.context, channel(site)).removeprefix(site.base)
    assert "Stop all messages" in words_of(site.get(path))
    assert channel(site).disabled_at is None


def test_a_forged_unsubscribe_link_stops_nothing(site: Site) -> None:
    site.sign_in()
    mine = channel(site)
    answer = site.post(f"/unsubscribe/{mine.owner_id}/{mine.id}/forged")
    assert answer.status_code == 404
    assert channel(site).disabled_at is None


def test_what_was_to_be_watched_survives_signing_in(site: Site) -> None:
    sent = site.get("/items?name=power+bank&model=VB1263")
    assert sent.headers["location"] == "/sign-in?name=power+bank&model=VB1263"
    form = site.get(sent.headers["location"])
    assert '<input type="hidden" name="model" value="VB1263">' in form.text
    site.post("/sign-in", ASK | {"name": "power bank", "model": "VB1263"})
    landed = site.post(site.mail.links[-1].removeprefix(site.base))
    assert landed.headers["location"] == "/items?name=power+bank&model=VB1263#add"
    assert 'value="VB1263"' in site.get("/items?name=power+bank&model=VB1263").text
    assert "__Host-draft" not in dict(site.cookies)


def test_nobody_fills_a_mailbox_through_our_form(site: Site) -> None:
    answers = [site.post("/sign-in", {"email": email}).status_code for email in ["a@example.org", "A@example.org"] * 3]
    assert answers == [200] * 4 + [429] * 2
    assert site.post("/sign-in", ASK).status_code == 200
    site.clock.moment += timedelta(minutes=16)
    assert site.post("/sign-in", {"email": "a@example.org"}).status_code == 200


def ask_many(site: Site, times: int) -> list[int]:
    """Ask for links to as many mailboxes."""
    return [site.post("/sign-in", {"email": f"u{n}@example.org"}).status_code for n in range(times)]


def test_nobody_has_us_mail_all_the_world(site: Site) -> None:
    assert ask_many(site, 22) == [200] * 20 + [429] * 2
    assert len(site.mail.links) == 20
    site.visitor = "192.0.2.2"
    assert site.post("/sign-in", ASK).status_code == 200
    site.visitor = "192.0.2.1"
    site.clock.moment += timedelta(hours=1)
    assert site.post("/sign-in", ASK).status_code == 200


def test_all_addresses_of_one_ipv6_network_are_one_visitor(site: Site) -> None:
    site.visitor = "2001:db8::1"
    ask_many(site, 20)
    for visitor, status in [("2001:db8::ffff:2", 429), ("2001:db8:0:1::1", 200), ("::ffff:192.0.2.9", 200)]:
        site.visitor = visitor
        assert site.post("/sign-in", ASK).status_code == status


def test_visitors_of_ipv4_on_a_socket_of_both_are_told_apart(site: Site) -> None:
    site.visitor = "::ffff:192.0.2.1"
    ask_many(site, 20)
    site.visitor = "::ffff:192.0.2.2"
    assert site.post("/sign-in", ASK).status_code == 200


def test_what_a_visitor_is_refused_does_not_count_against_the_mailbox(site: Site) -> None:
    ask_many(site, 20)
    assert [site.post("/sign-in", ASK).status_code for _ in range(5)] == [429] * 5
    site.visitor = "192.0.2.2"
    assert site.post("/sign-in", ASK).status_code == 200


def test_what_is_no_address_is_not_remembered(site: Site) -> None:
    for n in range(30):
        assert site.post("/sign-in", {"email": f"{n}" * 5000}).status_code == 422
    site.post("/sign-in", {"email": " Parent@Example.org "})
    assert list(site.app.state.sign_in_limits.mailbox._seen) == ["parent@example.org"]


def test_a_throttle_forgets_what_is_long_ago() -> None:
    throttle = Throttle(times=1, within=timedelta(minutes=1))
    assert all(throttle.allow(str(n), now=NOW) for n in range(10_001))
    assert throttle.allow("new", now=NOW + timedelta(hours=1))
    assert len(throttle._seen) == 1


def test_a_throttle_never_grows_beyond_its_bound_and_forgets_the_longest_unused() -> None:
    throttle = Throttle(times=2, within=timedelta(minutes=1))
    assert throttle.allow("first", now=NOW)
    assert all(throttle.allow(str(n), now=NOW) for n in range(9_999))
    assert throttle.allow("first", now=NOW)  # used again, so no longer the first to go
    assert all(throttle.allow(f"flood-{n}", now=NOW) for n in range(9_000))
    assert len(throttle._seen) == 10_000
    assert not throttle.allow("first", now=NOW)
    assert "0" not in throttle._seen
