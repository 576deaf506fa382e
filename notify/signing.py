"""Signatures of webhooks as Standard Webhooks 1.0.0 has them, over ``id.timestamp.body``.

``v1`` is HMAC-SHA256 under a shared ``whsec_`` key, ``v1a`` is ed25519 under a private ``whsk_`` key, which is the
seed and the public key one after the other.
"""

from base64 import b64decode, b64encode
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from standardwebhooks import Webhook
from standardwebhooks.webhooks import EmptyWebhookSecretError

from recallwatch.errors import SendError
from recallwatch.model import PRIVATE, SYMMETRIC, signing_keys

_SEED_BYTES = 32


def signed_headers(secret: str, *, id_: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers; every key of ``secret`` that is in force at ``at`` signs (rotation)."""
    keys = signing_keys(secret, now=at)
    if not keys:
        raise SendError("the webhook has no signing secret", permanent=True)
    moment = at.astimezone(UTC)
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(_sign(each.key, id_, moment, body) for each in keys),
    }


def _sign(key: str, id_: str, moment: datetime, body: bytes) -> str:
    try:
        if key.startswith(PRIVATE):
            return _asymmetric(key, f"{id_}.{int(moment.timestamp())}.".encode() + body)
        if not key.startswith(SYMMETRIC):
            raise ValueError(key)
        return str(Webhook(key).sign(id_, moment, body.decode("utf-8")))
    except (ValueError, EmptyWebhookSecretError) as error:
        raise SendError("the webhook's signing secret is neither a whsec_ nor a whsk_ key", permanent=True) from error


def _asymmetric(key: str, content: bytes) -> str:
    seed = b64decode(key.removeprefix(PRIVATE), validate=True)[:_SEED_BYTES]
    return "v1a," + b64encode(Ed25519PrivateKey.from_private_bytes(seed).sign(content)).decode()
