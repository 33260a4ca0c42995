"""Fragment's refusals: by status, and of its inner API as `{"ok": false, "error": …}`."""

from collections.abc import Mapping

from bot.gateways.markets.session import refusal_of
from bot.gateways.markets.transport import Reply
from domain.gifts.market_ports import Unreadable
from domain.shared.refusals import GatewayError, GatewayRejected

_OLD_HASH = ("access denied", "hash", "session expired")


class OldHash(GatewayRejected):
    """The hash of an earlier page is not taken any more: a page tells a new one."""


def judge(what: str, reply: Reply, told: object) -> GatewayError | None:
    refused = refusal_of(what, reply)
    if refused is None and reply.is_page and not _whole(reply.body):
        return Unreadable(f"{what}: no page of the market's, or a cut one")
    if refused is not None or not isinstance(told, Mapping) or told.get("ok") is not False:
        return refused
    words = str(told.get("error") or "")[:200]
    if any(sign in words.lower() for sign in _OLD_HASH):
        return OldHash(f"{what}: {words}")
    return GatewayRejected(f"{what}: {words}")


def _whole(page: bytes) -> bool:
    """It reaches its end and has what all pages of this market have."""
    return page.rstrip().endswith(b"</html>") and b"tm-main" in page
