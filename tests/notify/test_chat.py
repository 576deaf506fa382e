"""Chat services: what each is posted, what its refusals mean, and that no text of a notice is ever markup."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer

from notify import ChatSender, Discord, Matrix, Ntfy, Service, Slack, Teams, Telegram
from recallwatch.errors import SendError
from recallwatch.fetch import SafePost
from recallwatch.model import AlertKind, Change, Channel, ChannelKind, Message, Outcome
from recallwatch.templating import environment

from .chatting import Place, place
from .making import ADVICE, ITEM, NOTICE, NOW, QUESTION, channel, message, watch_message

pytestmark = pytest.mark.anyio

EVIL = "@everyone <!channel> <@U1> [click](https://evil.example) *bold* `code` <script>alert(1)</script> &"
TOKEN = "123:bot-token"
NTFY = channel(ChannelKind.NTFY, "https://ntfy.example.org/home-recalls", "tk_1")
SLACK = channel(ChannelKind.SLACK, "hooks.slack.com/...abcd", "https://hooks.slack.com/services/T1/B1/abcd")
DISCORD = channel(ChannelKind.DISCORD, "discord.com/...abcd", "https://discord.com/api/webhooks/1/abcd")
TEAMS = channel(ChannelKind.TEAMS, "x", "https://prod-1.westeurope.logic.azure.com/workflows/1/triggers/manual?sig=s")
TELEGRAM = channel(ChannelKind.TELEGRAM, "-100123")
MATRIX = channel(ChannelKind.MATRIX, "https://matrix.example.org/!home:example.org", "syt_1")
SERVICES: dict[str, tuple[Service, Channel]] = {
    "ntfy": (Ntfy(), NTFY),
    "slack": (Slack(), SLACK),
    "discord": (Discord(), DISCORD),
    "teams": (Teams(), TEAMS),
    "telegram": (Telegram(TOKEN), TELEGRAM),
    "matrix": (Matrix(), MATRIX),
}


@pytest.fixture
def here(httpserver: HTTPServer) -> Iterator[Place]:
    with place(httpserver) as running:
        yield running


async def said(here: Place, name: str, note: Message | None = None) -> str:
    """What the place got, as text."""
    service, where = SERVICES[name]
    await here.sender(service).send(where, note or message(), now=NOW)
    return here.last.get_data().decode()


def hostile() -> Message:
    return message(
        advice=replace(ADVICE, headline=EVIL, danger=EVIL),
        notice=replace(NOTICE, title=EVIL),
        item=replace(ITEM, name=EVIL, brand=""),
    )


async def test_ntfy_is_published_to_as_json(here: Place) -> None:
    await said(here, "ntfy")
    assert (here.last.path, here.last.headers["Authorization"]) == ("/", "Bearer tk_1")
    assert here.value["topic"] == "home-recalls"
    assert here.value["priority"] == 5
    assert here.value["click"] == "https://rw.example.org/items"
    assert "Acme Volt 10 Power Bank" in str(here.value["title"])


async def test_ntfy_does_not_ring_for_what_can_wait(here: Place) -> None:
    await said(here, "ntfy", message(advice=replace(ADVICE, urgent=False)))
    assert here.value["priority"] == 3


async def test_slack_gets_plain_texts_and_our_link(here: Place) -> None:
    await said(here, "slack")
    assert here.last.path == "/services/T1/B1/abcd"
    header, text, link = here.value["blocks"]
    assert (header["type"], text["text"]["type"]) == ("header", "plain_text")
    assert "Danger: The lithium-ion battery can overheat and catch fire." in text["text"]["text"]
    assert link["text"] == {"type": "mrkdwn", "text": "<https://rw.example.org/items|Open>"}
    assert here.value["unfurl_links"] is False


async def test_discord_gets_one_embed_and_may_ping_nobody(here: Place) -> None:
    await said(here, "discord")
    assert here.last.full_path == "/api/webhooks/1/abcd?wait=true"
    (embed,) = here.value["embeds"]
    assert embed["url"] == "https://rw.example.org/items"
    assert here.value["allowed_mentions"] == {"parse": []}


async def test_teams_gets_a_card(here: Place) -> None:
    await said(here, "teams")
    assert here.last.args["sig"] == "s"
    (attachment,) = here.value["attachments"]
    card = attachment["content"]
    assert (attachment["contentType"], card["version"]) == ("application/vnd.microsoft.card.adaptive", "1.4")
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open", "url": "https://rw.example.org/items"}]


async def test_telegram_gets_text_without_markup_from_the_operator_s_bot(here: Place) -> None:
    await said(here, "telegram")
    assert here.last.path == f"/bot{TOKEN}/sendMessage"
    assert (here.value["chat_id"], here.value["disable_notification"]) == ("-100123", False)
    assert "parse_mode" not in here.value


async def test_matrix_repeats_are_one_event(here: Place) -> None:
    await said(here, "matrix")
    assert (here.last.method, here.last.headers["Authorization"]) == ("PUT", "Bearer syt_1")
    assert here.last.path.endswith("/rooms/!home:example.org/send/m.room.message/delivery-1")
    assert (here.value["msgtype"], here.value["m.mentions"]) == ("m.text", {})


@pytest.mark.parametrize("name", SERVICES)
async def test_every_service_is_told_what_to_do_and_why(here: Place, name: str) -> None:
    text = (await said(here, name)).replace("\\", "")
    assert "Stop using the power bank at once." in text
    assert "Register for a free replacement." in text
    assert "Your model A" in text


@pytest.mark.parametrize("name", SERVICES)
async def test_a_repeat_is_the_same_request(here: Place, name: str) -> None:
    assert await said(here, name) == await said(here, name)


@pytest.mark.parametrize("name", SERVICES)
async def test_long_texts_are_cut_to_what_the_service_takes(here: Place, name: str) -> None:
    long = message(advice=replace(ADVICE, headline="x" * 9000, danger="ü" * 9000), item=replace(ITEM, name="y" * 9000))
    body = await said(here, name, long)
    most = {"ntfy": 4096, "slack": 8000, "discord": 6000, "teams": 28_000, "telegram": 9000, "matrix": 65_000}
    assert len(body.encode()) < most[name] * 2
    assert "…" in body


async def test_limits_in_characters_are_kept(here: Place) -> None:
    long = message(advice=replace(ADVICE, danger="*" * 9000), item=replace(ITEM, name="*" * 9000))
    await said(here, "discord", long)
    (embed,) = here.value["embeds"]
    assert (len(embed["title"]) <= 256, len(embed["description"]) <= 4096) == (True, True)
    await said(here, "telegram", long)
    assert len(str(here.value["text"])) <= 4096
    await said(here, "ntfy", long)
    assert len(str(here.value["message"]).encode()) <= 4096


async def test_no_text_of_a_notice_is_markup(here: Place) -> None:
    assert "&lt;!channel&gt;" in (await said(here, "slack", hostile()))
    discord = json.loads(await said(here, "discord", hostile()))["embeds"][0]["description"]
    assert "@everyone" not in discord
    assert "\\[click\\]\\(https" in discord
    teams = await said(here, "teams", hostile())
    assert "[click](" not in teams
    matrix = json.loads(await said(here, "matrix", hostile()))["formatted_body"]
    assert "<script>" not in matrix
    assert "&lt;script&gt;" in matrix


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (
            message(AlertKind.QUESTION, question=QUESTION, outcome=Outcome.CHECK),
            "Does the serial number start with AB?",
        ),
        (
            message(AlertKind.UPDATE, thread="alert-0", changes=(Change("remedy", "", "Refund.", material=True),)),
            "It now says: Refund.",
        ),
        (message(AlertKind.CLEARED, thread="alert-0"), "you need not do anything"),
        (watch_message(), "It fits your watch Batteries."),
    ],
)
async def test_each_kind_of_alert_says_what_it_is(here: Place, note: Message, words: str) -> None:
    assert words in await said(here, "telegram", note)


@pytest.mark.parametrize(
    ("name", "status", "body", "ended"),
    [
        ("ntfy", 403, "forbidden", True),
        ("ntfy", 500, "", False),
        ("slack", 404, "no_service", True),
        ("slack", 403, "channel_is_archived", True),
        ("slack", 400, "invalid_payload", False),
        ("discord", 404, '{"message": "Unknown Webhook", "code": 10015}', True),
        ("discord", 401, '{"message": "Invalid Webhook Token", "code": 50027}', True),
        ("discord", 400, '{"code": 50006}', False),
        ("teams", 404, "", True),
        ("telegram", 403, '{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}', True),
        ("telegram", 400, '{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}', True),
        ("telegram", 401, '{"ok":false,"error_code":401,"description":"Unauthorized"}', False),
        ("matrix", 403, '{"errcode":"M_FORBIDDEN","error":"not in the room"}', True),
        ("matrix", 401, '{"errcode":"M_UNKNOWN_TOKEN"}', True),
        ("matrix", 502, "<html>", False),
    ],
)
async def test_a_refusal_ends_the_channel_only_if_the_place_is_gone(
    here: Place, name: str, status: int, body: str, ended: bool
) -> None:
    here.status, here.body = status, body
    with pytest.raises(SendError) as refused:
        await said(here, name)
    assert refused.value.disable is ended
    assert refused.value.status == status


@pytest.mark.parametrize(
    ("name", "body", "headers", "wait"),
    [
        ("discord", '{"retry_after": 1.5, "global": false}', {}, 1.5),
        ("telegram", '{"ok":false,"parameters":{"retry_after":30}}', {}, 30),
        ("matrix", '{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2000}', {}, 2),
        ("slack", "", {"Retry-After": "40"}, 40),
    ],
)
async def test_a_service_s_own_wait_is_heard(
    here: Place, name: str, body: str, headers: dict[str, str], wait: float
) -> None:
    here.status, here.body, here.headers = 429, body, headers
    with pytest.raises(SendError) as refused:
        await said(here, name)
    assert refused.value.retry_after == timedelta(seconds=wait)
    assert not refused.value.permanent


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("slack", "https://hooks.slack.com.evil.example/services/T"),
        ("slack", "http://hooks.slack.com/services/T"),
        ("slack", "https://hooks.slack.com/elsewhere"),
        ("discord", "https://evil.example/api/webhooks/1/a"),
        ("teams", "https://evil-logic.azure.com.example/x"),
        ("teams", "https://logic.azure.com.evil.example/x"),
    ],
)
async def test_a_service_s_name_leads_to_its_own_hosts_only(here: Place, name: str, secret: str) -> None:
    service, where = SERVICES[name]
    with pytest.raises(SendError) as refused:
        await here.sender(service).send(replace(where, secret=secret), message(), now=NOW)
    assert refused.value.permanent
    assert here.got == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080/topic", "http://[::1]/topic", "http://10.0.0.1/topic"])
async def test_a_server_of_one_s_own_must_be_public(address: str) -> None:
    sender = ChatSender(Ntfy(), post=SafePost(user_agent="t"), templates=environment())
    with pytest.raises(SendError) as refused:
        await sender.send(channel(ChannelKind.NTFY, address), message(), now=NOW)
    assert refused.value.permanent


async def test_a_place_is_asked_with_a_link(here: Place) -> None:
    service, where = SERVICES["telegram"]
    await here.sender(service).prove(where, link="https://rw.example.org/places/confirm/1")
    assert "Send recall alerts here?" in str(here.value["text"])
    assert "https://rw.example.org/places/confirm/1" in json.dumps(here.value)


async def test_without_a_bot_nothing_is_sent() -> None:
    sender = ChatSender(Telegram(""), post=SafePost(user_agent="t"), templates=environment())
    with pytest.raises(SendError, match="no Telegram bot is set"):
        await sender.send(TELEGRAM, message(), now=NOW)
