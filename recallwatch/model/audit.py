"""Who did what, without saying who they are."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Audit:
    """One line of the audit log. ``who`` and ``about`` are pseudonyms or roles, never addresses.

    ``what`` is a word such as ``sign-in`` or ``erase``; ``words`` say more, with nothing personal in them.
    """

    id: str
    at: datetime
    who: str
    what: str
    about: str = ""
    words: str = ""
