"""The receivers of docs/webhooks.md, run as they stand there, take what we really send and nothing else."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from notify import WebhookSender
from recallwatch.errors import SendError
from recallwatch.fetch import SafePost
from recallwatch.model import ChannelKind
from recallwatch.paths import ROOT
from recallwatch.tokens import new_webhook_secret

from .making import channel, message

pytestmark = pytest.mark.anyio


def documented(language: str, folder: Path) -> Path:
    """The one program of a language on the page, as a file."""
    page = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    [program] = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    path = folder / f"receiver.{language}"
    path.write_text(program, encoding="utf-8")
    return path


@contextmanager
def running(script: Path, secret: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The Python receiver listening on loopback; its ``host:port`` and its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"SECRET": secret, "PORT": str(port)}
    with subprocess.Popen(
        [sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        while process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield f"127.0.0.1:{port}", process
        process.terminate()


async def test_the_python_receiver_takes_a_message_once_and_no_forged_one(tmp_path: Path) -> None:
    secret, now = new_webhook_secret(), datetime.now(UTC)
    with running(documented("python", tmp_path), secret) as (where, process):
        sender = WebhookSender(post=SafePost(user_agent="t", allow=frozenset({where})))
        good = channel(ChannelKind.WEBHOOK, f"http://{where}/", secret)
        assert (await sender.send(good, message(), now=now)).status == 204
        assert (await sender.send(good, message(), now=now + timedelta(seconds=5))).status == 204
        forged = channel(ChannelKind.WEBHOOK, f"http://{where}/", new_webhook_secret())
        with pytest.raises(SendError, match="HTTP 400"):
            await sender.send(forged, message(), now=now)
        with pytest.raises(SendError, match="HTTP 400"):
            await sender.send(good, message(), now=now - timedelta(minutes=6))
        process.terminate()
        assert process.stdout
        assert [line.split()[0] for line in process.stdout] == ["alert.created"]


async def test_the_shell_verifier_knows_ours_from_forged_and_stale_ones(httpserver: HTTPServer, tmp_path: Path) -> None:
    shell = shutil.which("sh")
    if shell is None or shutil.which("openssl") is None:
        pytest.skip("no shell, or no openssl command")
    script, old, new = documented("sh", tmp_path), new_webhook_secret(), new_webhook_secret()
    httpserver.expect_request("/").respond_with_data(status=204)
    where = f"{httpserver.host}:{httpserver.port}"
    sender = WebhookSender(post=SafePost(user_agent="t", allow=frozenset({where})))
    now = datetime.now(UTC)
    for at in (now, now - timedelta(minutes=6)):
        hook = channel(ChannelKind.WEBHOOK, httpserver.url_for("/"), f"{new} {old}")
        await sender.send(hook, message(), now=at)
    (fresh, _), (stale, _) = httpserver.log
    body = tmp_path / "body"

    def status(secret: str, incoming: object, content: bytes) -> int:
        body.write_bytes(content)
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        headers = [incoming.headers[name] for name in names]  # type: ignore[attr-defined]
        command = [shell, str(script), *headers, str(body)]
        return subprocess.run(command, env=os.environ | {"SECRET": secret}, check=False).returncode

    assert [status(secret, fresh, fresh.data) for secret in (old, new, new_webhook_secret())] == [0, 0, 1]
    assert status(new, fresh, fresh.data + b" ") == 1
    assert status(new, stale, stale.data) == 1
