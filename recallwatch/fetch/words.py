"""Network failures in words an operator can act on."""

import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus

import httpx


def status_words(status: int) -> str:
    """``HTTP 404 (Not Found)``."""
    try:
        return f"HTTP {status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return f"HTTP {status}"


def failure_words(error: httpx.HTTPError | httpx.InvalidURL) -> str:
    """What went wrong, from the deepest cause that tells."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the host's certificate is not valid: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return f"no secure connection could be made: {cause.reason or cause}"
        if isinstance(cause, socket.gaierror):
            return "the host's name cannot be resolved"
        if isinstance(cause, ConnectionRefusedError):
            return "the host refused the connection"
    if isinstance(error, httpx.ConnectTimeout):
        return "the host did not take the connection in time"
    if isinstance(error, httpx.TimeoutException):
        return "the host stopped answering"
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return f"the connection broke before the answer was complete: {error}".rstrip(": ")
    return f"the request failed: {error}".rstrip(": ")


def is_transient(error: httpx.HTTPError | httpx.InvalidURL) -> bool:
    """Whether trying again at once can help: broken connections, never bad certificates or addresses."""
    if any(isinstance(cause, ssl.SSLError) for cause in _causes(error)):
        return False
    return isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError | httpx.ConnectTimeout)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for member in error.exceptions:
                yield from _causes(member)
        error = error.__cause__ or error.__context__
