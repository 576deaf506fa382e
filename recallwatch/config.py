"""Settings: ``recallwatch.toml`` in the working folder or the file named by ``RECALLWATCH_CONFIG``, then environment.

Every problem is reported at once, in words that say what to do.
"""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from .errors import ConfigError


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
    smtp_host: str = Field("", description="Mail server; empty: mails are written to a Maildir in the data folder.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection is protected."
    )
    smtp_user: str = Field("", description="User name for the mail server; empty: none.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password for the mail server.")
    mail_from: str = Field("recallwatch@localhost", description="Sender address of every mail.")
    sources: tuple[str, ...] = Field((), description="Sources to poll; empty: all.")
    fetch_max_bytes: int = Field(100_000_000, ge=1000, description="Largest decoded answer taken from a source.")
    fetch_timeout: float = Field(60.0, gt=0, description="Seconds to wait for a source.")
    fetch_interval: float = Field(1.0, ge=0, description="Seconds between two requests to one host.")
    fetch_origins: dict[str, str] = Field(
        default_factory=dict,
        description="Origin to use instead of a source's own, e.g. a mirror or a replay.",
    )
    webhook_allow: tuple[str, ...] = Field(
        (), description="`host:port` of webhook receivers that may lie in a private network."
    )

    @field_validator("base_url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value.rstrip("/")

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
        path = Path(os.environ.get("RECALLWATCH_CONFIG", "recallwatch.toml"))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, path)

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
    except ValueError as error:
        raise ConfigError([f"the settings file cannot be read: {error}"]) from None


def _problem(error: dict[str, object]) -> str:
    where = error["loc"]
    name = ".".join(str(part) for part in where) if isinstance(where, tuple) else str(where)
    return f"{name} (RECALLWATCH_{name.split('.')[0].upper()}): {error['msg']}; got {error['input']!r}"
