"""Places to be told at: nothing goes there before somebody there said yes."""

from dataclasses import replace

import pytest

from recallwatch.errors import SendError
from recallwatch.flow.places import MAX_PLACES, confirm_link
from recallwatch.model import Channel, ChannelKind
from recallwatch.ports import Answer

from .site import Site, words_of

SLACK = "https://hooks.slack.com/services/T1/B1/abcdWXYZ"
SUBSCRIPTION = (
    '{"endpoint": "https://push.example.org/x", "expirationTime": null, "keys": {"p256dh": "AA", "auth": "BB"}}'
)


class Asker:
    """Keeps the links it was to ask with; refuses while ``broken``."""

    def __init__(self) -> None:
        self.links: list[str] = []
        self.broken = False

    async def prove(self, channel: Channel, *, link: str) -> Answer:
        if self.broken:
            raise SendError("HTTP 404 no_service")
        self.links.append(link)
        return Answer("HTTP 200", 200)


@pytest.fixture
def asker(site: Site) -> Asker:
    asker = Asker()
    site.context = replace(site.context, provers=dict.fromkeys(ChannelKind, asker), push_key="KEY")
    site.__post_init__()
    site.sign_in()
    return asker


def channels(site: Site) -> list[Channel]:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
        assert owner
        return [c for c in unit.owners.channels(owner.id) if c.kind is not ChannelKind.EMAIL]


def add(site: Site, kind: str = "slack", address: str = SLACK) -> int:
    return site.post("/places", {"kind": kind, "address": address, "secret": ""}).status_code


def test_a_place_is_asked_and_used_after_its_yes(site: Site, asker: Asker) -> None:
    assert add(site) == 200
    (kept,) = channels(site)
    assert (kept.confirmed_at, kept.address) == (None, "hooks.slack.com/...WXYZ")
    path = asker.links[0].removeprefix(site.base)
    assert "Yes, send them" in words_of(site.get(path))
    assert channels(site)[0].confirmed_at is None
    assert site.post(path).status_code == 200
    assert channels(site)[0].confirmed_at == site.clock()


def test_the_address_of_a_webhook_is_never_shown(site: Site, asker: Asker) -> None:
    add(site)
    assert "abcdWXYZ" not in site.get("/items").text


def test_a_place_that_does_not_take_the_question_is_not_kept(site: Site, asker: Asker) -> None:
    asker.broken = True
    answer = site.post("/places", {"kind": "slack", "address": SLACK})
    assert "no_service" in words_of(answer)
    assert (answer.status_code, channels(site)) == (422, [])


@pytest.mark.parametrize(("kind", "address"), [("fax", "1"), ("slack", ""), ("slack", "ftp://x"), ("email", SLACK)])
def test_what_can_be_no_place_is_refused(site: Site, asker: Asker, kind: str, address: str) -> None:
    assert add(site, kind, address) == 422
    assert asker.links == []


def test_a_forged_or_old_link_confirms_nothing(site: Site, asker: Asker) -> None:
    add(site)
    kept = channels(site)[0]
    link = confirm_link(site.context, kept).removeprefix(site.base)
    assert site.post(link[:-4] + "AAAA").status_code == 410
    site.clock.moment += 8 * (site.clock.moment - site.clock.moment.replace(day=site.clock.moment.day - 1))
    assert site.post(link).status_code == 410
    assert channels(site)[0].confirmed_at is None


def test_a_place_can_be_removed(site: Site, asker: Asker) -> None:
    add(site)
    site.post(f"/channels/{channels(site)[0].id}/remove")
    assert channels(site) == []


def test_nobody_s_chat_can_be_flooded(site: Site, asker: Asker) -> None:
    for n in range(10):
        assert add(site, address=f"{SLACK}{n}") == 200
    assert add(site) == 429
    assert len(asker.links) == MAX_PLACES == 10


def test_this_browser_is_used_at_once_and_once(site: Site, asker: Asker) -> None:
    for _ in range(2):
        assert site.post("/places/browser", {"subscription": SUBSCRIPTION}).status_code == 303
    (kept,) = channels(site)
    assert (kept.kind, kept.confirmed_at) == (ChannelKind.WEB_PUSH, site.clock())
    assert kept.address == "a browser (push.example.org)"
    assert site.post("/places/browser", {"subscription": "{}"}).status_code == 422


def test_only_the_page_with_the_button_may_run_our_script(site: Site, asker: Asker) -> None:
    page = site.get("/items")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert 'data-key="KEY"' in page.text
    assert "script-src" not in site.get("/").headers["content-security-policy"]
    worker = site.get("/worker.js")
    assert (worker.status_code, worker.headers["content-type"]) == (200, "text/javascript; charset=utf-8")


def test_who_is_not_signed_in_adds_nothing(site: Site, asker: Asker) -> None:
    site.cookies.clear()
    assert add(site) == 303
    assert site.post("/places/browser", {"subscription": SUBSCRIPTION}).headers["location"] == "/sign-in"
