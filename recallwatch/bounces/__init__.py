"""Reading what comes back: bounces and complaints, as mails (RFC 3464, RFC 5965, and older forms) or as JSON. Pure."""

from .reading import Reported, from_json, from_mail
from .scoring import LIMIT, score
from .verp import return_path, sent_as

__all__ = ["LIMIT", "Reported", "from_json", "from_mail", "return_path", "score", "sent_as"]
