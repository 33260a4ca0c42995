"""Toncenter's answers and network failures, turned into gateway errors by what they mean for us.

v2 wraps everything in `ok`, v3 gives `{"error": text}`; the limit on calls is told by HTTP 429
with its text in `result`. Both pass on what a lite server says, `exitcode=` included.
"""

from http import HTTPStatus
from typing import Final

import aiohttp

from bot.gateways.ton.forms import Row
from domain.shared.refusals import FateUnknown, GatewayError, GatewayRejected

WORDS_MAX: Final = 400
_TAKEN_ALREADY: Final = "duplicate message"
_REFUSED_BY_THE_CHAIN: Final = (
    "cannot apply external message",
    "external message was not accepted",
    "exitcode=",
    "cannot deserialize external message",
)
_MISFITS: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, 416})


def words_of(answer: Row) -> str:
    """What the service says is wrong; of a limit on calls it is in `result`."""
    told = answer.get("error") or answer.get("result") or answer.get("detail") or ""
    return " ".join(str(told).split())[:WORDS_MAX]


def taken_already(words: str) -> bool:
    """The same message waits for a block: as good as taken."""
    return _TAKEN_ALREADY in words.lower()


def read_refusal(what: str, status: int, words: str) -> GatewayError:
    """The error for a read that was answered with one. Reading again may help with most."""
    message = f"{what}: {status} {words}"
    return GatewayRejected(message) if status in _MISFITS else GatewayError(message)


def send_refusal(what: str, status: int, words: str) -> GatewayError:
    """The error for a message that was not taken. Only a node that ran it, or one that cannot
    read it, refuses it for good; any other failure leaves open whether a node got it.
    """
    message = f"{what}: {status} {words}"
    refused = any(sign in words.lower() for sign in _REFUSED_BY_THE_CHAIN)
    if refused or status in _MISFITS:
        return GatewayRejected(message)
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return GatewayError(message)
    return FateUnknown(message)


def failure_of(what: str, error: Exception, *, sends: bool) -> GatewayError:
    """The error for a call that got no answer."""
    message = f"{what}: {type(error).__name__}"
    before = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
    if not sends or isinstance(error, before):
        return GatewayError(message)
    return FateUnknown(message)
