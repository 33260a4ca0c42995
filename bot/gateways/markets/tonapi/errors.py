"""TON API's refusals: a status, and one word of why in `error`."""

from collections.abc import Mapping

from bot.gateways.markets.session import refusal_of
from bot.gateways.markets.transport import Reply
from domain.shared.refusals import GatewayError


def judge(what: str, reply: Reply, told: object) -> GatewayError | None:
    words = told.get("error") if isinstance(told, Mapping) else None
    return refusal_of(what, reply, words)
