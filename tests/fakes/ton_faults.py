"""What goes wrong between the house and the FakeChain."""

from collections import deque
from typing import Final

from domain.shared.refusals import GatewayError
from tests.fakes.stars import Died

_ONLY_AT: Final = {
    "lose": "send",
    "delay": "send",
    "die after": "send",
    "gap": "transactions",
    "duplicate": "transactions",
    "reorder": "transactions",
}


class Faults(deque[str]):
    """Laid down by name for the next read or send that they fit: `down`, `lose`, `delay` (taken
    in by some later block), `gap`, `duplicate`, `reorder`, `die before`, `die after`.
    """

    def met(self, where: str) -> str:
        """Use up the first one if it fits here; the name of one that the caller plays itself."""
        if not self or _ONLY_AT.get(self[0], where) != where:
            return ""
        name = self.popleft()
        if name == "down":
            raise GatewayError("the node does not answer")
        if name == "die before":
            raise Died
        return name
