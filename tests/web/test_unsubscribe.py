"""Stopping messages from a mail: nothing by looking, all by one press; and what mail scanners do changes nothing."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage

import anyio
import httpx
import pytest

from notify import AccountMails, EmailSender
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.match import match_all
from recallwatch.model import Channel, ChannelKind, DeliveryState, Notice, PartialDate, Watch
from recallwatch.templating import environment
from recallwatch.web.app import create_app

from .site import HOST, NOW, Site, power_bank, words_of
from .test_reading_changes_nothing import everything

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@dataclass
class Letterbox:
    """A mailer that keeps what it is given."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def __call__(self, mail: EmailMessage, *, return_path: str = "") -> str:
        self.mails.append(mail)
        return "kept"


@dataclass
class Post:
    """A site with true mails, somebody with a recalled thing and a watch, and the mails about both."""

    site: Site
    box: Letterbox

    def send(self) -> None:
        self.site.clock.moment += timedelta(hours=1)
        match_all(self.site.context.store, now=self.site.clock)
        anyio.run(dispatch, self.site.context)

    def mail(self, kind: str) -> EmailMessage:
        """The last mail of a list: ``alerts`` or ``watches``."""
        return next(m for m in reversed(self.box.mails) if f"{kind}." in m.get("List-Id", ""))

    def one_click(self, kind: str) -> httpx.Response:
        """What a mail provider posts for its user: no cookie, from anywhere."""
        self.site.cookies.clear()
        path = self.mail(kind)["List-Unsubscribe"].strip("<>").removeprefix(self.site.base)
        return self.site.ask("POST", path, headers={"Sec-Fetch-Site": "cross-site"}, data=ONE_CLICK)

    def press(self, kind: str, scope: str) -> httpx.Response:
        path = self.mail(kind)["List-Unsubscribe"].strip("<>").removeprefix(self.site.base)
        return self.site.post(path, {"scope": scope})

    def channels(self) -> list[Channel]:
        with self.site.context.store.read() as unit:
            owner = unit.owners.by_email("parent@example.org")
            assert owner
            return unit.owners.channels(owner.id)

    def states(self) -> list[DeliveryState]:
        with self.site.context.store.read() as unit:
            return sorted(delivery.state for delivery in unit.outbox.deliveries())


@pytest.fixture
def post(site: Site) -> Post:
    box, templates = Letterbox(), environment()
    sender = f"alerts@{HOST}"
    email = EmailSender(mailer=box, templates=templates, sender=sender, domain=HOST)
    site.sign_in()
    site.context = replace(
        site.context,
        senders={ChannelKind.EMAIL: email},
        account_mail=AccountMails(mailer=box, templates=templates, sender=sender),
    )
    site.app = create_app(site.context)
    made = Post(site, box)
    site.post("/items", {"brand": "Voltano", "model": "VB1263"})
    owner_id = made.channels()[0].owner_id
    with site.context.store.write() as unit:
        unit.items.put_watch(Watch("watch-1", owner_id, "Fires", hazard="fire", created_at=site.clock()))
    site.take(_recall())
    made.send()
    return made


def _links(mail: EmailMessage) -> set[str]:
    """Every address of ours in a mail: text, HTML, headers."""
    parts = [str(mail.get("List-Unsubscribe", ""))]
    parts += [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]
    found = re.findall(rf"https://{re.escape(HOST)}(/[^\s\"'<>]*)", " ".join(parts))
    return {path.replace("&amp;", "&") for path in found}


def test_a_scanner_that_opens_every_link_of_every_mail_changes_nothing(post: Post) -> None:
    post.site.post("/sign-in", {"email": "new@example.org"})
    post.site.post("/settings/second", {"email": "ben@example.org"})
    post.site.take(_recall(hazard="The battery can explode and catch fire."))
    post.send()
    post.site.clock.moment += timedelta(days=4)
    assert len({mail["Subject"].split()[0] for mail in post.box.mails}) >= 4
    paths = {path for mail in post.box.mails for path in _links(mail)}
    assert len(paths) >= 10
    assert {path.split("/")[1] for path in paths} >= {"unsubscribe", "answer", "sign-in", "second", "items", "notices"}
    before = everything(post.site)
    post.site.cookies.clear()
    for path in sorted(paths):
        for method in ("GET", "HEAD", "GET"):
            assert post.site.ask(method, path).status_code in (200, 303), path
    assert everything(post.site) == before


def test_the_mail_programs_own_button_on_an_alert_stops_the_address(post: Post) -> None:
    assert post.one_click("alerts").status_code == 200
    assert post.channels()[0].disabled_why == "unsubscribed"


def test_on_a_watchs_mail_it_stops_that_watch_only(post: Post) -> None:
    assert post.mail("watches")["List-Id"] == f"recallwatch watch <watch-1.watches.{HOST}>"
    assert post.one_click("watches").status_code == 200
    assert post.channels()[0].disabled_at is None
    count = len(post.box.mails)
    post.site.take(_recall("25339"))
    post.send()
    assert [mail["List-Id"] for mail in post.box.mails[count:]] == [f"recallwatch alerts <alerts.{HOST}>"]


def test_one_thing_can_be_stopped_and_wanted_again(post: Post) -> None:
    assert "Stop messages about “Voltano VB1263”" in words_of(post.site.get(_stop_path(post)))
    post.press("alerts", "subject")
    count = len(post.box.mails)
    post.site.take(_recall(hazard="The battery can explode and catch fire."))
    post.send()
    assert post.box.mails[count:] == []
    page = post.site.get("/items").text
    assert "Nothing is sent here about “Voltano VB1263”" in page
    (again,) = re.findall(r'action="(/channels/[^"]+/hear/[^"]+)"', page)
    post.site.post(again)
    post.site.take(_recall(hazard="The battery can burst and catch fire."))
    post.send()
    assert len(post.box.mails) == count + 1


@pytest.mark.parametrize("scope", ["subject", "address", "everywhere"])
def test_what_waits_already_is_not_sent(post: Post, scope: str) -> None:
    post.site.take(_recall(hazard="The battery can explode and catch fire."))
    match_all(post.site.context.store, now=post.site.clock)
    count = len(post.box.mails)
    post.press("alerts", scope)
    anyio.run(dispatch, post.site.context)
    assert post.box.mails[count:] == []
    assert DeliveryState.DROPPED in post.states()


def test_everything_can_be_stopped_at_once(post: Post) -> None:
    post.site.post("/channels", {"url": "https://hooks.example.net/r"})
    post.press("alerts", "everywhere")
    assert [channel.disabled_why for channel in post.channels()] == ["unsubscribed"] * 2


def test_a_forged_link_stops_nothing(post: Post) -> None:
    path = _stop_path(post)
    forged = path.rpartition("/")[0] + "/forged"
    assert post.site.get(forged).status_code == 404
    assert post.site.post(forged).status_code == 404
    other = path.replace("/unsubscribe/", "/unsubscribe/x")
    assert post.site.post(other).status_code == 404
    assert post.channels()[0].disabled_at is None


def _recall(number: str = "25338", **changes: object) -> Notice:
    """One of today, which watches may hear of."""
    return power_bank(number, published=PartialDate(NOW.year, NOW.month, NOW.day), **changes)


def _stop_path(post: Post) -> str:
    return str(post.mail("alerts")["List-Unsubscribe"]).strip("<>").removeprefix(post.site.base)
