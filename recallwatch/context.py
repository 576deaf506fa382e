"""What a running program is made of: settings, store, sources and channels, wired once by ``components``."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jinja2 import Environment

from .config import Settings
from .model import ChannelKind
from .ports import AccountMail, EventSender, Herald, Prover, Sender, Source, Store

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Context:
    """Everything a job, page or command may need; ``key`` signs links, ``now`` is the only clock.

    ``provers`` ask chats whether alerts may come; ``push_key`` is what a browser subscribes with (empty: it cannot).
    ``heralds`` tell the operator, ``ping`` tells who watches us that we are alive.
    """

    settings: Settings
    store: Store
    sources: Mapping[str, Source]
    senders: Mapping[ChannelKind, Sender]
    events: EventSender
    account_mail: AccountMail
    templates: Environment
    key: bytes
    now: Clock
    provers: Mapping[ChannelKind, Prover] = field(default_factory=dict)
    push_key: str = ""
    heralds: tuple[Herald, ...] = ()
    ping: Callable[[], Awaitable[None]] | None = None
