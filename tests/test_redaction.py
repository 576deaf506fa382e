"""Nothing in a log lets anybody act as somebody, or tells who they are."""

import io
import json
import logging
import sys
from contextlib import redirect_stderr

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.logs import configure
from recallwatch.redaction import redact, redacted
from recallwatch.tokens import new_token, new_webhook_secret

WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=8, max_size=30)
AROUND = st.text(max_size=20)
SHAPES = (
    "https://ann:{}@example.org/x",
    "whsec_{}",
    "Authorization: Bearer {}",
    "basic {}",
    "https://example.org/x?token={}&a=1",
    "https://example.org/?a=1&access_token={}",
    "https://api.telegram.org/bot12345:{}/sendMessage",
    "https://hooks.slack.com/services/T1/B1/{}",
    "https://discord.com/api/webhooks/1/{}",
    "https://prod-1.westeurope.logic.azure.com/workflows/1?sig={}",
    "{}@example.org",
)


@given(before=AROUND, secret=WORD, after=AROUND, shape=st.sampled_from(SHAPES))
def test_no_secret_and_no_address_passes(before: str, secret: str, after: str, shape: str) -> None:
    secret = f"S3cr3t{secret}"
    assert secret not in redacted(f"{before} {shape.format(secret)} {after}")


def test_tokens_of_our_own_links_do_not_pass() -> None:
    for token in (new_token(), new_webhook_secret()):
        for path in ("/sign-in/{}", "/my/{}/feed.atom", "/unsubscribe/o/c/{}", "/places/confirm/o/c/{}"):
            assert token not in redacted("GET " + path.format(token))


@pytest.mark.parametrize(
    "text",
    [
        "polled us-cpsc: 3 new, 2 changed",
        "https://www.cpsc.gov/Recalls/2025/x?RecallNumber=25338",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "model A-1263 @ 230 V",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert redacted(text) == text


def test_one_address_is_one_name_in_every_line() -> None:
    assert redacted("to Ann@example.org") == redacted("to ann@example.org") != redacted("to bob@example.org")


def test_redacting_again_changes_nothing() -> None:
    for shape in SHAPES:
        once = redacted(shape.format("S3cr3tabcdefgh"))
        assert redacted(once) == once


def test_every_text_of_a_line_is_seen_however_deep() -> None:
    line = redact(None, "", {"event": "x", "to": ["ann@example.org"], "more": {"why": ("whsec_abc",)}, "n": 3})
    assert "ann@" not in str(line)
    assert "whsec_abc" not in str(line)
    assert line["n"] == 3


def test_lines_of_ours_and_of_libraries_lose_them_too() -> None:
    said = io.StringIO()
    with redirect_stderr(said):
        configure("json")
        structlog.get_logger("t").warning("to ann@example.org", link="/sign-in/" + new_token())
        logging.getLogger("library").warning("GET /?token=%s", "hush-hush")
        try:
            raise ValueError("ann@example.org")
        except ValueError:
            structlog.get_logger("t").exception("broke")
    configure()
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert len(lines) == 3
    assert not any(secret in said.getvalue() for secret in ("ann@", "hush-hush"))


def test_the_least_level_is_heard() -> None:
    said = io.StringIO()
    with redirect_stderr(said):
        configure("text", "error")
        structlog.get_logger("t").warning("quiet")
        structlog.get_logger("t").error("loud")
    configure()
    assert ("quiet" in said.getvalue(), "loud" in said.getvalue()) == (False, True)
    assert sys.stderr is not said
