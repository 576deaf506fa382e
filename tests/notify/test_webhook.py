import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from notify import WebhookSender
from recallwatch.errors import AddressRefused, FetchError, SendError
from recallwatch.fetch import SafePost
from recallwatch.model import AlertKind, ChannelKind, Outcome
from recallwatch.paths import ROOT
from recallwatch.ports import Answer, PostResult
from recallwatch.tokens import new_webhook_secret

from .making import NOW, QUESTION, SECRET, channel, message, watch_message

pytestmark = pytest.mark.anyio


def sender(server: HTTPServer) -> WebhookSender:
    return WebhookSender(post=SafePost(user_agent="t", allow=frozenset({f"{server.host}:{server.port}"})))


async def sent(server: HTTPServer, *, secret: str, at: datetime) -> tuple[bytes, dict[str, str]]:
    """Send to a receiver that says 204; the body and headers it got."""
    server.expect_request("/hook", method="POST").respond_with_data(status=204)
    hook = channel(ChannelKind.WEBHOOK, server.url_for("/hook"), secret)
    assert await sender(server).send(hook, message(), now=at) == Answer("HTTP 204", 204)
    incoming, _ = server.log[-1]
    return incoming.data, dict(incoming.headers)


async def test_a_receiver_can_verify_the_signature(httpserver: HTTPServer) -> None:
    secret = new_webhook_secret()
    body, headers = await sent(httpserver, secret=secret, at=datetime.now(UTC))
    event = Webhook(secret).verify(body, headers)
    assert event["type"] == "alert.created"
    assert headers["Content-Type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        Webhook(new_webhook_secret()).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body + b" ", headers)


async def test_while_rotating_both_secrets_verify(httpserver: HTTPServer) -> None:
    old, new = new_webhook_secret(), new_webhook_secret()
    body, headers = await sent(httpserver, secret=f"{new} {old}", at=datetime.now(UTC))
    for secret in (old, new):
        assert Webhook(secret).verify(body, headers)


async def test_a_retry_keeps_id_and_body_and_signs_anew(httpserver: HTTPServer) -> None:
    now = datetime.now(UTC)
    body, first = await sent(httpserver, secret=SECRET, at=now)
    again, second = await sent(httpserver, secret=SECRET, at=now + timedelta(minutes=1))
    assert first["Webhook-Id"] == second["Webhook-Id"] == "delivery-1"
    assert body == again
    assert int(second["Webhook-Timestamp"]) - int(first["Webhook-Timestamp"]) == 60
    assert first["Webhook-Signature"] != second["Webhook-Signature"]


async def test_an_event_tells_all_an_owner_would_read(httpserver: HTTPServer) -> None:
    body, _ = await sent(httpserver, secret=SECRET, at=NOW)
    event = json.loads(body)
    data = event["data"]
    assert event["timestamp"] == "2026-11-23T09:30:00Z"
    assert data["notice"]["id"] == "us-cpsc:25338"
    assert data["notice"]["url"] == "https://recalls.example.org/volt-10"
    assert data["item"] == {"id": "item-1", "label": "Acme Volt 10 Power Bank"}
    assert (data["case"], data["verdict"], data["urgent"]) == ("case-1", "affected", True)
    assert data["why"][0]["quote"] == "model number A1263 is printed on the bottom"
    assert data["steps"][1]["url"] == "https://acme.example.com/volt"
    assert data["first_seen"] == "2026-11-20T06:00:00Z"
    assert (data["watch"], data["question"]) == (None, None)


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        (AlertKind.QUESTION, "alert.question"),
        (AlertKind.UPDATE, "alert.updated"),
        (AlertKind.CLEARED, "alert.cleared"),
    ],
)
async def test_each_kind_has_its_type(kind: AlertKind, type_: str) -> None:
    post = Fixed(PostResult(200, ""))
    asked = message(kind, outcome=Outcome.CHECK, question=QUESTION)
    await WebhookSender(post=post).send(HOOK, asked, now=NOW)
    event = json.loads(post.content)
    assert event["type"] == type_
    assert event["data"]["question"]["where"] == "printed on the bottom edge"


async def test_a_watch_hit_names_the_watch() -> None:
    post = Fixed(PostResult(200, ""))
    await WebhookSender(post=post).send(HOOK, watch_message(), now=NOW)
    event = json.loads(post.content)
    assert event["type"] == "notice.published"
    assert event["data"]["watch"] == {"id": "watch-1", "name": "Batteries"}
    assert (event["data"]["item"], event["data"]["verdict"]) == (None, None)


async def test_the_documented_example_has_the_shape_that_is_sent() -> None:
    post = Fixed(PostResult(200, ""))
    await WebhookSender(post=post).send(HOOK, message(question=QUESTION, changed=("units",)), now=NOW)
    page = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    example = page.partition("```json\n")[2].partition("```")[0]
    assert shape(json.loads(example)) == shape(json.loads(post.content))


def shape(value: object) -> object:
    """Keys and kinds without the values; of a list only its first row."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    return [shape(row) for row in value[:1]] if isinstance(value, list) else type(value).__name__


HOOK = channel(ChannelKind.WEBHOOK, "https://hooks.example.org/x", SECRET)


class Fixed:
    """A post that always ends the same way."""

    def __init__(self, end: PostResult | Exception) -> None:
        self._end = end
        self.content = b""

    async def __call__(
        self, url: str, *, content: bytes, headers: Mapping[str, str], method: str = "POST"
    ) -> PostResult:
        self.content = content
        if isinstance(self._end, Exception):
            raise self._end
        return self._end


@pytest.mark.parametrize(
    ("end", "permanent", "disable"),
    [
        (PostResult(410, "gone"), True, True),
        (PostResult(301, ""), False, False),
        (PostResult(400, "bad"), False, False),
        (PostResult(401, ""), False, False),
        (PostResult(404, ""), False, False),
        (PostResult(429, ""), False, False),
        (PostResult(500, "oops"), False, False),
        (PostResult(503, ""), False, False),
        (AddressRefused("port 25 is not one of 80, 443"), True, False),
        (AddressRefused("hooks.example.org leads to 10.0.0.1", passing=True), False, False),
        (FetchError("no answer within 15 s", url="https://secret.example/"), False, False),
    ],
)
async def test_only_2xx_is_success(end: PostResult | Exception, permanent: bool, disable: bool) -> None:
    with pytest.raises(SendError) as caught:
        await WebhookSender(post=Fixed(end)).send(HOOK, message(), now=NOW)
    assert (caught.value.permanent, caught.value.disable) == (permanent, disable)
    answered = (end.status, end.excerpt) if isinstance(end, PostResult) else (0, "")
    assert (caught.value.status, caught.value.excerpt) == answered
    assert "secret.example" not in str(caught.value)


async def test_the_receivers_wish_to_wait_is_handed_on(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("busy", status=429, headers={"Retry-After": "120"})
    hook = channel(ChannelKind.WEBHOOK, httpserver.url_for("/"), SECRET)
    with pytest.raises(SendError, match="HTTP 429 busy") as caught:
        await sender(httpserver).send(hook, message(), now=NOW)
    assert caught.value.retry_after == timedelta(seconds=120)


@pytest.mark.parametrize("secret", ["", "  ", "whsec_", "whsec_ä", "whsec_a"])
async def test_without_a_usable_secret_nothing_is_sent(secret: str) -> None:
    post = Fixed(PostResult(200, ""))
    with pytest.raises(SendError) as caught:
        await WebhookSender(post=post).send(channel(ChannelKind.WEBHOOK, HOOK.address, secret), message(), now=NOW)
    assert caught.value.permanent
    assert post.content == b""
