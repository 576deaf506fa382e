"""A small world for the jobs: a store with owners, and hand-made channels that keep what they are given."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from recallwatch.config import Settings, load
from recallwatch.context import Context
from recallwatch.errors import SendError
from recallwatch.flow.ingest import Manner, ingest
from recallwatch.flow.items import Found, register
from recallwatch.flow.judging import Matched
from recallwatch.flow.match import match_all
from recallwatch.model import Alert, Channel, ChannelKind, Harvest, Item, Message, Notice
from recallwatch.ports import Answer, Note, Sender, Store
from recallwatch.templating import environment
from tests.making import NOON, email_channel, owner, source
from tests.servers import Events


@dataclass
class Recorder:
    """A channel that keeps every message, or fails as told."""

    sent: list[tuple[Channel, Message]] = field(default_factory=list)
    error: Exception | None = None

    async def send(self, channel: Channel, message: Message, *, now: datetime) -> Answer:
        """Keep the message."""
        if self.error:
            raise self.error
        self.sent.append((channel, message))
        return Answer("kept")


@dataclass
class SignInMails:
    """The sign-in links that would have been mailed."""

    links: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, Note]] = field(default_factory=list)
    error: SendError | None = None

    async def sign_in(self, *, to: str, link: str, valid_for: timedelta) -> str:
        """Keep the link."""
        if to.startswith("nobody"):
            raise SendError("no such mailbox", permanent=True)
        self.links.append((to, link))
        return "kept"

    async def ask_second(self, *, to: str, owner: str, link: str, decline: str, valid_for: timedelta) -> str:
        """Keep the link."""
        return await self.sign_in(to=to, link=link, valid_for=valid_for)

    async def note(self, *, to: str, note: Note) -> str:
        """Keep the note."""
        if self.error:
            raise self.error
        self.notes.append((to, note))
        return "kept"


@dataclass
class World:
    """The store, the clock's hands, and what was said to whom."""

    store: Store
    now: datetime = NOON
    mail: Recorder = field(default_factory=Recorder)
    hook: Recorder = field(default_factory=Recorder)
    sign_ins: SignInMails = field(default_factory=SignInMails)
    settings: Settings | None = None
    events: Events = field(default_factory=Events)

    @property
    def context(self) -> Context:
        """A program wired around the store; its clock is ours to move."""
        senders: dict[ChannelKind, Sender] = {ChannelKind.EMAIL: self.mail, ChannelKind.WEBHOOK: self.hook}
        return Context(
            settings=self.settings or load(data_dir=Path("data")),
            store=self.store,
            sources={"test": source()},
            senders=senders,
            events=self.events,
            account_mail=self.sign_ins,
            templates=environment(),
            key=b"k" * 32,
            now=lambda: self.now,
        )

    def add_owner(self, owner_id: str = "ann") -> None:
        """An owner with a confirmed mailbox."""
        with self.store.write() as unit:
            unit.owners.add(owner(owner_id))
            unit.owners.add_channel(email_channel(owner_id))

    def publish(self, *notices: Notice, silent: bool = False, watches: bool = True) -> Matched:
        """Take notices in and match them; an hour passes."""
        self.take_in(*notices, silent=silent, watches=watches)
        return self.match()

    def take_in(self, *notices: Notice, silent: bool = False, watches: bool = True) -> None:
        """Take notices in; an hour passes."""
        self.now += timedelta(hours=1)
        manner = Manner(silent=silent, watches=watches)
        ingest(self.store, source(), Harvest(notices), started=self.now, now=self.now, manner=manner)

    def match(self) -> Matched:
        """Work off the match jobs."""
        return match_all(self.store, now=lambda: self.now)

    def break_notice(self, notice_id: str) -> None:
        """Damage a stored notice so that it cannot even be read."""
        with self.store.write() as unit:
            unit.notices._db.execute(  # type: ignore[attr-defined]
                text("UPDATE revisions SET notice = 'damaged' WHERE notice_id = :id"), {"id": notice_id}
            )

    def break_alert(self, owner_id: str = "ann", **columns: str) -> None:
        """Let an owner's alerts be such as this version cannot read, or mend them."""
        written = ", ".join(f"{name} = :{name}" for name in columns)
        with self.store.write() as unit:
            unit.outbox._db.execute(  # type: ignore[attr-defined]
                text(f"UPDATE alerts SET {written} WHERE owner_id = :owner_id"),  # noqa: S608
                {"owner_id": owner_id, **columns},
            )

    def register(self, item: Item) -> list[Found]:
        """Register an item or a changed one; a minute passes."""
        self.now += timedelta(minutes=1)
        return register(self.context, item)

    def alerts(self, owner_id: str = "ann") -> list[Alert]:
        """What an owner was to be told, oldest first."""
        with self.store.read() as unit:
            return sorted(unit.outbox.alerts(owner_id), key=lambda alert: alert.created_at)

    def kinds(self, owner_id: str = "ann") -> list[str]:
        """The kinds of an owner's alerts, oldest first."""
        return [alert.kind.value for alert in self.alerts(owner_id)]
