"""MRKT's refusals: by status alone, with a message at times."""

from collections.abc import Mapping

from bot.gateways.markets.session import refusal_of
from bot.gateways.markets.transport import Reply
from domain.shared.refusals import GatewayError


def judge(what: str, reply: Reply, told: object) -> GatewayError | None:
    words = told.get("message") if isinstance(told, Mapping) else None
    return refusal_of(what, reply, words)
