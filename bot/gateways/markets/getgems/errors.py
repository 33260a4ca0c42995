"""GetGems' refusals: the status, and `{"success": false, "name": …}` whatever the status says;
GraphQL's `{"errors": […]}` beside a status of 200.
"""

from collections.abc import Mapping

from bot.gateways.markets.session import Unsigned, refusal_of
from bot.gateways.markets.transport import Reply
from domain.shared.refusals import GatewayError


def judge(what: str, reply: Reply, told: object) -> GatewayError | None:
    words = told.get("name") if isinstance(told, Mapping) else None
    refused = refusal_of(what, reply, words)
    if refused is not None or not isinstance(told, Mapping):
        return refused
    if told.get("success") is False:
        if words == "Unauthorized":
            return Unsigned(f"{what}: {words}")
        return GatewayError(f"{what}: not a success")
    if told.get("errors") and told.get("data") is None:
        return GatewayError(f"{what}: errors instead of data")
    return None
