"""The email channel: one alert as text and HTML, with the headers that list mail needs."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr

from css_inline import CSSInliner
from jinja2 import Environment

from recallwatch.model import Channel, Message
from recallwatch.ports import Answer, Mailer, Note

from .headers import new_mail, set_alerts, set_bodies, set_bundle, set_list, set_thread
from .letter import letter
from .subject import bundle_subject, subject
from .wording import one_line, web_address

# What parts of a text that were left out leave behind.
_GAPS = re.compile(r"\n{3,}")


class EmailSender:
    """``ports.Sender`` for email: render, inline the CSS, hand to ``mailer``.

    ``domain`` names our Message-IDs and list. A mail's Message-ID is its alert's id, the same on every retry;
    later mails of a thread answer the first one. One that holds several messages is named after its bundle.
    ``return_path`` makes the address that a delivery's bounces go to; ``admit`` raises ``NotNow`` when an address
    has to wait.
    """

    def __init__(
        self,
        *,
        mailer: Mailer,
        templates: Environment,
        sender: str,
        domain: str,
        return_path: Callable[[str], str] | None = None,
        admit: Callable[[str], None] | None = None,
    ) -> None:
        self._mailer = mailer
        self._layout = _Layout(templates)
        self._sender = sender
        self._domain = domain
        self._return_path = return_path
        self._admit = admit

    async def send(self, channel: Channel, message: Message, *, now: datetime) -> Answer:
        """Render and send; returns where it went. Raises ``NotNow`` too."""
        if self._admit:
            self._admit(channel.address)
        mail = self._written(channel.address, message, now)
        back = self._return_path(message.delivery_id) if self._return_path else ""
        return Answer(await self._mailer(mail, return_path=back))

    def _written(self, to: str, message: Message, now: datetime) -> EmailMessage:
        """The mail, of one message or of several that go out together."""
        if message.bundle_id:
            return self._bundle(to, (message, *message.bundle), now)
        return self._mail(to, message, now)

    def _mail(self, to: str, message: Message, now: datetime) -> EmailMessage:
        alert = message.alert
        mail = new_mail(sender=self._sender, to=to, subject=subject(message), now=now)
        set_thread(mail, id_=alert.id, thread=alert.thread, domain=self._domain)
        set_alerts(mail, [alert.id])
        set_list(mail, unsubscribe=message.link_unsubscribe, domain=self._domain, watch=message.watch)
        self._layout.fill(mail, alert.kind.value, letter=letter(message), subject=mail["Subject"])
        return mail

    def _bundle(self, to: str, messages: Sequence[Message], now: datetime) -> EmailMessage:
        first = messages[0]
        mail = new_mail(sender=self._sender, to=to, subject=bundle_subject(messages), now=now)
        threads = [message.alert.thread for message in messages]
        set_bundle(mail, id_=first.bundle_id, threads=threads, domain=self._domain)
        set_alerts(mail, [message.alert.id for message in messages])
        set_list(mail, unsubscribe=first.link_stop, domain=self._domain)
        parts = [(subject(message).removeprefix("Re: "), letter(message)) for message in messages]
        whole = replace(parts[0][1], unsubscribe=web_address(first.link_stop))
        self._layout.fill(mail, "bundle", parts=parts, letter=whole, subject=mail["Subject"])
        return mail


class AccountMails:
    """``ports.AccountMail``: the mails that are not alerts."""

    def __init__(self, *, mailer: Mailer, templates: Environment, sender: str) -> None:
        self._mailer = mailer
        self._layout = _Layout(templates)
        self._sender = sender

    async def sign_in(self, *, to: str, link: str, valid_for: timedelta) -> str:
        """Send a sign-in link; returns where it went."""
        now = datetime.now(UTC)
        mail = new_mail(sender=self._sender, to=to, subject="Your recallwatch sign-in link", now=now)
        minutes = int(valid_for.total_seconds() // 60)
        self._layout.fill(mail, "sign_in", link=web_address(link), minutes=minutes, subject=mail["Subject"])
        return await self._mailer(mail)

    async def ask_second(self, *, to: str, owner: str, link: str, decline: str, valid_for: timedelta) -> str:
        """Ask for consent; returns where it went."""
        named = one_line(owner, 120)
        subject = f"{named} asks you to look after recalls at home too"
        mail = new_mail(sender=self._sender, to=to, subject=subject, now=datetime.now(UTC))
        set_list(mail, unsubscribe=decline, domain=_domain_of(self._sender))
        links = {"link": web_address(link), "decline": web_address(decline)}
        self._layout.fill(mail, "second", owner=named, days=valid_for.days, subject=mail["Subject"], **links)
        return await self._mailer(mail)

    async def note(self, *, to: str, note: Note) -> str:
        """Send a note to an owner; returns where it went."""
        mail = new_mail(sender=self._sender, to=to, subject=note.subject, now=datetime.now(UTC))
        if note.id:
            set_thread(mail, id_=note.id, thread="", domain=_domain_of(self._sender))
        name, link = note.button
        if note.unsubscribe:
            set_list(mail, unsubscribe=note.unsubscribe, domain=_domain_of(self._sender))
        links = {"link": web_address(link), "stop": web_address(note.unsubscribe)}
        values = {"paragraphs": note.paragraphs, "label": name, **links}
        self._layout.fill(mail, "note", subject=mail["Subject"], **values)
        return await self._mailer(mail)


def _domain_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


class _Layout:
    """Renders ``email/NAME.txt`` and ``email/NAME.html`` into a mail."""

    def __init__(self, templates: Environment) -> None:
        self._templates = templates
        self._inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)

    def fill(self, mail: EmailMessage, name: str, **values: object) -> None:
        text = self._templates.get_template(f"email/{name}.txt").render(values)
        html = self._templates.get_template(f"email/{name}.html").render(values)
        set_bodies(mail, text=_GAPS.sub("\n\n", text).strip() + "\n", html=self._inliner.inline(html))
