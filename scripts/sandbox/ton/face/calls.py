"""What a call of the face is, and how the methods of both faces are listed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.sandbox.ton.face.args import Args
from scripts.sandbox.ton.get_methods import GetResult

if TYPE_CHECKING:
    from scripts.sandbox.ton.face.view import View

KEPT_MAX = 5_000


class Memo:
    """What get-methods gave, by the account's state: the same state answers the same."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], GetResult] = {}

    def run(self, view: "View", address: str, method: str) -> GetResult:
        """A get-method without arguments that hangs on the account's data alone."""
        state = view.account(address).boc
        found = self._kept.get((address, method, state))
        if found is None:
            if len(self._kept) >= KEPT_MAX:
                self._kept.clear()
            found = self._kept[address, method, state] = view.get_method(address, method)
        return found


@dataclass(slots=True, kw_only=True)
class Call:
    """One call. `rows` is set by a method whose answer has transaction rows, so that a fault
    can give one of them twice or swap two."""

    args: Args
    view: "View"
    memo: Memo
    lose: bool = False
    by_rpc: bool = False
    rows: list[object] | None = field(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method: what answers it, by which HTTP verbs it is called, and whether it sends."""

    run: Callable[[Call], object]
    verbs: tuple[str, ...] = ("GET", "POST")
    sends: bool = False
