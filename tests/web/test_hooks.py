"""Bounces that programs post."""

from dataclasses import replace

import httpx
import pytest

from recallwatch.bounces import return_path
from recallwatch.config import load
from recallwatch.web.app import create_app
from tests.bounces import samples

from .site import Site

_ADDRESS = "bounce@recalls.example.org"


@pytest.fixture
def hooked(site: Site) -> Site:
    """A site that takes bounces, with somebody signed up."""
    settings = load(data_dir=site.folder, base_url=site.base, bounce_token="let me in", bounce_address=_ADDRESS)
    site.context = replace(site.context, settings=settings)
    site.app = create_app(site.context)
    site.sign_in()
    return site


def post(site: Site, content: bytes, *, bearer: str = "let me in", kind: str = "message/rfc822") -> httpx.Response:
    headers = {"Authorization": f"Bearer {bearer}", "Content-Type": kind}
    return site.ask("POST", "/hooks/bounce", headers=headers, content=content)


def stopped(site: Site) -> str:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
        assert owner
        return unit.owners.channels(owner.id)[0].disabled_why


def test_json_stops_an_address(hooked: Site) -> None:
    told = b'{"type": "bounce", "status": "5.1.1", "words": "no such user", "recipient": "parent@example.org"}'
    assert post(hooked, told, kind="application/json").json() == {"counted": 1}
    assert stopped(hooked) == "there is no such mailbox (5.1.1 no such user)"
    assert "there is no such mailbox" in hooked.get("/items").text


def test_a_mail_is_read_as_one(hooked: Site) -> None:
    unknown = return_path(b"k" * 32, _ADDRESS, "01KAQV2M8ZX6T3W0Y9N4B7C5E4")
    assert post(hooked, samples.SES.replace(samples.VERP, unknown).encode()).json() == {"counted": 0}
    assert stopped(hooked) == ""


def test_a_wrong_token_opens_nothing(hooked: Site) -> None:
    told = b'{"type": "complaint", "recipient": "parent@example.org"}'
    assert post(hooked, told, bearer="wrong", kind="application/json").status_code == 401
    assert stopped(hooked) == ""


def test_json_of_another_form_is_said_so(hooked: Site) -> None:
    answer = post(hooked, b"{}", kind="application/json")
    assert answer.status_code == 400
    assert answer.json() == {"error": '"type" must be "bounce" or "complaint"'}


def test_without_a_token_set_there_is_no_such_page(site: Site) -> None:
    assert post(site, b"{}", bearer="").status_code == 404


def test_a_warning_is_shown_while_an_address_is_in_trouble(hooked: Site) -> None:
    told = b'{"type": "bounce", "status": "5.2.2", "words": "mailbox full", "recipient": "parent@example.org"}'
    post(hooked, told, kind="application/json")
    assert stopped(hooked) == ""
    assert "mail to it comes back (0.5 points, stopped above 5)" in hooked.get("/items").text
