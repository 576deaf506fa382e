"""A whole site for tests: a real database, hand-made sources and mail, and a browser without a network."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import anyio
import httpx

from recallwatch.config import load
from recallwatch.context import Context
from recallwatch.errors import SendError
from recallwatch.extract import read
from recallwatch.flow.ingest import Manner, ingest
from recallwatch.flow.revise import first
from recallwatch.model import (
    Firm,
    Harvest,
    Image,
    ListedProduct,
    Notice,
    PartialDate,
    Record,
    Rhythm,
    Role,
    SourceInfo,
    SourceKind,
    SourceState,
)
from recallwatch.ports import Note, Source
from recallwatch.templating import environment
from recallwatch.web.app import create_app
from store import open_store
from tests.servers import Events

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
HOST = "recalls.example"
SUMMARY = (
    "This recall involves Voltano PowerBrick 10000 power banks with model number VB1263. "
    "“VB1263” is printed on the bottom edge. They were sold in black."
)


class Post:
    """Keeps the sign-in links instead of mailing them; refuses while ``broken``."""

    def __init__(self) -> None:
        self.links: list[str] = []
        self.notes: list[tuple[str, Note]] = []
        self.broken = False

    async def sign_in(self, *, to: str, link: str, valid_for: timedelta) -> str:
        if self.broken:
            raise SendError("no route to the mail server")
        self.links.append(link)
        return to

    async def ask_second(self, *, to: str, owner: str, link: str, decline: str, valid_for: timedelta) -> str:
        return await self.sign_in(to=to, link=link, valid_for=valid_for)

    async def note(self, *, to: str, note: Note) -> str:
        self.notes.append((to, note))
        return to


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


@dataclass
class Site:
    """The running application as a browser sees it: cookies are kept, redirects are not followed."""

    context: Context
    mail: Post
    clock: Clock
    folder: Path
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    visitor: str = "192.0.2.1"

    def __post_init__(self) -> None:
        self.app = create_app(self.context)

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        async def run() -> httpx.Response:
            wire = httpx.ASGITransport(app=self.app, client=(self.visitor, 50_000))
            async with httpx.AsyncClient(transport=wire, base_url=self.base, cookies=self.cookies) as client:
                answer = await client.request(method, path, headers=headers, data=data, content=content)
                self.cookies = client.cookies
                return answer

        return anyio.run(run)

    @property
    def base(self) -> str:
        return self.context.settings.base_url

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, data: Mapping[str, str] | None = None) -> httpx.Response:
        """As a browser posts a form of our own pages."""
        return self.ask("POST", path, headers={"Sec-Fetch-Site": "same-origin"}, data=data or {})

    def sign_in(self, email: str = "parent@example.org") -> None:
        self.post("/sign-in", {"email": email})
        assert self.post(self.mail.links[-1].removeprefix(self.base)).status_code == 303

    def take(self, *notices: Notice, source: str = "us-test") -> None:
        """Take notices in, as a poll would."""
        harvest = Harvest(notices)
        now = self.clock()
        chosen = self.context.sources[source]
        ingest(self.context.store, chosen, harvest, started=now, now=now, manner=Manner(silent=False))

    def polled(self, source: str = "us-test") -> None:
        """Say that the source was just read well."""
        now = self.clock()
        with self.context.store.write() as unit:
            unit.sources.save(SourceState(source, last_try=now, last_success=now, last_change=now))


def new_site(folder: Path, *, base_url: str = f"https://{HOST}", sources: Iterable[str] = ("us-test",)) -> Site:
    """A site over an empty database in ``folder``."""
    store = open_store(f"sqlite:///{folder / 'site.db'}")
    store.migrate()
    mail, clock = Post(), Clock()
    context = Context(
        settings=load(data_dir=folder, base_url=base_url),
        store=store,
        sources={id_: source_of(id_) for id_ in sources},
        senders={},
        events=Events(),
        account_mail=mail,
        templates=environment(),
        key=b"k" * 32,
        now=clock,
    )
    return Site(context, mail, clock, folder)


def info_of(id_: str, *, unproven: str = "") -> SourceInfo:
    return SourceInfo(
        id=id_,
        title=f"Agency {id_}",
        country="US",
        language="en",
        kind=SourceKind.API,
        homepage="https://agency.example/",
        licence="public domain",
        attribution="",
        rhythm=Rhythm(timedelta(minutes=30), timedelta(hours=6), timedelta(days=14)),
        parser=f"{id_}/1",
        unproven=unproven,
    )


def source_of(id_: str) -> Source:
    def unused(_: object) -> Harvest:
        raise AssertionError("no page polls")

    return Source(info_of(id_), crawl=unused, parse=unused)  # type: ignore[arg-type]


def power_bank(number: str = "25338", **changes: object) -> Notice:
    """A notice of the common kind; ``changes`` replace fields."""
    fields: dict[str, object] = {
        "source": "us-test",
        "number": number,
        "title": "Voltano Recalls PowerBrick Power Banks Due to Fire Hazard",
        "url": f"https://agency.example/recalls/{number}",
        "jurisdictions": ("US",),
        "published": PartialDate(2025, 6, 12),
        "summary": SUMMARY,
        "hazard": "The lithium-ion battery can overheat and catch fire.",
        "remedy": "Consumers should stop using the power banks at once and contact Voltano for a free replacement.",
        "remedy_options": ("Replace",),
        "products": (ListedProduct("PowerBrick 10000 power bank", brand="Voltano", units="About 1,158,000"),),
        "firms": (Firm("Voltano Ltd., of Anytown", Role.MANUFACTURER),),
        "images": (Image("https://agency.example/bank.jpg", "The recalled power bank"),),
    }
    return Notice(**{**fields, **changes})  # type: ignore[arg-type]


def record_of(notice: Notice, *, case_id: str = "", now: datetime = NOW) -> Record:
    """A notice as it would be stored, first revision."""
    revision = first(notice, read(notice), parser="us-test/1", now=now)
    return Record(revision, now, now, now, notice.status, case_id or f"case:{notice.id}")


def words_of(answer: httpx.Response) -> str:
    """The text of a page without tags, on one line."""
    body = re.sub(r"</?(?:a|b|mark|span|strong|time|ins|del)\b[^>]*>", "", answer.text.partition("<body>")[2])
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
