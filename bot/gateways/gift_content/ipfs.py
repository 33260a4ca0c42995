"""IPFS by public gateways, one after the other. They are offered as best effort: one that fails is
left in peace for a while, and what was taken down is asked for nowhere else.
"""

import time
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from bot.gateways.gift_content.addresses import IpfsPath
from bot.gateways.gift_content.fetch import Crowded, TakenDown
from domain.gifts.content_ports import ContentGone, ContentRefused
from domain.shared.refusals import GatewayError, Throttled

KNOWN: Final = {
    "ipfs.io": "https://ipfs.io",
    "gateway.pinata.cloud": "https://gateway.pinata.cloud",
    "dweb.link": "https://dweb.link",
    # No longer run by its makers: known so that it can be named, and off.
    "cloudflare-ipfs": "https://cloudflare-ipfs.com",
}
DEFAULT: Final = ("ipfs.io", "gateway.pinata.cloud", "dweb.link")
REST_S: Final = 300.0
"""A gateway that failed is not asked for so long; twice as long after each further failure."""
REST_S_MAX: Final = 3600.0
_DOUBLED_MAX: Final = 5


class Bodies(Protocol):
    """The part of a Fetcher that is needed here."""

    async def get(self, address: str, *, most_bytes: int) -> bytes: ...


class Gateways:
    def __init__(
        self,
        names: Sequence[str],
        bodies: Bodies,
        *,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`names` of KNOWN, or addresses under which `/ipfs/` stands, in the order to ask."""
        self._bases = tuple(KNOWN.get(name, name).rstrip("/") for name in names)
        self._bodies = bodies
        self._now_s = now_s
        self._rests_until_s: dict[str, float] = {}
        self._failed: dict[str, int] = {}

    @property
    def resting(self) -> frozenset[str]:
        """Gateways that are left in peace now."""
        now_s = self._now_s()
        return frozenset(base for base, until_s in self._rests_until_s.items() if until_s > now_s)

    async def get(self, path: IpfsPath, *, most_bytes: int) -> bytes:
        """Raises ContentGone when it was taken down, or when nobody has it; ContentRefused;
        Throttled while all gateways rest; GatewayError when none of them answered.
        """
        resting = self.resting
        awake = [base for base in self._bases if base not in resting]
        if not awake:
            raise self._all_rest(path)
        missing = failed = 0
        for base in awake:
            try:
                told = await self._bodies.get(path.under(base), most_bytes=most_bytes)
            except (TakenDown, ContentRefused, Crowded):
                raise
            except ContentGone:
                missing += 1
            except GatewayError as error:
                failed += 1
                self._fail(base, error)
            else:
                self._failed.pop(base, None)
                return told
        if missing and not failed and len(awake) == len(self._bases):
            raise ContentGone(f"{path.cid}: on no gateway")
        raise GatewayError(f"{path.cid}: {failed} gateways failed, {missing} have it not")

    def _all_rest(self, path: IpfsPath) -> GatewayError:
        if not self._bases:
            return ContentRefused(f"{path.cid}: no gateways")
        left_s = min(self._rests_until_s[base] for base in self._bases) - self._now_s()
        return Throttled(f"{path.cid}: all gateways rest", retry_after_s=max(left_s, 0.0))

    def _fail(self, base: str, error: GatewayError) -> None:
        before = self._failed.get(base, 0)
        self._failed[base] = before + 1
        rest_s = min(REST_S * 2 ** min(before, _DOUBLED_MAX), REST_S_MAX)
        if isinstance(error, Throttled):
            rest_s = max(error.retry_after_s, 1.0)
        self._rests_until_s[base] = self._now_s() + rest_s
