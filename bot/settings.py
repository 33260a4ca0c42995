"""The only reader of the environment and of `.env`. One section per area; secrets are typed.

Every name is listed in `.env.example`, which a house test holds against this file.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from dotenv import dotenv_values
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)

from bot.settings_forms import Names, Section, env, rate, split
from bot.settings_gifts import Gifts
from bot.settings_markets import Markets

TELEGRAM_LAUNCH_KEY: Final = "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"
"""Ed25519 key with which Telegram signs launch data for third parties (its Mini App page)."""

TON_WALLETS: Final = ("tonkeeper", "telegram-wallet", "mytonwallet", "tonhub")
"""Wallets that TON Connect offers, by their names in its public list."""

UNUSED: Final = ("MEILISEARCH_API_KEY", "secret_token")
"""Names that older deployments set and that mean nothing here: accepted, reported, ignored."""


class SettingsRefused(Exception):
    """A setting is missing or does not fit. The message names settings, never their values."""


class JettonGiven(BaseModel):
    """A jetton that the house takes, as the settings name it: `<symbol>:<decimals>:<master>`.
    The master's address may have any form.
    """

    model_config = ConfigDict(frozen=True)

    symbol: str = Field(pattern=r"^[A-Za-z0-9.$-]{1,16}$")
    decimals: int = Field(ge=0, le=18)
    master: str = Field(min_length=48, max_length=70)


def _jettons(value: object) -> object:
    parts = split(value)
    return tuple(map(_jetton, parts)) if isinstance(parts, list) else value


def _jetton(part: object) -> object:
    fields = str(part).split(":", 2)
    if len(fields) != len(JettonGiven.model_fields):
        raise ValueError("a jetton is <symbol>:<decimals>:<master>")
    return dict(zip(("symbol", "decimals", "master"), fields, strict=True))


Jettons = Annotated[tuple[JettonGiven, ...], BeforeValidator(_jettons)]
Ids = Annotated[tuple[int, ...], BeforeValidator(split)]
Stakeable = Annotated[tuple[Literal["POINTS", "XTR", "TON"], ...], BeforeValidator(split)]
PerMinute = Annotated[int, BeforeValidator(rate), Field(ge=1)]


class Telegram(Section):
    token: SecretStr = Field(
        SecretStr(""), validation_alias=env("BOT_TOKEN", "TELEGRAM_BOT_TOKEN", "TOKEN")
    )
    api: str = Field("https://api.telegram.org", validation_alias=env("SOUK_TELEGRAM_API"))
    webhook: str = Field("", validation_alias=env("SOUK_WEBHOOK_URL"))
    webhook_secret: SecretStr = Field(SecretStr(""), validation_alias=env("SOUK_WEBHOOK_SECRET"))
    launch_key: str = Field(TELEGRAM_LAUNCH_KEY, validation_alias=env("SOUK_LAUNCH_KEY"))
    script: str = Field(
        "https://telegram.org/js/telegram-web-app.js", validation_alias=env("SOUK_APP_SCRIPT")
    )
    widget: str = Field(
        "https://telegram.org/js/telegram-widget.js?22", validation_alias=env("SOUK_LOGIN_WIDGET")
    )

    @property
    def bot_id(self) -> int:
        return int(self.token.get_secret_value().partition(":")[0])


class Http(Section):
    host: str = Field("127.0.0.1", validation_alias=env("SOUK_HTTP_HOST"))
    port: int = Field(8080, ge=0, le=65535, validation_alias=env("SOUK_HTTP_PORT"))
    public_url: str = Field("", validation_alias=env("SOUK_PUBLIC_URL", "API_URL"))
    feed_url: str = Field("", validation_alias=env("SOUK_FEED_URL", "WS_URL"))
    static_url: str = Field("/static", validation_alias=env("STATIC_URL"))
    proxies: Names = Field((), validation_alias=env("SOUK_TRUSTED_PROXIES"))
    frame_ancestors: Names = Field(
        ("https://web.telegram.org", "https://*.telegram.org"),
        validation_alias=env("SOUK_FRAME_ANCESTORS"),
    )

    @property
    def url(self) -> str:
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"


class Data(Section):
    folder: Path = Field(Path("data"), validation_alias=env("SOUK_DATA"))
    database: SecretStr = Field(
        SecretStr(""), validation_alias=env("SOUK_DATABASE", "DATABASE_URL")
    )
    postgres_password: SecretStr = Field(SecretStr(""), validation_alias=env("POSTGRES_PASSWORD"))
    secret_key: SecretStr = Field(
        SecretStr(""), validation_alias=env("SOUK_SECRET_KEY", "SECRET_KEY")
    )

    @property
    def address(self) -> str:
        """A Postgres address, or "" for SQLite in the folder."""
        given = self.database.get_secret_value()
        password = self.postgres_password.get_secret_value()
        if given or not password:
            return given
        return f"postgresql://postgres:{password}@127.0.0.1:5432/souk"


class Limits(Section):
    """Requests per minute in fixed windows, and the spacing of one person's acts."""

    per_address: PerMinute = Field(
        60, validation_alias=env("SOUK_LIMIT_ADDRESS", "APP_RATE_LIMIT_DEFAULT")
    )
    sign_in: PerMinute = Field(10, validation_alias=env("SOUK_LIMIT_SIGN_IN"))
    escrow: PerMinute = Field(5, validation_alias=env("SOUK_LIMIT_ESCROW"))
    play: PerMinute = Field(10, validation_alias=env("SOUK_LIMIT_PLAY"))
    person_reads: PerMinute = Field(600, validation_alias=env("SOUK_LIMIT_PERSON_READS"))
    partner: PerMinute = Field(600, validation_alias=env("SOUK_LIMIT_PARTNER"))
    act_pause_s: float = Field(1.0, ge=0, validation_alias=env("SOUK_LIMIT_ACT_PAUSE_S"))
    act_burst: int = Field(30, ge=1, validation_alias=env("SOUK_LIMIT_ACT_BURST"))


class People(Section):
    owners: Ids = Field((), validation_alias=env("SOUK_OWNERS"))
    admins: Ids = Field((), validation_alias=env("SOUK_ADMINS"))


class Payments(Section):
    invoice_max: int = Field(
        1_000_000, ge=15, le=1_000_000, validation_alias=env("SOUK_STARS_INVOICE_MAX")
    )
    second_person_over: int = Field(1000, ge=0, validation_alias=env("SOUK_SECOND_PERSON_OVER"))


class Games(Section):
    """What may be staked, and the times of a match in seconds. Without `assets` those are points
    alone; in the sandbox all.
    """

    assets: Stakeable = Field((), validation_alias=env("SOUK_GAMES_ASSETS"))
    stake_max: int = Field(10_000, ge=10, validation_alias=env("SOUK_GAMES_STAKE_MAX"))
    stake_max_ton: int = Field(1_000, ge=10, validation_alias=env("SOUK_GAMES_STAKE_MAX_TON"))
    rake_bps: int = Field(300, ge=0, le=500, validation_alias=env("SOUK_GAMES_RAKE_BPS"))
    daily_points: int = Field(100, ge=0, validation_alias=env("SOUK_GAMES_DAILY_POINTS"))
    lobby_life_s: int = Field(600, ge=1, validation_alias=env("SOUK_GAMES_LOBBY_LIFE_S"))
    ask_s: int = Field(120, ge=1, validation_alias=env("SOUK_GAMES_ASK_S"))
    throw_s: int = Field(45, ge=1, validation_alias=env("SOUK_GAMES_THROW_S"))
    house_s: int = Field(30, ge=1, validation_alias=env("SOUK_GAMES_HOUSE_S"))
    pause_s: int = Field(4, ge=0, validation_alias=env("SOUK_GAMES_PAUSE_S"))
    pair_per_day: int = Field(5, ge=1, validation_alias=env("SOUK_GAMES_PAIR_PER_DAY"))
    reality_minutes: int = Field(60, ge=1, validation_alias=env("SOUK_GAMES_REALITY_MINUTES"))


class Ton(Section):
    """The chain: which one, who reads it, whose keys sign. Without keys the house takes and pays
    no coins. Amounts in whole TON, spans in the unit of their names.
    """

    network: Literal["", "-239", "-3"] = Field("", validation_alias=env("SOUK_TON_NETWORK"))
    url: str = Field("", validation_alias=env("SOUK_TON_URL"))
    key: SecretStr = Field(SecretStr(""), validation_alias=env("SOUK_TON_KEY"))
    calls_per_s: float = Field(10, gt=0, le=1000, validation_alias=env("SOUK_TON_CALLS_PER_S"))
    send_by: Literal["v2", "v3"] = Field("v2", validation_alias=env("SOUK_TON_SEND_BY"))
    lite_config: Path | None = Field(None, validation_alias=env("SOUK_TON_LITE_CONFIG"))
    keys: Path | None = Field(None, validation_alias=env("SOUK_TON_KEYS"))
    passphrase: SecretStr = Field(SecretStr(""), validation_alias=env("SOUK_TON_PASSPHRASE"))
    key_file: Path | None = Field(None, validation_alias=env("SOUK_TON_KEY_FILE"))
    jettons: Jettons = Field((), validation_alias=env("SOUK_TON_JETTONS"))
    second_person_over: int = Field(
        1_000, ge=0, validation_alias=env("SOUK_TON_SECOND_PERSON_OVER")
    )
    quarantine_over: int = Field(100, ge=0, validation_alias=env("SOUK_TON_QUARANTINE_OVER"))
    quarantine_h: int = Field(24, ge=0, validation_alias=env("SOUK_TON_QUARANTINE_H"))
    second_reader_over: int = Field(
        1_000, ge=0, validation_alias=env("SOUK_TON_SECOND_READER_OVER")
    )
    explorer: str = Field("", validation_alias=env("SOUK_TON_EXPLORER"))
    wallets: Names = Field(TON_WALLETS, validation_alias=env("SOUK_TON_WALLETS"))

    @property
    def chain(self) -> Literal["-239", "-3"]:
        """The network's id as TON Connect writes it; the main net unless another one is named."""
        return self.network or "-239"

    @property
    def base(self) -> str:
        """Beneath it stand `/api/v2` and `/api/v3` of toncenter."""
        if self.url:
            return self.url.rstrip("/")
        return "https://toncenter.com" if self.chain == "-239" else "https://testnet.toncenter.com"

    @property
    def explorer_url(self) -> str:
        if self.explorer:
            return self.explorer.rstrip("/")
        return "https://tonviewer.com" if self.chain == "-239" else "https://testnet.tonviewer.com"


class Sandbox(Section):
    on: bool = False
    port: int = Field(8090, ge=0, le=65535, validation_alias=env("SOUK_SANDBOX_PORT"))
    url: str = ""


class Watch(Section):
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", validation_alias=env("SOUK_LOG_LEVEL")
    )
    sentry: SecretStr = Field(SecretStr(""), validation_alias=env("SENTRY_DSN"))
    aiogram_eager: bool = Field(default=False, validation_alias=env("SOUK_AIOGRAM_EAGER"))


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True)

    telegram: Telegram
    http: Http
    data: Data
    limits: Limits
    people: People
    payments: Payments
    games: Games
    ton: Ton
    markets: Markets
    gifts: Gifts
    sandbox: Sandbox
    watch: Watch
    unused: tuple[str, ...] = ()


def read(values: Mapping[str, str | None]) -> Settings:
    """Build the settings from names and values. Raises SettingsRefused, naming what is wrong."""
    given = {name: value for name, value in values.items() if value not in {None, ""}}
    try:
        sections = {
            name: field.annotation.model_validate(given)
            for name, field in Settings.model_fields.items()
            if isinstance(field.annotation, type) and issubclass(field.annotation, Section)
        }
    except ValidationError as refused:
        wrong = "; ".join(f"{e['loc'][0]}: {e['msg']}" for e in refused.errors())
        raise SettingsRefused(f"settings: {wrong}") from None
    unused = tuple(name for name in UNUSED if name in given)
    return Settings.model_validate({**sections, "unused": unused})


def load(env_file: Path | None) -> Settings:
    """Read the file (`.env`; None in the sandbox), then the environment, which wins."""
    filed = dotenv_values(env_file) if env_file is not None else {}
    return read({**filed, **os.environ})


def is_sandbox_token(token: str) -> bool:
    return token.partition(":")[2].startswith("sandbox-")
