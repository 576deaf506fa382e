from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from recallwatch.errors import FetchError
from recallwatch.fetch import SafePost
from tests.servers import self_signed

from .making import FakeTime, get

pytestmark = pytest.mark.anyio


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[HTTPServer]:
    """An HTTPS server whose certificate nobody trusts."""
    with HTTPServer(ssl_context=self_signed(tmp_path).server) as server:
        server.expect_request("/").respond_with_data("secret")
        yield server


async def test_an_untrusted_source_is_not_read_and_not_tried_again(secure: HTTPServer) -> None:
    time = FakeTime()
    with pytest.raises(FetchError, match=r"certificate is not valid: self.signed"):
        await get(secure.url_for("/"), time=time)
    assert (secure.log, time.slept) == ([], [])


async def test_an_untrusted_receiver_gets_nothing(secure: HTTPServer) -> None:
    post = SafePost(user_agent="t", allow=frozenset({f"{secure.host}:{secure.port}"}))
    with pytest.raises(FetchError, match="certificate"):
        await post(secure.url_for("/"), content=b"{}", headers={})
    assert secure.log == []
