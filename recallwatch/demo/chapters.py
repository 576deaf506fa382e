"""The chapters of the demo's story, each stating facts that the running program must bear out."""

from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial

import feedparser
import httpx
from anyio import to_thread

from recallwatch.context import Context
from recallwatch.flow import webhooks
from recallwatch.flow.account import confirmed_owner
from recallwatch.flow.dispatch import dispatch
from recallwatch.flow.items import Found, register
from recallwatch.flow.match import match_all
from recallwatch.flow.poll import Get, poll
from recallwatch.model import Ask, Item, Outcome, Owner, RunOutcome
from recallwatch.model.ids import new_id

from .catchers import Mailbox, Receiver
from .replay import Replay
from .telling import Teller

_ANN, _BEN, _CLEO, _DAN = (f"{name}@example.org" for name in ("ann", "ben", "cleo", "dan"))


@dataclass
class Stage:
    """Everything a chapter plays with."""

    context: Context
    get: Get
    replay: Replay
    mailbox: Mailbox
    receiver: Receiver
    pages: httpx.AsyncClient
    teller: Teller
    first_updated: str = ""
    mails_before: int = 0

    def owner(self, email: str) -> Owner:
        """An owner whose address is proven."""
        with self.context.store.write() as unit:
            return confirmed_owner(unit, self.context, email)

    async def register(self, email: str, name: str, model: str) -> list[Found]:
        """Register an item and give what is found at once."""
        owner = await to_thread.run_sync(self.owner, email)
        item = Item(new_id(), owner.id, name=name, model=model)
        return await to_thread.run_sync(register, self.context, item)

    async def turn(self) -> bool:
        """One round of everything: poll each source over HTTP, match, send; gives whether every poll was good."""
        good = True
        for source in self.context.sources.values():
            run = await poll(self.context.store, source, self.get, now=self.context.now)
            good = good and run.outcome is not RunOutcome.FAILED
            self.teller.say(
                f"polled {source.id:<16} {run.outcome.value:<10} {run.new} new, {run.changed} changed {run.why}"
            )
        await self.send()
        return good

    async def send(self) -> None:
        """Match what waits and send what is due, until nothing is left."""
        await to_thread.run_sync(partial(match_all, self.context.store, now=self.context.now))
        while (await dispatch(self.context)).total:
            pass

    def new_mails(self, email: str) -> int:
        """How many mails arrived for somebody since the chapter began."""
        return sum(email in str(mail["To"]) for mail in self.mailbox.mails[self.mails_before :])

    async def entries(self) -> list[tuple[str, str]]:
        """Id and ``updated`` of every entry about the A1112 in the Atom feed."""
        feed = feedparser.parse((await self.pages.get("/feed.atom")).content)
        return [(entry.id, entry.updated) for entry in feed.entries if "321 Power Bank" in entry.title]


async def before(stage: Stage) -> None:
    """Old recalls are found the moment something is registered."""
    tell = stage.teller
    tell.chapter("1. What is known before: three sources are read, four people register what they own")
    tell.fact("all sources were read over HTTP", await stage.turn())
    ann = await stage.register(_ANN, "anker 321 powerbank", "A-1112")
    tell.fact("Ann's anker 321 powerbank (A-1112): nothing known", not ann, found=ann)
    webhook = webhooks.add(stage.context, stage.owner(_ANN).id, f"http://{stage.receiver.address}/hook")
    stage.receiver.secret = webhook.secret
    ben = await stage.register(_BEN, "321 MagGo battery", "A1616")
    tell.fact("Ben's 321 MagGo battery (A1616): nothing known", not ben, found=ben)
    cleo = await stage.register(_CLEO, "Anker 535 power bank", "A1366")
    tell.fact("Cleo's 535 (A1366): an old recall is found at once", _outcomes(cleo) == [Outcome.AFFECTED], found=cleo)
    dan = await stage.register(_DAN, "anker powercore 10000", "A1263")
    asked = [found.verdict.question.ask for found in dan if found.verdict.question]
    tell.fact("Dan's A1263: asked for its serial number, not alarmed", asked == [Ask.SERIAL], found=dan)
    await stage.send()
    got = [stage.new_mails(email) for email in (_ANN, _BEN, _CLEO, _DAN)]
    tell.fact("mails: Cleo one alert, Dan one question, nobody else any", got == [0, 0, 1, 1], found=got)


async def unrelated(stage: Stage) -> None:
    """A recall nobody here is concerned by bothers nobody."""
    tell = stage.teller
    stage.mails_before = len(stage.mailbox.mails)
    tell.chapter("2. An unrelated recall: a kettle")
    await stage.turn()
    tell.fact("nobody got a mail", len(stage.mailbox.mails) == stage.mails_before)
    tell.fact("nobody got a webhook", not stage.receiver.events, found=stage.receiver.events)


async def announced(stage: Stage) -> None:
    """The maker's page announces the recall of Ann's power bank."""
    tell = stage.teller
    stage.mails_before = len(stage.mailbox.mails)
    tell.chapter("3. The maker's page announces: Anker 321 Power Bank, model A1112")
    await stage.turn()
    got = [stage.new_mails(email) for email in (_ANN, _BEN, _CLEO, _DAN)]
    tell.fact("Ann got one mail; Ben, Cleo and Dan got none", got == [1, 0, 0, 0], found=got)
    tell.fact("Ann got one webhook, signature verified", len(stage.receiver.events) == 1, found=stage.receiver.events)
    tell.fact("no webhook was refused", not stage.receiver.refused, found=stage.receiver.refused)
    entries = await stage.entries()
    tell.fact("the Atom feed has one entry for it", len(entries) == 1, found=entries)
    stage.first_updated = entries[0][1] if entries else ""
    if got[0]:
        tell.mail(stage.mailbox.mails[-1])


async def corrected(stage: Stage) -> None:
    """The maker corrects its notice."""
    tell = stage.teller
    stage.mails_before = len(stage.mailbox.mails)
    tell.chapter("4. The maker corrects the notice: it can burn even when not plugged in")
    await stage.turn()
    got = [stage.new_mails(email) for email in (_ANN, _BEN, _CLEO, _DAN)]
    tell.fact("Ann got one update, nobody else any", got == [1, 0, 0, 0], found=got)
    if got[0]:
        first, update = _of(stage, _ANN)
        threaded = str(first["Message-ID"]) in str(update["References"])
        tell.fact("the update is a reply to the first mail", threaded, found=update["References"])
        tell.mail(update)
    tell.fact("and one more webhook", len(stage.receiver.events) == 2, found=stage.receiver.events)
    entries = await stage.entries()
    newer = len(entries) == 1 and entries[0][1] > stage.first_updated
    tell.fact("the Atom feed still has one entry, with a newer time", newer, found=(stage.first_updated, entries))


def _outcomes(found: list[Found]) -> list[Outcome]:
    return [hit.verdict.outcome for hit in found]


def _of(stage: Stage, email: str) -> list[EmailMessage]:
    return [mail for mail in stage.mailbox.mails if email in str(mail["To"])]
