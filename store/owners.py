"""Owners, their tokens, sessions and channels."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, select, update

from recallwatch.model import EVERYTHING, Channel, ChannelKind, Owner
from recallwatch.model.codec import dump, load_wants
from recallwatch.ports import Cipher, is_sealed

from .batch import add_new, distinct, insert
from .engine import wipe_deleted
from .listed import Listing
from .tables import api_tokens, channels, owners, private_feeds, sessions, tokens
from .tables.types import aware

_CHANNELS = Listing(
    "SELECT c.* FROM {listed} JOIN channels c ON c.owner_id = listed.owner_id ORDER BY c.created_at, c.id", "owner_id"
)


class Owners:
    """See ``recallwatch.ports.owners.Owners``."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self._db = connection
        self._cipher = cipher

    def add(self, owner: Owner) -> None:
        row = {
            "id": owner.id,
            "email": owner.email.lower(),
            "created_at": owner.created_at,
            "confirmed_at": owner.confirmed_at,
        }
        self._db.execute(insert(self._db, owners).values(row).on_conflict_do_nothing())

    def get(self, owner_id: str) -> Owner | None:
        return self._owner(owners.c.id == owner_id)

    def by_email(self, email: str) -> Owner | None:
        return self._owner(owners.c.email == email.lower())

    def confirm(self, owner_id: str, *, at: datetime) -> None:
        first = (owners.c.id == owner_id, owners.c.confirmed_at.is_(None))
        self._db.execute(update(owners).where(*first).values(confirmed_at=at))

    def remove(self, owner_id: str) -> None:
        """Everything but tokens, which know an address only, goes along by its foreign keys."""
        wipe_deleted(self._db)
        address = select(owners.c.email).where(owners.c.id == owner_id).scalar_subquery()
        self._db.execute(delete(tokens).where(tokens.c.email == address))
        self._db.execute(delete(owners).where(owners.c.id == owner_id))

    def add_token(self, digest: str, *, email: str, purpose: str, expires_at: datetime) -> None:
        row = {"digest": digest, "email": email.lower(), "purpose": purpose, "expires_at": expires_at, "used_at": None}
        add_new(self._db, tokens, [row])

    def redeem(self, digest: str, *, purpose: str, now: datetime) -> str | None:
        """Expired tokens and sessions are swept on the way: this is when they would pile up."""
        self._db.execute(delete(tokens).where(tokens.c.expires_at <= now))
        self._db.execute(delete(sessions).where(sessions.c.expires_at <= now))
        fits = (tokens.c.digest == digest, tokens.c.purpose == purpose, tokens.c.used_at.is_(None))
        used = update(tokens).where(*fits).values(used_at=now).returning(tokens.c.email)
        return self._db.execute(used).scalar_one_or_none()

    def add_session(self, digest: str, *, owner_id: str, expires_at: datetime) -> None:
        add_new(self._db, sessions, [{"owner_id": owner_id, "digest": digest, "expires_at": expires_at}])

    def session(self, digest: str, *, now: datetime) -> Owner | None:
        valid = select(sessions.c.owner_id).where(sessions.c.digest == digest, sessions.c.expires_at > now)
        return self._owner(owners.c.id.in_(valid))

    def end_session(self, digest: str) -> None:
        self._db.execute(delete(sessions).where(sessions.c.digest == digest))

    def set_feed(self, digest: str, *, owner_id: str, at: datetime) -> None:
        self._give(private_feeds, digest, owner_id, at)

    def feed_of(self, owner_id: str) -> datetime | None:
        return self._given(private_feeds, owner_id)

    def by_feed(self, digest: str) -> Owner | None:
        return self._having(private_feeds, digest)

    def end_feed(self, owner_id: str) -> None:
        self._db.execute(delete(private_feeds).where(private_feeds.c.owner_id == owner_id))

    def set_api_token(self, digest: str, *, owner_id: str, at: datetime) -> None:
        self._give(api_tokens, digest, owner_id, at)

    def api_token_of(self, owner_id: str) -> datetime | None:
        return self._given(api_tokens, owner_id)

    def by_api_token(self, digest: str) -> Owner | None:
        return self._having(api_tokens, digest)

    def end_api_token(self, owner_id: str) -> None:
        self._db.execute(delete(api_tokens).where(api_tokens.c.owner_id == owner_id))

    def _give(self, table: Table, digest: str, owner_id: str, at: datetime) -> None:
        row = {"owner_id": owner_id, "digest": digest, "created_at": at}
        new = insert(self._db, table).values(row)
        self._db.execute(new.on_conflict_do_update(index_elements=["owner_id"], set_=row))

    def _given(self, table: Table, owner_id: str) -> datetime | None:
        made = select(table.c.created_at).where(table.c.owner_id == owner_id)
        return self._db.execute(made).scalar_one_or_none()

    def _having(self, table: Table, digest: str) -> Owner | None:
        return self._owner(owners.c.id.in_(select(table.c.owner_id).where(table.c.digest == digest)))

    def add_channel(self, channel: Channel) -> None:
        row = {name: getattr(channel, name) for name in channels.c.keys()}  # noqa: SIM118
        row |= self._settings(channel)
        add_new(self._db, channels, [row])

    def channels(self, owner_id: str) -> list[Channel]:
        return self.channels_of([owner_id]).get(owner_id, [])

    def channels_of(self, owner_ids: Iterable[str]) -> dict[str, list[Channel]]:
        found: dict[str, list[Channel]] = {}
        for row in _CHANNELS.rows(self._db, [(id_,) for id_ in distinct(owner_ids)]):
            found.setdefault(row.owner_id, []).append(channel(row, self._cipher))
        return found

    def channel(self, owner_id: str, channel_id: str) -> Channel | None:
        row = self._db.execute(select(channels).where(*_this(owner_id, channel_id))).first()
        return channel(row, self._cipher) if row else None

    def change_channel(self, channel: Channel) -> None:
        this = _this(channel.owner_id, channel.id)
        self._db.execute(update(channels).where(*this).values(self._settings(channel)))

    def _settings(self, channel: Channel) -> dict[str, str]:
        secret = self._cipher.seal(channel.secret, about=_about(channel.owner_id, channel.id))
        return {"secret": secret, "wants": dump(channel.wants) if channel.wants != EVERYTHING else ""}

    def disable_channel(self, owner_id: str, channel_id: str, *, at: datetime, why: str) -> None:
        first = (*_this(owner_id, channel_id), channels.c.disabled_at.is_(None))
        self._db.execute(update(channels).where(*first).values(disabled_at=at, disabled_why=why))

    def confirm_channel(self, owner_id: str, channel_id: str, *, at: datetime) -> None:
        first = (*_this(owner_id, channel_id), channels.c.confirmed_at.is_(None))
        self._db.execute(update(channels).where(*first).values(confirmed_at=at))

    def enable_channel(self, owner_id: str, channel_id: str) -> None:
        this = _this(owner_id, channel_id)
        self._db.execute(update(channels).where(*this).values(disabled_at=None, disabled_why=""))

    def remove_channel(self, owner_id: str, channel_id: str) -> None:
        self._db.execute(delete(channels).where(*_this(owner_id, channel_id)))

    def reseal(self) -> tuple[int, int]:
        wipe_deleted(self._db)
        sealed = lost = 0
        kept = select(channels.c.owner_id, channels.c.id, channels.c.secret).where(channels.c.secret != "")
        for row in self._db.execute(kept).all():
            about = _about(row.owner_id, row.id)
            lost += is_sealed(self._cipher.open(row.secret, about=about))
            if (secret := self._cipher.seal(row.secret, about=about)) != row.secret:
                self._db.execute(update(channels).where(*_this(row.owner_id, row.id)).values(secret=secret))
                sealed += 1
        return sealed, lost

    def _owner(self, which: Any) -> Owner | None:  # noqa: ANN401 - a condition on owners
        row = self._db.execute(select(owners).where(which)).first()
        return Owner(**row._asdict()) if row else None


def channel(row: Row[Any], cipher: Cipher) -> Channel:
    """A row of ``channels``."""
    return Channel(
        row.id,
        row.owner_id,
        ChannelKind(row.kind),
        row.address,
        aware(row.created_at),
        cipher.open(row.secret, about=_about(row.owner_id, row.id)) if row.secret else "",
        aware(row.confirmed_at) if row.confirmed_at else None,
        aware(row.disabled_at) if row.disabled_at else None,
        row.disabled_why,
        bool(row.second),
        load_wants(row.wants),
    )


def lost_secrets(connection: Connection, cipher: Cipher) -> list[str]:
    """The problem that secrets cannot be opened, if some cannot."""
    kept = select(channels).where(channels.c.secret != "")
    lost = sum(is_sealed(channel(row, cipher).secret) for row in connection.execute(kept))
    if not lost:
        return []
    what = f"{lost} secrets of channels cannot be opened, and nothing is sent over those channels"
    return [f"{what}: put back secret.key, or add the key they were encrypted with to the setting secret_keys"]


def seal_plain(connection: Connection, cipher: Cipher) -> None:
    """Seal what an earlier version wrote in the clear (a migration)."""
    Owners(connection, cipher).reseal()


def _about(owner_id: str, channel_id: str) -> str:
    return f"channels/{owner_id}/{channel_id}"


def _this(owner_id: str, channel_id: str) -> tuple[Any, Any]:
    return channels.c.owner_id == owner_id, channels.c.id == channel_id
