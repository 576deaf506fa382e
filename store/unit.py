"""One transaction, and the groups of tables that can be used in it."""

from sqlalchemy import Connection

from recallwatch.ports import Cipher

from .alarms import Alarms
from .answers import Answers
from .audits import Audits
from .bounces import Bounces
from .counts import Counts
from .decoded import Decoded
from .endpoints import Endpoints
from .items import Items
from .jobs import Jobs
from .keys import Keys
from .links import Links
from .manners import OwnersManners
from .notices import Notices
from .outbox import Outbox
from .overlays import Overlays
from .owners import Owners
from .payloads import Payloads
from .retention import Retention
from .sources import Sources
from .verdicts import Verdicts
from .vins import Vins


class Unit:
    """See ``recallwatch.ports.store.Unit``."""

    def __init__(self, connection: Connection, decoded: Decoded, cipher: Cipher, *, writes: bool) -> None:
        self.payloads = Payloads(connection)
        self.sources = Sources(connection)
        self.notices = Notices(connection, decoded, keep=not writes)
        self.overlays = Overlays(connection)
        self.keys = Keys(connection)
        self.links = Links(connection)
        self.owners = Owners(connection, cipher)
        self.endpoints = Endpoints(connection)
        self.manners = OwnersManners(connection)
        self.items = Items(connection)
        self.vins = Vins(connection)
        self.verdicts = Verdicts(connection)
        self.answers = Answers(connection)
        self.jobs = Jobs(connection)
        self.bounces = Bounces(connection)
        self.outbox = Outbox(connection, cipher)
        self.counts = Counts(connection)
        self.alarms = Alarms(connection)
        self.audits = Audits(connection)
        self.retention = Retention(connection)
