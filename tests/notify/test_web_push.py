"""Web Push: only the browser can read it, and its push service can tell who sent it."""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pytest_httpserver import HTTPServer

from notify import WebPush, public_key, server_key
from recallwatch.errors import SendError
from recallwatch.model import Channel, ChannelKind

from .chatting import Place, place
from .making import ADVICE, NOW, channel, message

pytestmark = pytest.mark.anyio

ENDPOINT = "https://push.example.org/send/abc"
SHARED = b"0123456789abcdef"


class Browser:
    """Holds the private key that only a browser has."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())

    @property
    def channel(self) -> Channel:
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": text(point), "auth": text(SHARED)}
        return channel(ChannelKind.WEB_PUSH, "a browser", json.dumps({"endpoint": ENDPOINT, "keys": keys}))

    def read(self, body: bytes) -> dict[str, str]:
        plain = http_ece.decrypt(body, private_key=self.private, auth_secret=SHARED, version="aes128gcm")
        shown: dict[str, str] = json.loads(plain)
        return shown


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def push(**changes: object) -> WebPush:
    return WebPush(b"k" * 32, contact="https://rw.example.org", **changes)  # type: ignore[arg-type]


@pytest.fixture
def here(httpserver: HTTPServer) -> Iterator[Place]:
    with place(httpserver) as running:
        running.status = 201
        yield running


async def test_the_browser_reads_what_was_sent(here: Place) -> None:
    browser = Browser()
    await here.sender(push()).send(browser.channel, message(), now=NOW)
    shown = browser.read(here.last.get_data())
    assert "Acme Volt 10 Power Bank" in shown["title"]
    assert shown["url"] == "https://rw.example.org/items"
    assert here.last.headers["Content-Encoding"] == "aes128gcm"
    assert (here.last.headers["Urgency"], here.last.headers["TTL"]) == ("high", "2419200")
    assert len(here.last.headers["Topic"]) == 32


async def test_nobody_else_can_read_it(here: Place) -> None:
    await here.sender(push()).send(Browser().channel, message(), now=NOW)
    with pytest.raises(http_ece.ECEException):
        Browser().read(here.last.get_data())


async def test_the_push_service_can_tell_who_sent_it(here: Place) -> None:
    await here.sender(push()).send(Browser().channel, message(), now=NOW)
    token, key = here.last.headers["Authorization"].removeprefix("vapid t=").split(", k=")
    assert key == public_key(server_key(b"k" * 32))
    point = urlsafe_b64decode(key + "=" * (-len(key) % 4))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims = jwt.decode(token, public, algorithms=["ES256"], audience="https://push.example.org")
    assert claims["sub"] == "https://rw.example.org"
    assert 0 < claims["exp"] - time.time() <= 24 * 3600


async def test_a_long_text_fits_into_one_record(here: Place) -> None:
    browser = Browser()
    long = message(advice=replace(ADVICE, headline="😀" * 5000, danger="😀" * 5000))
    await here.sender(push()).send(browser.channel, long, now=NOW)
    assert len(here.last.get_data()) <= 4096
    assert browser.read(here.last.get_data())["body"].endswith("…")


@pytest.mark.parametrize(("status", "ended"), [(404, True), (410, True), (413, False), (429, False), (500, False)])
async def test_a_browser_that_unsubscribed_ends_the_channel(here: Place, status: int, ended: bool) -> None:
    here.status = status
    with pytest.raises(SendError) as refused:
        await here.sender(push()).send(Browser().channel, message(), now=NOW)
    assert refused.value.disable is ended


@pytest.mark.parametrize(
    "secret", ["", "{}", "[]", '{"endpoint": "https://push.example.org", "keys": {"p256dh": "AA"}}']
)
async def test_what_is_no_subscription_is_refused(here: Place, secret: str) -> None:
    with pytest.raises(SendError, match="not a browser's subscription"):
        await here.sender(push()).send(channel(ChannelKind.WEB_PUSH, "x", secret), message(), now=NOW)


def test_the_key_is_the_same_on_every_host_and_another_for_another_installation() -> None:
    assert public_key(server_key(b"k" * 32)) == public_key(server_key(b"k" * 32))
    assert public_key(server_key(b"k" * 32)) != public_key(server_key(b"l" * 32))
