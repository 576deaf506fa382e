"""The one place that imports the adapters and wires them to the core.

In a checkout the adapter folders lie at the root; in a wheel they lie inside the package.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parseaddr
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .bounces import return_path
from .config import Settings
from .context import Clock, Context
from .errors import ConfigError
from .fetch import Doors, Fetcher, GuardedTransport, SafePost
from .model import ChannelKind, SourceInfo
from .paths import BUNDLED
from .ports import AccountMail, Cipher, Herald, Inbox, Mailer, Post, Sender, Source, Store
from .templating import environment
from .tokens import load_key, read_key

if TYPE_CHECKING or not BUNDLED:
    from notify import (
        AccountMails,
        AppriseSender,
        ChatSender,
        Discord,
        DomainLimits,
        EmailSender,
        ImapInbox,
        MailboxMailer,
        MaildirInbox,
        Matrix,
        Ntfy,
        OperatorMail,
        OperatorWebhook,
        Service,
        Slack,
        SmtpMailer,
        Teams,
        Telegram,
        WebhookSender,
        WebPush,
        dkim_signer,
        pinging,
        public_key,
        server_key,
    )
    from scrapers import PREFIX, as_toml, load_own, load_sources, own_source, propose
    from store import open_store
else:
    from recallwatch.notify import (
        AccountMails,
        AppriseSender,
        ChatSender,
        Discord,
        DomainLimits,
        EmailSender,
        ImapInbox,
        MailboxMailer,
        MaildirInbox,
        Matrix,
        Ntfy,
        OperatorMail,
        OperatorWebhook,
        Service,
        Slack,
        SmtpMailer,
        Teams,
        Telegram,
        WebhookSender,
        WebPush,
        dkim_signer,
        pinging,
        public_key,
        server_key,
    )
    from recallwatch.scrapers import PREFIX, as_toml, load_own, load_sources, own_source, propose
    from recallwatch.store import open_store


def utc_now() -> datetime:
    """The clock of a real run."""
    return datetime.now(UTC)


def build(settings: Settings, *, now: Clock = utc_now) -> Context:
    """Wire a program: opens and migrates the database, makes the data folder. Raises ``ConfigError``."""
    store = database(settings)
    mailer = _mailer(settings)
    key = load_key(settings.data_dir / "secret.key")
    email, account_mail = mail_senders(settings, mailer, key=key)
    post = SafePost(user_agent=f"recallwatch (+{settings.contact})", allow=frozenset(settings.webhook_allow))
    chats = _chats(settings, post, key)
    webhooks = WebhookSender(post=post)
    return Context(
        settings=settings,
        store=store,
        sources=_sources(settings),
        senders=_senders(email, webhooks, chats),
        events=webhooks,
        account_mail=account_mail,
        templates=environment(),
        key=key,
        now=now,
        provers=chats,
        push_key=public_key(server_key(key)),
        heralds=_heralds(settings, mailer),
        ping=pinging(_operators_post(settings, settings.alive_url), settings.alive_url) if settings.alive_url else None,
    )


def database(settings: Settings) -> Store:
    """Open the store and bring its schema up to date."""
    _make_data_dir(settings)
    store = open_store(settings.database, cipher=_cipher(settings))
    store.migrate()
    return store


def bundled_sources() -> list[SourceInfo]:
    """The facts of the sources that come with the program, in their order."""
    return [source.info for source in load_sources([]).values()]


def declared_source(text: str) -> Source | list[str]:
    """The source that a TOML file declares, or everything that is wrong with it."""
    return own_source(text)


def proposed(html: str, *, url: str) -> tuple[list[str], str]:
    """Selectors that a page might be read by, in words, and the likeliest as a file to begin with."""
    found = propose(html)
    words = [f"{each.found} parts {each.card!r}, such as: {each.sample}" for each in found]
    return words, as_toml(found[0], url=url) if found else ""


def fetcher(settings: Settings) -> Doors:
    """The polite clients for sources, an async context manager: those that somebody declared pass the guard."""
    plain = partial(
        Fetcher,
        contact=settings.contact,
        timeout=settings.fetch_timeout,
        max_bytes=settings.fetch_max_bytes,
        origins=settings.fetch_origins,
        min_interval=settings.fetch_interval,
    )
    guard = partial(GuardedTransport, allow=frozenset(settings.webhook_allow))
    return Doors(plain(), plain(transport=guard), guarded=PREFIX)


def mail_goes_to(settings: Settings) -> str:
    """Where mail ends up with these settings, in words."""
    if settings.smtp_host:
        return f"mail goes out through {settings.smtp_host}:{settings.smtp_port}"
    folder = settings.data_dir / "mailbox"
    return f"no mail server is set (RECALLWATCH_SMTP_HOST): nothing is mailed; messages are put into {folder}"


def mail_senders(settings: Settings, mailer: Mailer, *, key: bytes) -> tuple[Sender, AccountMail]:
    """What writes mails: those of alerts, and the others. ``key`` signs the addresses that bounces come back to."""
    templates, sender = environment(), settings.mail_from
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    back = partial(return_path, key, settings.bounce_address) if settings.bounce_address else None
    alerts = EmailSender(
        mailer=mailer, templates=templates, sender=sender, domain=domain, return_path=back, admit=_admit(settings)
    )
    return alerts, AccountMails(mailer=mailer, templates=templates, sender=sender)


def _admit(settings: Settings) -> Callable[[str], None] | None:
    return DomainLimits(settings.mail_rates).admit if settings.mail_limits else None


def _sign(settings: Settings) -> Callable[[bytes], bytes] | None:
    if settings.dkim_key is None:
        return None
    domain = parseaddr(settings.mail_from)[1].rpartition("@")[2]
    return dkim_signer(domain=domain, selector=settings.dkim_selector, key=settings.dkim_key)


def inboxes(settings: Settings) -> list[Inbox]:
    """The mailboxes that bounces are fetched from."""
    boxes: list[Inbox] = []
    if settings.bounce_maildir:
        boxes.append(MaildirInbox(settings.bounce_maildir))
    if settings.bounce_imap:
        boxes.append(ImapInbox(settings.bounce_imap, password=settings.bounce_imap_password.get_secret_value()))
    return boxes


def _senders(email: Sender, webhook: Sender, chats: Mapping[ChannelKind, ChatSender]) -> Mapping[ChannelKind, Sender]:
    apprise = AppriseSender(templates=environment())
    return {ChannelKind.EMAIL: email, ChannelKind.WEBHOOK: webhook, ChannelKind.APPRISE: apprise, **chats}


def _chats(settings: Settings, post: Post, key: bytes) -> Mapping[ChannelKind, ChatSender]:
    services: Mapping[ChannelKind, Service] = {
        ChannelKind.NTFY: Ntfy(),
        ChannelKind.SLACK: Slack(),
        ChannelKind.DISCORD: Discord(),
        ChannelKind.TEAMS: Teams(),
        ChannelKind.TELEGRAM: Telegram(settings.telegram_bot_token.get_secret_value()),
        ChannelKind.MATRIX: Matrix(),
        ChannelKind.WEB_PUSH: WebPush(key, contact=settings.contact),
    }
    templates = environment()
    return {kind: ChatSender(service, post=post, templates=templates) for kind, service in services.items()}


def _heralds(settings: Settings, mailer: Mailer) -> tuple[Herald, ...]:
    """Every way the operator wants to be told by."""
    to, url = settings.operator_email, settings.operator_webhook
    mail = OperatorMail(mailer=mailer, sender=settings.mail_from, to=to) if to else None
    hook = OperatorWebhook(post=_operators_post(settings, url), url=url) if url else None
    return tuple(herald for herald in (mail, hook) if herald)


def _operators_post(settings: Settings, url: str) -> Post:
    """A client for an address that the operator set, which may lie in a private network."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return SafePost(user_agent=f"recallwatch (+{settings.contact})", allow=frozenset({f"{parts.hostname}:{port}"}))


def _mailer(settings: Settings) -> Mailer:
    if not settings.smtp_host:
        return MailboxMailer(settings.data_dir / "mailbox")
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
        sign=_sign(settings),
    )


def _sources(settings: Settings) -> Mapping[str, Source]:
    own, problems = load_own(settings.sources_dir)
    known = load_sources() | own
    problems += [
        f"sources: there is no source {id_!r}; known are {', '.join(known)}"
        for id_ in settings.sources
        if id_ not in known
    ]
    if problems:
        raise ConfigError(problems)
    return {id_: source for id_, source in known.items() if not settings.sources or id_ in settings.sources}


def _cipher(settings: Settings) -> Cipher:
    """The signing key's file seals too, unless keys are named; it opens what was sealed before they were."""
    from .sealing import Sealer

    named = [read_key(key.get_secret_value()) for key in settings.secret_keys]
    return Sealer([*named, load_key(settings.data_dir / "secret.key")])


def _make_data_dir(settings: Settings) -> None:
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError([f"data_dir: cannot make the folder {settings.data_dir}: {error.strerror}"]) from None
