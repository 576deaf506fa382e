"""The address bounces come back to: ``bounce+ID.SIGNATURE@domain``, so that a report is believed without reading it.

It stands in the envelope only (RFC 5321 MAIL FROM), never in a header of ours. The signature is in hexadecimal, and
ids are compared in capitals, since mail servers change the case of what stands before the @.
"""

import hashlib
import hmac
import re

_SIGNATURE = 20  # characters: 80 bits; with "bounce+" and an id of 26 the 64 of RFC 5321 4.5.3.1.1 are kept
_PURPOSE = "return-path"


def return_path(key: bytes, address: str, delivery_id: str) -> str:
    """The envelope's sender for one delivery; ``address`` is the mailbox that takes bounces."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{delivery_id}.{_sign(key, delivery_id)}@{domain}"


def sent_as(key: bytes, address: str, text: str) -> str:
    """The id of the delivery whose return path stands anywhere in a text; empty if none of ours does.

    Where it stands does not matter: who knows it has had the mail, and could say as much in any other place.
    """
    local, _, domain = map(re.escape, address.rpartition("@"))
    form = re.compile(rf"{local}\+([0-9a-z]{{1,40}})\.([0-9a-f]{{{_SIGNATURE}}})@{domain}", re.IGNORECASE)
    for found in form.finditer(text):
        id_ = found[1].upper()
        if hmac.compare_digest(_sign(key, id_), found[2].lower()):
            return id_
    return ""


def _sign(key: bytes, id_: str) -> str:
    return hmac.new(key, f"{_PURPOSE}\n{id_}".encode(), hashlib.sha256).hexdigest()[:_SIGNATURE]
