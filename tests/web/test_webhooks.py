"""The page of a webhook: chosen, tried, rotated, sent again; its owner's alone."""

from collections.abc import Mapping
from datetime import timedelta

import httpx
import pytest

from recallwatch.errors import SendError
from recallwatch.model import AttemptOutcome, Channel
from tests.making import ended
from tests.servers import Events

from .site import Site, power_bank, words_of


@pytest.fixture
def path(site: Site) -> str:
    """The page of a webhook that somebody added."""
    site.sign_in()
    return str(site.post("/channels", {"url": "https://hooks.example/in"}).headers["location"])


def hook(site: Site, path: str) -> Channel:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
        found = unit.owners.channel(owner.id, path.rpartition("/")[2]) if owner else None
    assert found
    return found


def events(site: Site) -> Events:
    made = site.context.events
    assert isinstance(made, Events)
    return made


def test_what_is_chosen_is_kept_and_shown(site: Site, path: str) -> None:
    chosen = {"type-alert.created": "on", "verdict-affected": "on", "countries": "us, ca", "per_minute": "30"}
    assert site.post(path, chosen).status_code == 303
    wants = hook(site, path).wants
    assert (wants.types, wants.verdicts) == (("alert.created",), ("affected",))
    assert (wants.countries, wants.hazards, wants.per_minute) == (("US", "CA"), (), 30)
    assert 'name="type-alert.created" checked' in site.get(path).text


@pytest.mark.parametrize(
    ("form", "says"),
    [({"hazards": "boredom"}, "no hazard"), ({"countries": "Canada"}, "ISO"), ({"per_minute": "x"}, "0")],
)
def test_what_cannot_be_is_refused_with_the_reason_and_shown_again(
    site: Site, path: str, form: Mapping[str, str], says: str
) -> None:
    answer = site.post(path, form)
    assert answer.status_code == 422
    assert says in words_of(answer)
    assert hook(site, path).wants.per_minute == 0


def test_a_private_key_is_never_shown(site: Site, path: str) -> None:
    before = hook(site, path).secret
    site.post(f"{path}/secret", {"kind": "private"})
    after = hook(site, path).secret
    text = site.get(path).text
    assert "whpk_" in text
    assert "whsk_" in after
    assert "whsk_" not in text
    assert f"{before}@" in after
    assert "signs along until" in text


def test_a_test_shows_how_it_went_and_ten_are_enough(site: Site, path: str) -> None:
    assert "The test was taken: HTTP 204" in words_of(site.post(f"{path}/test"))
    events(site).error = SendError("HTTP 500 <b>no such tenant</b>")
    answer = site.post(f"{path}/test")
    assert "The test was not taken: HTTP 500" in words_of(answer)
    assert "<b>" not in answer.text
    answers = [site.post(f"{path}/test").status_code for _ in range(10)]
    assert (answers[7], answers[8]) == (200, 429)


def _give_up(site: Site, path: str) -> str:
    """A message for the webhook is tried once, and given up."""
    site.take(power_bank())
    site.post("/items", {"brand": "Voltano", "model": "VB1263"})
    with site.context.store.write() as unit:
        due = next(
            each
            for each in unit.outbox.claim(now=site.clock(), lease=timedelta(minutes=1))
            if each.channel.id == path.rpartition("/")[2]
        )
        said = {"words": "HTTP 500 oops", "status": 500, "excerpt": "<i>oops</i> " * 40, "milliseconds": 12}
        unit.outbox.settle([ended(due.delivery, AttemptOutcome.DEAD, **said | {"at": site.clock()})])
    return due.delivery.id


def test_every_attempt_is_shown_with_the_answer_and_what_failed_is_sent_again(site: Site, path: str) -> None:
    _give_up(site, path)
    shown = site.get(path)
    assert "HTTP 500 oops · 12 ms" in words_of(shown)
    assert "&lt;i&gt;oops" in shown.text
    assert "1 message is sent again" in words_of(site.post(f"{path}/replay", {"days": "7"}))
    assert "0 messages are sent again" in words_of(site.post(f"{path}/replay", {"days": "7"}))
    assert site.post(f"{path}/replay", {"days": "31"}).status_code == 422


def test_one_message_is_sent_again_unless_it_waits_or_is_somebody_elses(site: Site, path: str) -> None:
    id_ = _give_up(site, path)
    other = str(site.post("/channels", {"url": "https://hooks.example/other"}).headers["location"])
    assert site.post(f"{other}/replay/{id_}").status_code == 422
    assert "1 message is sent again" in words_of(site.post(f"{path}/replay/{id_}"))
    assert site.post(f"{path}/replay/{id_}").status_code == 422
    assert site.post(f"{path}/replay/nothing").status_code == 422


def test_nobody_else_sees_or_changes_it(site: Site, path: str) -> None:
    before = hook(site, path)
    site.cookies = httpx.Cookies()
    site.sign_in("other@example.org")
    assert site.get(path).status_code == 404
    for action in ("", "/secret", "/test", "/replay"):
        assert site.post(f"{path}{action}", {"days": "7"}).status_code == 404
    assert hook(site, path) == before
    assert events(site).sent == []
