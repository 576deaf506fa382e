"""Settings: ``recallwatch.toml`` in the working folder or the file named by ``RECALLWATCH_CONFIG``, then environment.

Every problem is reported at once, in words that say what to do.
"""

import difflib
import json
import os
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from .errors import ConfigError
from .tokens import read_key

_ORIGIN = re.compile(r"https?://(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d+)?")
_RATE = re.compile(r"[1-9]\d{0,8}/[smhd]")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_CREDENTIALS = re.compile(r"(?<=://).*@")
_SECRETS = (
    "smtp_password",
    "bounce_imap_password",
    "bounce_token",
    "secret_keys",
    "telegram_bot_token",
    "metrics_token",
)


class Settings(BaseSettings):
    """Every setting, with its default; the environment name is ``RECALLWATCH_`` and the field's name in capitals."""

    model_config = SettingsConfigDict(env_prefix="RECALLWATCH_", extra="forbid", frozen=True)

    data_dir: Path = Field(Path("data"), description="Folder of everything recallwatch writes.")
    database_url: str = Field(
        "",
        description="`sqlite:///path` or `postgresql+psycopg://...`; empty: `recallwatch.db` in the data folder.",
    )
    base_url: str = Field("http://127.0.0.1:8000", description="Public address of the web pages, used in links.")
    host: str = Field("127.0.0.1", description="Address the web listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the web listens on.")
    contact: str = Field(
        "https://github.com/recallwatch/recallwatch",
        description="Address or URL put into the User-Agent, so that a source's operator can reach you.",
    )
    vin_decode: bool = Field(
        True,
        description="Whether make, model and year of a vehicle are asked for at NHTSA's decoder when only its VIN is "
        "registered. The VIN's serial number is never sent.",
    )
    smtp_host: str = Field("", description="Mail server; empty: mails are written to a Maildir in the data folder.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection is protected."
    )
    smtp_user: str = Field("", description="User name for the mail server; empty: none.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password for the mail server.")
    mail_from: str = Field("recallwatch@localhost", description="Sender address of every mail.")
    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        (),
        description="Keys that encrypt channels' secrets in the database, the current one first (make one with "
        "`recallwatch secrets new-key`); empty: one is derived from `secret.key` in the data folder.",
    )
    mail_limits: Annotated[dict[str, str], NoDecode] = Field(
        default_factory=dict,
        description="Most mails to a provider from each process, e.g. `gmail.com=20/s,yahoo.com=600/m,*=50/s` "
        "(by s, m, h or d; `*`: every other). Those over it wait.",
    )
    dkim_key: Path | None = Field(
        None, description="Private key (PEM) to sign mails with, where the mail server does not (DKIM)."
    )
    dkim_selector: str = Field(
        "recallwatch", description="Name before `._domainkey` under which its public key stands."
    )
    bounce_address: str = Field(
        "",
        description="Mailbox for what comes back, e.g. `bounce@recalls.example.org`: every mail goes out with a signed "
        "return path `bounce+ID.SIGNATURE@...`. Empty: bounces go to mail_from and are not counted.",
    )
    bounce_maildir: Path | None = Field(
        None, description="Maildir the mail server delivers bounces into; it is polled."
    )
    bounce_imap: str = Field(
        "", description="Mailbox of bounces over IMAP, `imaps://user@host/INBOX`; it is polled every minute."
    )
    bounce_imap_password: SecretStr = Field(SecretStr(""), description="Password for that mailbox.")
    bounce_token: SecretStr = Field(
        SecretStr(""), description="Token with which bounces may be posted to `/hooks/bounce`; empty: nobody may."
    )
    sources: Annotated[tuple[str, ...], NoDecode] = Field((), description="Sources to poll; empty: all.")
    sources_dir: Path = Field(Path("sources.d"), description="Folder of your own sources, a TOML file each.")
    fetch_max_bytes: int = Field(100_000_000, ge=1000, description="Largest decoded answer taken from a source.")
    fetch_timeout: float = Field(60.0, gt=0, description="Seconds to wait for a source.")
    fetch_interval: float = Field(1.0, ge=0, description="Seconds between two requests to one host.")
    fetch_origins: Annotated[dict[str, str], NoDecode] = Field(
        default_factory=dict,
        description="Origin to use instead of a source's own, e.g. a mirror or a replay.",
    )
    log_format: Literal["auto", "text", "json"] = Field(
        "auto", description="How log lines look; `auto`: readable in a terminal, JSON elsewhere."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least that is logged.")
    operator_email: str = Field(
        "", description="Who is mailed when people may not be told; empty: only the log says it."
    )
    operator_webhook: str = Field(
        "", description="Address that the same is posted to as JSON; it may be a private one."
    )
    alive_url: str = Field("", description="Address pinged after every check, for a dead man's switch.")
    mail_grace: int = Field(
        5, ge=0, le=60, description="Minutes that a mail which is not urgent waits for others to go along; 0: none."
    )
    keep_log_days: int = Field(
        365, ge=30, description="Days that deliveries, their attempts, bounces and polls are kept."
    )
    keep_audit_days: int = Field(730, ge=30, description="Days that the audit log is kept.")
    keep_idle_days: int = Field(
        28, ge=1, description="Days after which an owner with nothing registered and no sign-in is erased."
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Bearer token for `/metrics`; empty: only this machine may read it."
    )
    metrics_port: int = Field(
        0, ge=0, le=65535, description="Port where `recallwatch work` shows `/metrics` and `/healthz`; 0: none."
    )
    telegram_bot_token: SecretStr = Field(
        SecretStr(""), description="Token of your Telegram bot; empty: nobody can be told by Telegram."
    )
    webhook_allow: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="`host:port` of webhook receivers that may lie in a private network."
    )

    @field_validator("sources", "webhook_allow", "secret_keys", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        """Environment variables hold text: a list is written with commas, or as JSON."""
        if not isinstance(value, str):
            return value
        if value.lstrip().startswith("["):
            return _json(value, 'write a list with commas, such as a,b, or as JSON, such as ["a", "b"]')
        return [part.strip() for part in value.split(",") if part.strip()]

    @field_validator("fetch_origins", mode="before")
    @classmethod
    def _table(cls, value: object) -> object:
        example = '{"https://www.example.org": "http://127.0.0.1:9000"}'
        return _json(value, f"write it as JSON, such as {example}") if isinstance(value, str) else value

    @field_validator("fetch_origins")
    @classmethod
    def _origins(cls, value: dict[str, str]) -> dict[str, str]:
        if wrong := [key for key in value if not _ORIGIN.fullmatch(key)]:
            raise ValueError(
                f"{_masked(wrong[0])!r} is no origin; write scheme and host, as in https://www.example.org"
            )
        return value

    @field_validator("secret_keys")
    @classmethod
    def _keys(cls, value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        for key in value:
            read_key(key.get_secret_value())
        return value

    @field_validator("operator_webhook", "alive_url")
    @classmethod
    def _reachable(cls, value: str) -> str:
        if value and not _ORIGIN.match(value):
            raise ValueError("must be an address that starts with http:// or https://")
        return value

    @field_validator("base_url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

    @field_validator("mail_limits", mode="before")
    @classmethod
    def _limits(cls, value: object) -> object:
        """In the environment, and in the file too, as pairs with commas."""
        if not isinstance(value, str):
            return value
        return dict(part.strip().partition("=")[::2] for part in value.split(",") if part.strip())

    @field_validator("mail_limits")
    @classmethod
    def _rates(cls, value: dict[str, str]) -> dict[str, str]:
        for domain, rate in value.items():
            if not domain or not _RATE.fullmatch(rate):
                raise ValueError(f"{domain}={rate} is no limit; write it like gmail.com=20/s (s, m, h or d)")
        return {domain.lower(): rate for domain, rate in value.items()}

    @field_validator("bounce_address")
    @classmethod
    def _mailbox(cls, value: str) -> str:
        local, _, domain = value.rpartition("@")
        # With "+", an id of 26 characters, "." and a signature of 20 the 64 of RFC 5321 section 4.5.3.1.1 are full.
        if value and (not 0 < len(local) <= 16 or "+" in local or not domain):
            raise ValueError("write a mailbox with a short name, such as bounce@recalls.example.org")
        return value

    @field_validator("bounce_imap")
    @classmethod
    def _imap(cls, value: str) -> str:
        if value and not re.match(r"imaps?://[^@/]+@[^/]+", value):
            raise ValueError("write imaps://user@host/folder; the password has a setting of its own")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must start with sqlite:/// or postgresql+psycopg://")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - not used here, and named by pydantic
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, _file())

    @property
    def mail_rates(self) -> dict[str, tuple[int, int]]:
        """By domain how many mails in how many seconds."""
        parts = ((domain, rate.partition("/")) for domain, rate in self.mail_limits.items())
        return {domain: (int(most), _SECONDS[unit]) for domain, (most, _, unit) in parts}

    @property
    def database(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'recallwatch.db'}"


def load(**overrides: object) -> Settings:
    """Read the settings; raises ``ConfigError`` with every problem, each naming the setting."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise ConfigError([_problem(dict(e)) for e in error.errors()]) from None
    except (ValueError, OSError) as error:
        raise ConfigError([f"the settings file cannot be read: {error}"]) from None


def _file() -> Path:
    """The settings file; one that is named must be there, the one in the working folder need not."""
    named = os.environ.get("RECALLWATCH_CONFIG")
    if named and not Path(named).is_file():
        raise ConfigError([f"RECALLWATCH_CONFIG names {named}, and there is no such file"])
    return Path(named or "recallwatch.toml")


def _json(text: str, expected: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        raise ValueError(expected) from None


def _problem(error: dict[str, object]) -> str:
    """One problem in words. What was given is repeated only where it cannot be a secret."""
    where = error["loc"]
    name = ".".join(str(part) for part in where) if isinstance(where, tuple) else str(where)
    setting = name.split(".")[0]
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(setting, Settings.model_fields, n=2)
        return f"there is no setting {setting!r}" + (f"; did you mean {' or '.join(near)}?" if near else "")
    got = "" if setting in _SECRETS else f"; got {_masked(repr(error['input']))}"
    what = str(error["msg"]).removeprefix("Value error, ")
    return f"{name} (RECALLWATCH_{setting.upper()}): {what}{got}"


def _masked(text: str) -> str:
    """A text with the user and password of an address in it left out."""
    return _CREDENTIALS.sub("***@", text)
