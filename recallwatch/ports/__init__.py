"""The seams: what the core asks of sources, stores, channels and HTTP. Adapters implement these, nothing else."""

from .channels import AccountMail, Answer, EventSender, Herald, Inbox, Mailer, Note, Post, PostResult, Prover, Sender
from .privacy import Kept
from .secrets import SEALED, Cipher, is_sealed
from .sources import Crawl, CrawlState, Request, Response, Source
from .store import Due, Ended, Head, MatchJob, Query, Said, Store, Unit

__all__ = [
    "SEALED",
    "AccountMail",
    "Answer",
    "Cipher",
    "Crawl",
    "CrawlState",
    "Due",
    "Ended",
    "EventSender",
    "Head",
    "Herald",
    "Inbox",
    "Kept",
    "Mailer",
    "MatchJob",
    "Note",
    "Post",
    "PostResult",
    "Prover",
    "Query",
    "Request",
    "Response",
    "Said",
    "Sender",
    "Source",
    "Store",
    "Unit",
    "is_sealed",
]
