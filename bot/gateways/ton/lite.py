"""Connections to lite servers by pytoniq, kept at arm's length.

What this library does that others do not: two of its error classes are no Exceptions, a dead peer
shows as an AttributeError on None, its helper for a configuration downloads with blocking calls
(ours comes from a file), and each of its clients takes long to make (so few, in a thread, when
first asked). Whatever it raises becomes a GatewayError here.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, cast

from bot.gateways.ton.cells import BadCell
from domain.shared.refusals import GatewayError

if TYPE_CHECKING:
    from pytoniq_core.boc.address import Address

logger = logging.getLogger(__name__)

PEERS_MAX: Final = 5
TRUST_LEVEL: Final = 1
"""Shards and accounts are proven against the block that the server names."""
CALL_S_MAX: Final = 15.0
START_S_MAX: Final = 20.0
START_PAUSE_S: Final = 30.0
_NEVER_OURS: Final = (asyncio.CancelledError, KeyboardInterrupt, SystemExit)
_NOT_THERE: Final = ("lt not in db", "cannot locate transaction", "hash mismatch")
Told = TypeVar("Told")


class ConfigRefused(Exception):
    """The file is not a global configuration of TON."""


class MethodFailed(Exception):
    """A get-method ended in an exit code: that is an answer."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class NotThere(GatewayError):
    """The server answered that it has nothing at that place."""


class Peers(Protocol):
    """What of pytoniq's LiteBalancer is used. Accounts, transactions and stacks come as the
    library's own things.
    """

    async def start_up(self) -> None: ...

    async def close_all(self) -> None: ...

    async def get_masterchain_info_ext(self) -> Mapping[str, Any]: ...

    async def raw_get_account_state(
        self, address: "Address", block: object
    ) -> tuple[Any, Any]: ...

    async def raw_get_transactions(
        self, address: "Address", count: int, from_lt: int, from_hash: bytes
    ) -> tuple[list[Any], list[Any]]: ...

    async def run_get_method(
        self, address: "Address", method: str, stack: list[object]
    ) -> list[object]: ...


class LiteServers:
    """Connects when it is first asked, and again at most every 30 s while nobody answers."""

    def __init__(self, connect: Callable[[], Peers]) -> None:
        """`connect` makes the peers, in a thread, and starts nothing."""
        self._connect = connect
        self._peers: Peers | None = None
        self._starting = asyncio.Lock()
        self._not_before_s = 0.0

    async def ask(self, what: str, call: Callable[[Peers], Awaitable[Told]]) -> Told:
        """Raises GatewayError, or MethodFailed for a get-method."""
        peers = self._peers or await self._start()
        return await _guarded(what, lambda: call(peers))

    async def close(self) -> None:
        peers, self._peers = self._peers, None
        if peers is not None:
            await _guarded("close", peers.close_all)

    async def _start(self) -> Peers:
        async with self._starting:
            if self._peers is not None:
                return self._peers
            if time.monotonic() < self._not_before_s:
                raise GatewayError("lite servers: none answers")
            self._not_before_s = time.monotonic() + START_PAUSE_S
            peers = await _guarded("connect", lambda: asyncio.to_thread(self._connect))
            await _guarded("connect", peers.start_up, s_max=START_S_MAX)
            self._peers = peers
            return peers


def lite_servers(file: Path) -> LiteServers:
    """Those of a global configuration file. Raises ConfigRefused."""
    config = read_config(file)
    return LiteServers(lambda: _balancer(config))


def read_config(file: Path) -> Mapping[str, Any]:
    """The first few servers of the file with its first block. Raises ConfigRefused."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        servers = [
            {"ip": int(one["ip"]), "port": int(one["port"]), "id": {"key": str(one["id"]["key"])}}
            for one in told["liteservers"][:PEERS_MAX]
        ]
        block = dict(told["validator"]["init_block"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigRefused(f"{file}: {type(error).__name__}") from None
    if not servers:
        raise ConfigRefused(f"{file}: no lite servers")
    return {"liteservers": servers, "validator": {"init_block": block}}


def taken_apart(what: str, take: Callable[[], Told]) -> Told:
    """Read an answer; one of another form is a failure of the server."""
    try:
        return take()
    except (BadCell, AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise GatewayError(f"lite servers: {what}: {type(error).__name__}") from None


async def _guarded(
    what: str, call: Callable[[], Awaitable[Told]], *, s_max: float = CALL_S_MAX
) -> Told:
    try:
        async with asyncio.timeout(s_max):
            return await call()
    except _NEVER_OURS:
        raise
    # ContractError and WalletError of the library are no Exceptions, and would end a task.
    except BaseException as error:
        logger.info("lite servers: %s: %s", what, type(error).__name__)
        raise _meant(what, error) from None


def _meant(what: str, error: BaseException) -> Exception:
    """Told by the names of the library's classes: it is not imported before it is used."""
    name, words = type(error).__name__, str(getattr(error, "message", ""))
    code = getattr(error, "exit_code", None)
    if name == "RunGetMethodError" and isinstance(code, int):
        return MethodFailed(code)
    if name == "LiteServerError" and any(sign in words.lower() for sign in _NOT_THERE):
        return NotThere(f"lite servers: {what}")
    return GatewayError(f"lite servers: {what}: {name}")


def _balancer(config: Mapping[str, Any]) -> Peers:
    from pytoniq.liteclient.balancer import LiteBalancer

    made = LiteBalancer.from_config(dict(config), trust_level=TRUST_LEVEL)
    return cast("Peers", made)
