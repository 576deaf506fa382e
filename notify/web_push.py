"""Web Push: a message to one browser, which only that browser can read (RFC 8030, 8188, 8291, 8292)."""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urlsplit

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from recallwatch.errors import SendError
from recallwatch.model import Channel
from recallwatch.ports import PostResult

from .note import Note, cut
from .service import Outgoing, refused

#: A push service takes 4,096 bytes, the header and padding of the encryption included; a character has at most four.
_TEXT = 700
_TITLE = 120
#: How long a push service keeps a message for a browser that is off: four weeks, the longest that all take.
_KEPT = 28 * 24 * 3600
_SIGNED_FOR = 12 * 3600
#: The order of P-256 (FIPS 186-4, D.1.2.3).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class WebPush:
    """``channel.secret`` is the browser's subscription, as its script gives it; ``contact`` reaches the operator."""

    def __init__(self, key: bytes, *, contact: str, clock: Callable[[], float] = time.time) -> None:
        self._private = server_key(key)
        self._contact = contact if contact.startswith(("https:", "mailto:")) else f"mailto:{contact}"
        self._clock = clock

    def request(self, channel: Channel, note: Note) -> Outgoing:
        """Encrypt for the browser and sign for its push service."""
        endpoint, browser, shared = _subscription(channel.secret)
        shown = {"title": cut(note.title, _TITLE), "body": cut(note.text, _TEXT), "url": note.link, "tag": note.id}
        body = http_ece.encrypt(
            json.dumps(shown, ensure_ascii=False).encode("utf-8", "replace"),
            private_key=ec.generate_private_key(ec.SECP256R1()),  # a new one each time, as RFC 8291 wants
            dh=browser,
            auth_secret=shared,
            version="aes128gcm",
        )
        headers = {
            "content-type": "application/octet-stream",
            "content-encoding": "aes128gcm",
            "ttl": str(_KEPT),
            "urgency": "high" if note.urgent else "normal",
            # A repeat takes the place of what waits for a browser that is off (RFC 8030 section 5.4).
            "topic": urlsafe_b64encode(sha256(note.id.encode()).digest()[:24]).decode(),
            "authorization": f"vapid t={self._token(endpoint)}, k={public_key(self._private)}",
        }
        return Outgoing(endpoint, body, headers)

    def refusal(self, result: PostResult) -> SendError:
        """404 and 410: the browser unsubscribed."""
        return refused(result, gone=result.status in (404, 410))

    def _token(self, endpoint: str) -> str:
        parts = urlsplit(endpoint)
        until = int(self._clock()) + _SIGNED_FOR
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": until, "sub": self._contact}
        return jwt.encode(claims, self._private, algorithm="ES256")


def server_key(key: bytes) -> ec.EllipticCurvePrivateKey:
    """The installation's own key for push services, made from its signing key: the same on every host of it."""
    # Sixteen bytes more than the order has, so that no number is likelier than another (FIPS 186-5, A.2.1).
    stretched = HKDF(SHA256(), length=48, salt=None, info=b"recallwatch web push").derive(key)
    number = int.from_bytes(stretched, "big")
    return ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())


def public_key(key: ec.EllipticCurvePrivateKey) -> str:
    """What a browser is given to subscribe with (``applicationServerKey``)."""
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).decode().rstrip("=")


def _subscription(secret: str) -> tuple[str, bytes, bytes]:
    """Endpoint, public key and shared secret of a browser."""
    try:
        value = json.loads(secret)
        keys = value["keys"]
        endpoint, browser, shared = str(value["endpoint"]), _bytes(keys["p256dh"]), _bytes(keys["auth"])
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser)
    except (ValueError, KeyError, TypeError) as error:
        raise SendError("not a browser's subscription", permanent=True, disable=True) from error
    return endpoint, browser, shared


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
