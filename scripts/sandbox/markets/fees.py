"""What a listed price means on each market, in basis points, and the exact sums that follow.

`on_top` is paid by the buyer beside the price, `inside` is part of it, `seller` is taken from what
the seller gets. The figures are those that clients of the real markets have measured; Fragment's
and the chain's own are assumptions.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_ONE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """Basis points: 1000 are 10 %."""

    on_top_bps: int = 0
    inside_bps: int = 0
    seller_bps: int = 0

    def buyer_total(self, price: int) -> int:
        """What the buyer pays in all, in the smallest unit, rounded up."""
        return -(-price * (_ONE + self.on_top_bps) // _ONE)

    def seller_net(self, price: int) -> int:
        """What is left for the seller, in the smallest unit, rounded down once."""
        return price * (_ONE - self.seller_bps) // (_ONE + self.inside_bps)

    def view(self) -> dict[str, int]:
        """As scripts see it."""
        return {name: getattr(self, name) for name in Fees.__slots__}


FEES: Mapping[str, Fees] = {
    "getgems": Fees(seller_bps=200),
    "fragment": Fees(seller_bps=500),
    "mrkt": Fees(inside_bps=200),
    "tonnel": Fees(on_top_bps=1000),
    "portals": Fees(seller_bps=200),
    "tonapi": Fees(),
}
