"""The operator is mailed and posted to, and who watches us is pinged."""

import json
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer

from notify import OperatorMail, OperatorWebhook, SmtpMailer, pinging
from recallwatch.errors import SendError
from recallwatch.fetch import SafePost
from recallwatch.model import Alarm
from tests.servers import smtp_sink

from .chatting import Place, place
from .making import NOW, SEEN

pytestmark = pytest.mark.anyio

ALARM = Alarm("late deliveries", "deliveries have been waiting; does a worker run?", SEEN, NOW)


@pytest.fixture
def here(httpserver: HTTPServer) -> Iterator[Place]:
    with place(httpserver) as running:
        yield running


def post(here: Place) -> SafePost:
    return SafePost(user_agent="t", allow=frozenset({f"{here.server.host}:{here.server.port}"}))


async def test_a_mail_says_what_is_wrong_since_when_and_that_it_is_over() -> None:
    with smtp_sink() as sink:
        mailer = SmtpMailer(sink.host, sink.port, security="none")
        mail = OperatorMail(mailer=mailer, sender="rw@example.org", to="op@example.org")
        await mail.tell(ALARM, over=False, now=NOW)
        await mail.tell(ALARM, over=True, now=NOW)
        first, second = (kept.message for kept in sink.mails)
    assert first["Subject"] == "recallwatch: late deliveries"
    assert "does a worker run? (since 2026-11-20 06:00 UTC)" in str(first.get_content())
    assert second["Subject"] == "recallwatch: over: late deliveries"


async def test_a_webhook_gets_the_same_as_json(here: Place) -> None:
    hook = OperatorWebhook(post=post(here), url=here.server.url_for("/alarms"))
    await hook.tell(ALARM, over=False, now=NOW)
    assert here.value == {
        "type": "operator.alarm",
        "timestamp": "2026-11-23T09:30:00Z",
        "data": {"name": ALARM.name, "text": ALARM.text, "since": "2026-11-20T06:00:00Z"},
    }
    await hook.tell(ALARM, over=True, now=NOW)
    assert json.loads(here.last.get_data())["type"] == "operator.alarm_over"


async def test_a_refusal_is_an_error(here: Place) -> None:
    here.status = 500
    with pytest.raises(SendError, match="HTTP 500"):
        await OperatorWebhook(post=post(here), url=here.server.url_for("/")).tell(ALARM, over=False, now=NOW)


async def test_a_ping_is_an_empty_post(here: Place) -> None:
    await pinging(post(here), here.server.url_for("/alive"))()
    assert (here.last.path, here.last.get_data()) == ("/alive", b"")
