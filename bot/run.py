"""From settings to a running program: logging, event loop, one App after the other."""

import asyncio
import errno
import os
import re
import sys
from typing import TYPE_CHECKING, Final, Protocol

from bot.runtime.imports import load_aiogram, without_collection
from bot.runtime.logs import set_up_logging
from bot.runtime.sentry import watch_errors
from bot.settings import Sandbox, Settings, SettingsRefused, Ton, is_sandbox_token
from bot.settings_markets import MARKET_NAMES, Markets
from domain.ton.address import MAIN_NET, TEST_NET
from locales.words import Words

if TYPE_CHECKING:
    from bot.app import App

NO_TOKEN: Final = 2
LOCAL_KEY: Final = "souk-local-chain"
"""The world counts calls with a key apart, as a real toncenter does; any will do."""
LOG_FILE: Final = "souk.log"
_TOKEN: Final = re.compile(r"[0-9]+:[A-Za-z0-9_-]+", re.ASCII)


class World(Protocol):
    """A sandbox that answers: its address, the bot's token there, its launch key in hex."""

    @property
    def url(self) -> str: ...

    @property
    def token(self) -> str: ...

    @property
    def launch_key(self) -> str: ...


def in_world(settings: Settings, world: World) -> Settings:
    """The same settings with the sandbox as the outside world. Raises SettingsRefused when they
    name TON's main net.
    """
    if settings.ton.network == MAIN_NET:
        raise SettingsRefused("SOUK_TON_NETWORK: the main net and the sandbox never go together")
    telegram = {
        "BOT_TOKEN": world.token,
        "SOUK_TELEGRAM_API": world.url,
        "SOUK_LAUNCH_KEY": world.launch_key,
        "SOUK_APP_SCRIPT": f"{world.url}/telegram-web-app.js",
        "SOUK_LOGIN_WIDGET": f"{world.url}/telegram-widget.js",
        "SOUK_WEBHOOK_URL": settings.telegram.webhook,
        "SOUK_WEBHOOK_SECRET": settings.telegram.webhook_secret.get_secret_value(),
    }
    return settings.model_copy(
        update={
            "telegram": type(settings.telegram).model_validate(telegram),
            "ton": settings.ton.model_copy(update=_local_chain(world.url)),
            "markets": _local_markets(settings.markets, world.url),
            "http": settings.http.model_copy(update={"frame_ancestors": (world.url,)}),
            "sandbox": Sandbox(on=True, port=settings.sandbox.port, url=world.url),
        }
    )


def _local_chain(world: str) -> dict[str, object]:
    """The world's chain and keys of its own: nothing that belongs to a real one."""
    given = {
        "SOUK_TON_NETWORK": TEST_NET,
        "SOUK_TON_URL": f"{world}/ton",
        "SOUK_TON_KEY": LOCAL_KEY,
    }
    local = Ton.model_validate({**given, "SOUK_TON_EXPLORER": f"{world}/ton/explorer"})
    own = ("network", "url", "key", "lite_config", "keys", "passphrase", "key_file", "explorer")
    return {name: getattr(local, name) for name in own}


def _local_markets(given: Markets, world: str) -> Markets:
    """The world's markets, let in by words that are no keys; what is read and charged is as given.
    The local index of the chain takes ten calls a second.
    """
    own = {f"SOUK_{name.upper()}_URL": f"{world}/markets/{name}" for name in MARKET_NAMES}
    doors = ("SOUK_GETGEMS_KEY", "SOUK_PORTALS_TOKEN", "SOUK_TONAPI_KEY")
    keys = dict.fromkeys(doors, LOCAL_KEY)
    launches = dict.fromkeys(("SOUK_MRKT_INIT_DATA", "SOUK_TONNEL_INIT_DATA"), LOCAL_KEY)
    local = Markets.model_validate({**own, **keys, **launches, "SOUK_TONAPI_CALLS_PER_S": 9})
    kept = {
        "names": given.names or MARKET_NAMES,
        "fees": given.fees,
        "getgems_by": given.getgems_by,
    }
    return local.model_copy(update=kept)


def make_folder(settings: Settings) -> None:
    """The folder of the data, for its owner alone. Raises SettingsRefused when it is none."""
    folder = settings.data.folder
    # What is kept here is about people and money: nobody else on the machine reads it.
    os.umask(0o077)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsRefused(f"SOUK_DATA={folder}: {_why_no_folder(error)}") from error


def _why_no_folder(error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "not a folder"
    return error.strerror or str(error)


def run(settings: Settings) -> int:
    """Run until a signal comes; the exit status. Raises SettingsRefused for what cannot run."""
    token = settings.telegram.token.get_secret_value()
    if not token:
        sys.stderr.write(Words().say("en", "console-no-token") + "\n")
        return NO_TOKEN
    if not _TOKEN.fullmatch(token):
        raise SettingsRefused("BOT_TOKEN: not a token as @BotFather gives it")
    if is_sandbox_token(token) != settings.sandbox.on:
        raise SettingsRefused("BOT_TOKEN: a sandbox token and a real Telegram never go together")
    make_folder(settings)
    _open_log(settings)
    watch_errors(settings.watch.sentry.get_secret_value())
    with without_collection():
        load_aiogram(eager=settings.watch.aiogram_eager)
        from bot import app, wiring
        from bot.wiring.world import in_order
        from storage.unit import AnotherWriter

    async def build() -> "App":
        built = await wiring.build(await in_order(settings))
        built.on_ready(lambda: _announce(settings))
        return built

    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        try:
            runner.run(app.run(build))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise SettingsRefused(f"SOUK_HTTP_PORT: {error.strerror or error}") from error
        except AnotherWriter as error:
            raise SettingsRefused(f"another Souk has this store open: {error}") from error
    return 0


def _loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed, else Python's own."""
    try:
        from uvloop import Loop
    except ImportError:
        return None
    found: type[asyncio.AbstractEventLoop] = Loop
    return found


def _open_log(settings: Settings) -> None:
    """To standard error; for somebody who tries the sandbox in a terminal, into a file."""
    to = None
    if settings.sandbox.on and sys.stderr.isatty():
        to = (settings.data.folder / LOG_FILE).open("a", encoding="utf-8")
    set_up_logging(settings.watch.log_level, secrets=_secrets(settings), to=to)


def _announce(settings: Settings) -> None:
    sandbox = settings.sandbox.url
    fields = {"app": settings.http.url, "sandbox": sandbox, "data": str(settings.data.folder)}
    key = "console-ready-sandbox" if sandbox else "console-ready"
    sys.stdout.write(Words().say("en", key, fields) + "\n")
    sys.stdout.flush()


def _secrets(settings: Settings) -> tuple[str, ...]:
    """What must never stand in a log, whoever tries to write it."""
    telegram, data, ton, watch = settings.telegram, settings.data, settings.ton, settings.watch
    markets = settings.markets
    return tuple(
        secret.get_secret_value()
        for secret in (
            telegram.token,
            telegram.webhook_secret,
            data.database,
            data.postgres_password,
            data.secret_key,
            ton.key,
            ton.passphrase,
            watch.sentry,
            *markets.secrets,
        )
    )
