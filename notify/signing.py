"""Signatures of webhooks as Standard Webhooks 1.0.0 has them: HMAC-SHA256 over ``id.timestamp.body``."""

from datetime import UTC, datetime

from standardwebhooks import Webhook
from standardwebhooks.webhooks import EmptyWebhookSecretError

from recallwatch.errors import SendError


def signed_headers(secret: str, *, id_: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers; ``secret`` may hold several keys separated by white space, each signs (rotation)."""
    if not secret.split():
        raise SendError("the webhook has no signing secret", permanent=True)
    moment = at.astimezone(UTC)
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(_sign(key, id_, moment, body) for key in secret.split()),
    }


def _sign(key: str, id_: str, moment: datetime, body: bytes) -> str:
    try:
        return str(Webhook(key).sign(id_, moment, body.decode("utf-8")))
    except (ValueError, EmptyWebhookSecretError) as error:
        raise SendError("the webhook's signing secret is not a whsec_ key", permanent=True) from error
