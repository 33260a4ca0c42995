"""Telegram's answers and network failures, turned into gateway errors by what they mean for us.

An answer in Telegram's own form (`ok` false) says that nothing was carried out. A connection that
was never made says the same. Whatever breaks later leaves the fate unknown.
Wire form: https://core.telegram.org/bots/api#making-requests
"""

from http import HTTPStatus
from typing import Final

import aiohttp

from bot.ports import Payload, PollingConflict
from domain.shared.refusals import (
    FateUnknown,
    GatewayError,
    GatewayRejected,
    Throttled,
    Unreachable,
)

_GONE: Final = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
_SERVER_SIDE: Final = 500


def refusal_of(method: str, status: int, answer: Payload) -> GatewayError:
    """The error for an answer whose `ok` is false."""
    described = str(answer.get("description", ""))
    message = f"{method}: {status} {described}"
    retry_after_s = _parameter(answer, "retry_after")
    if status == HTTPStatus.TOO_MANY_REQUESTS or retry_after_s is not None:
        return Throttled(message, retry_after_s=float(retry_after_s or 1))
    if status == HTTPStatus.FORBIDDEN or any(word in described.lower() for word in _GONE):
        return Unreachable(message)
    if status == HTTPStatus.CONFLICT:
        return PollingConflict(message)
    if status >= _SERVER_SIDE:
        return GatewayError(message)
    return GatewayRejected(message)


def failure_of(method: str, error: Exception) -> GatewayError:
    """The error for a call that got no answer."""
    message = f"{method}: {type(error).__name__}"
    before_sending = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
    if isinstance(error, before_sending):
        return GatewayError(message)
    return FateUnknown(message)


def _parameter(answer: Payload, name: str) -> int | None:
    parameters = answer.get("parameters")
    value = parameters.get(name) if isinstance(parameters, dict) else None
    return value if isinstance(value, int) else None
