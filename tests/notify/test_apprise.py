"""Apprise: the operator's own addresses."""

import json
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer

from notify import AppriseSender
from recallwatch.errors import SendError
from recallwatch.model import ChannelKind
from recallwatch.templating import environment

from .chatting import Place, place
from .making import NOW, channel, message

# Apprise loads a module of the standard library that is on its way out.
pytestmark = [pytest.mark.anyio, pytest.mark.filterwarnings("ignore:.*imghdr.*:DeprecationWarning")]


@pytest.fixture
def here(httpserver: HTTPServer) -> Iterator[Place]:
    with place(httpserver) as running:
        yield running


def address(here: Place) -> str:
    return f"json://{here.server.host}:{here.server.port}/"


async def test_apprise_carries_title_text_and_link(here: Place) -> None:
    where = channel(ChannelKind.APPRISE, "json://...", address(here))
    await AppriseSender(templates=environment()).send(where, message(), now=NOW)
    got = json.loads(here.last.get_data())
    assert "Acme Volt 10 Power Bank" in got["title"]
    assert got["message"].endswith("https://rw.example.org/items")
    assert got["type"] == "failure"


async def test_a_refusal_is_tried_again(here: Place) -> None:
    here.status = 500
    where = channel(ChannelKind.APPRISE, "json://...", address(here))
    with pytest.raises(SendError) as refused:
        await AppriseSender(templates=environment()).send(where, message(), now=NOW)
    assert not refused.value.permanent


async def test_an_address_apprise_does_not_know_ends_the_channel() -> None:
    where = channel(ChannelKind.APPRISE, "x", "nothing-of-the-kind://x")
    with pytest.raises(SendError) as refused:
        await AppriseSender(templates=environment()).send(where, message(), now=NOW)
    assert refused.value.disable
