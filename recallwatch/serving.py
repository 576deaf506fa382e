"""The long-running program: web and jobs on one event loop, ended cleanly by SIGINT or SIGTERM."""

import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import anyio
import structlog
import uvicorn
from fastapi import FastAPI

from .components import fetcher
from .context import Context
from .errors import ConfigError
from .scheduler import running
from .web.app import create_app, create_health

log = structlog.get_logger("recallwatch")


async def run_all(context: Context) -> None:
    """Web and jobs together."""
    # The web first: a taken port must be said before any job has begun.
    async with web(context) as address, fetcher(context.settings) as client, running(context, client.get):
        log.info("running", web=address, sources=len(context.sources))
        await stopped()


async def run_web(context: Context) -> None:
    """Only the web."""
    async with web(context) as address:
        log.info("serving", web=address)
        await stopped()


async def run_work(context: Context) -> None:
    """Only the jobs."""
    async with fetcher(context.settings) as client, _health(context), running(context, client.get):
        log.info("working", sources=len(context.sources))
        await stopped()


@asynccontextmanager
async def _health(context: Context) -> AsyncIterator[None]:
    """Show how a worker stands, if a port is set for that."""
    if not context.settings.metrics_port:
        yield
        return
    async with _serving(create_health(context), context.settings.host, context.settings.metrics_port) as address:
        log.info("showing health and metrics", web=address)
        yield


@asynccontextmanager
async def web(context: Context) -> AsyncIterator[str]:
    """Serve the pages while the block runs; gives their address. Raises ``ConfigError`` if the port is taken."""
    async with _serving(create_app(context), context.settings.host, context.settings.port) as address:
        yield address


@asynccontextmanager
async def _serving(app: FastAPI, host: str, port: int) -> AsyncIterator[str]:
    listener = listen(host, port)
    host, port = listener.getsockname()[:2]
    config = uvicorn.Config(app, log_level="warning", log_config=None, lifespan="off", server_header=False)
    server = _Server(config)
    async with anyio.create_task_group() as group:
        group.start_soon(server.serve, [listener])
        try:
            yield f"http://{host}:{port}"
        finally:
            server.should_exit = True


class _Server(uvicorn.Server):
    """A server that leaves signals to ``stopped``."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install nothing: the program has its own handlers."""
        yield


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises ``ConfigError`` in words if the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Without the protocol named, asyncio leaves Nagle's algorithm on and answers wait for acknowledgements.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise ConfigError(
            [f"port: cannot listen on {host}:{port} ({error}); is it in use? Choose another with --port"]
        ) from None
    listener.listen(128)
    return listener


async def stopped() -> None:
    """Wait for SIGINT or SIGTERM."""
    with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        async for received in signals:
            log.info("stopping", signal=received.name)
            return
