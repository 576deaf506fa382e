"""What lets a program read an owner's things and alerts: a token, kept only as a digest, that changes nothing."""

from recallwatch import tokens
from recallwatch.context import Context
from recallwatch.model import Owner


def new_token(context: Context, owner_id: str) -> str:
    """Make a new token, shown this once; the one before it ends."""
    token = tokens.new_token()
    with context.store.write() as unit:
        unit.owners.set_api_token(tokens.digest(token), owner_id=owner_id, at=context.now())
    return token


def end(context: Context, owner_id: str) -> None:
    """Let no token read any more."""
    with context.store.write() as unit:
        unit.owners.end_api_token(owner_id)


def reader(context: Context, token: str) -> Owner | None:
    """Who may read with a token."""
    with context.store.read() as unit:
        return unit.owners.by_api_token(tokens.digest(token))
