"""Tonnel's refusals: by status, or as `{"error": …}` or `{"status": "error"}` in an answer that
calls itself good.
"""

from collections.abc import Mapping

from bot.gateways.markets.session import Unsigned, refusal_of
from bot.gateways.markets.transport import Reply
from domain.shared.refusals import GatewayError, GatewayRejected

_LOG_IN = ("auth", "unauthorized", "init data", "initdata")


def judge(what: str, reply: Reply, told: object) -> GatewayError | None:
    said = told if isinstance(told, Mapping) else {}
    words = str(said.get("error") or said.get("message") or "")
    refused = refusal_of(what, reply, words)
    if refused is not None or not (said.get("error") or said.get("status") == "error"):
        return refused
    message = f"{what}: {words[:200]}"
    if any(sign in words.lower() for sign in _LOG_IN):
        return Unsigned(message)
    return GatewayRejected(message)
