"""Signatures against published vectors, and against verifiers that are not ours."""

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from notify.signing import signed_headers
from recallwatch.errors import SendError
from recallwatch.model import rotated
from recallwatch.tokens import new_private_key, new_webhook_secret

from .making import NOW

ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
# The vectors of the specification's libraries, symmetric and asymmetric.
VECTORS = [
    ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
    (
        "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==",
        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
    ),
]


@pytest.mark.parametrize(("key", "signature"), VECTORS)
def test_the_signature_is_that_of_the_published_vector(key: str, signature: str) -> None:
    headers = signed_headers(key, id_=ID, at=AT, body=BODY)
    assert headers == {"webhook-id": ID, "webhook-timestamp": "1614265330", "webhook-signature": signature}


@given(
    st.dictionaries(st.text(max_size=9), st.text(max_size=30), max_size=3),
    st.from_regex(r"[A-Z0-9]{26}", fullmatch=True),
)
def test_the_independent_library_verifies_whatever_we_sign(event: dict[str, str], id_: str) -> None:
    secret, body = new_webhook_secret(), json.dumps(event, ensure_ascii=False).encode()
    headers = signed_headers(secret, id_=id_, at=datetime.now(UTC), body=body)
    assert Webhook(secret).verify(body, headers) == event


def _verifies(public: bytes, signature: str, content: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(b64decode(signature.removeprefix("v1a,")), content)
    except InvalidSignature:
        return False
    return True


def test_a_private_key_signs_what_its_public_key_verifies_and_nothing_else() -> None:
    key = new_private_key()
    signature = signed_headers(key, id_="1", at=AT, body=b"{}")["webhook-signature"]
    public = b64decode(key.removeprefix("whsk_"))[32:]
    assert _verifies(public, signature, b"1.1614265330.{}")
    assert not _verifies(public, signature, b"1.1614265331.{}")


def test_while_rotating_both_sign_and_after_it_only_the_new_one() -> None:
    old, new = new_webhook_secret(), new_private_key()
    both = rotated(old, new, now=NOW, until=NOW + timedelta(hours=24))
    during = _schemes(both, NOW + timedelta(hours=24, seconds=-1))
    after = _schemes(both, NOW + timedelta(hours=24))
    assert (during, after) == (["v1a", "v1"], ["v1a"])


def test_rotating_again_keeps_what_is_still_in_its_time() -> None:
    secret = rotated("whsec_YQ==", "whsec_Yg==", now=NOW, until=NOW + timedelta(days=7))
    secret = rotated(secret, "whsec_Yw==", now=NOW + timedelta(days=1), until=NOW + timedelta(days=2))
    assert len(_schemes(secret, NOW + timedelta(days=1))) == 3
    assert len(_schemes(secret, NOW + timedelta(days=3))) == 2
    assert len(_schemes(secret, NOW + timedelta(days=7))) == 1


def test_a_former_key_is_dropped_when_its_time_is_over_and_ten_are_the_most() -> None:
    secret = "whsec_YQ=="
    for number in range(15):
        secret = rotated(secret, f"whsec_{number:02}==", now=NOW, until=NOW + timedelta(days=1))
    assert len(secret.split()) == 11
    secret = rotated(secret, "whsec_Yg==", now=NOW + timedelta(days=1), until=NOW + timedelta(days=2))
    assert len(secret.split()) == 2


@pytest.mark.parametrize(
    "key", ["whsk_", "whsk_!", "whsk_QUFB", "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", "x"]
)
def test_what_is_no_key_signs_nothing(key: str) -> None:
    with pytest.raises(SendError, match="neither") as caught:
        signed_headers(key, id_="1", at=AT, body=b"{}")
    assert caught.value.permanent


def _schemes(secret: str, at: datetime) -> list[str]:
    signatures = signed_headers(secret, id_="1", at=at, body=b"{}")["webhook-signature"]
    return [each.partition(",")[0] for each in signatures.split()]
