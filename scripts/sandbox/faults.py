"""The table of faults: what goes wrong on purpose, at which face, and how often."""

import fnmatch
from collections.abc import Callable
from dataclasses import dataclass

from scripts.sandbox.forms import Json, Refusal

MARKETS = ("getgems", "fragment", "mrkt", "tonnel", "portals", "tonapi")
FACES = ("bot_api", "updates", "ton", *MARKETS)
_EVERYWHERE = ("error", "delay", "lose_request", "lose_answer")
_ROWS = ("duplicate", "reorder")
_MARKET_KINDS = (
    *("html", "broken_json", "unknown_fields", "odd_prices"),
    *("stale_page", "repeat_page", "expired_token"),
)
KINDS: dict[str, tuple[str, ...]] = {
    "bot_api": _EVERYWHERE,
    "updates": (*_EVERYWHERE, *_ROWS),
    "ton": (*_EVERYWHERE, *_ROWS, "lag", "lose_message"),
    **dict.fromkeys(MARKETS, (*_EVERYWHERE, *_ROWS, *_MARKET_KINDS)),
}
# A delay ends by itself: what waits for it is still under way.
_PASSING_KINDS = ("delay",)
FAULTS_MAX = 1000


@dataclass(slots=True, kw_only=True)
class Fault:
    """One row. `times` None: until it is deleted; then `left` is None too."""

    id: str
    face: str
    kind: str
    match: str = "*"
    status: int | None = None
    retry_after_s: int | None = None
    delay_ms: int | None = None
    blocks: int | None = None
    times: int | None = None
    left: int | None = None
    hits: int = 0

    @property
    def made(self) -> int:
        """Its place in the order of making, from 1."""
        return int(self.id.removeprefix("f"))

    def view(self) -> Json:
        """The row as scripts see it."""
        return {name: getattr(self, name) for name in Fault.__slots__}


class Faults:
    """The table. A face asks it at each call and does what the row says, in its own words."""

    def __init__(self, keep: Callable[[Fault], None], forget: Callable[[Fault], None]) -> None:
        self._rows: dict[str, Fault] = {}
        self._keep = keep
        self._forget = forget
        self._made = 0

    def add(self, fault: Fault) -> Fault:
        """Put a row in. Refuses: `invalid` for a kind that the face does not know."""
        if fault.kind not in KINDS[fault.face]:
            raise Refusal("invalid", kind=f"{fault.face} has no such fault")
        if len(self._rows) >= FAULTS_MAX:
            raise Refusal("invalid", body=f"at most {FAULTS_MAX} faults at a time")
        self._made += 1
        fault.id = f"f{self._made}"
        fault.left = fault.times
        self._rows[fault.id] = fault
        self._keep(fault)
        return fault

    def rows(self) -> list[Fault]:
        """All rows in the order in which they were made, used up ones too."""
        return list(self._rows.values())

    def remove(self, fault_id: str) -> None:
        """Take a row out. Refuses: `not-found`."""
        fault = self._rows.pop(fault_id, None)
        if fault is None:
            raise Refusal("not-found", fault=fault_id)
        self._forget(fault)

    def remove_all(self) -> None:
        """Empty the table."""
        for fault_id in list(self._rows):
            self.remove(fault_id)

    def hit(
        self,
        face: str,
        name: str,
        *,
        kinds: tuple[str, ...] | None = None,
        also: tuple[str, ...] = (),
    ) -> Fault | None:
        """The oldest row that concerns this call, counted as a hit; None when all goes well.

        `also`: the call's other names, any of which a pattern may match.
        """
        for fault in self._rows.values():
            if fault.face != face or fault.left == 0:
                continue
            if kinds is not None and fault.kind not in kinds:
                continue
            if not any(fnmatch.fnmatchcase(one, fault.match) for one in (name, *also)):
                continue
            fault.hits += 1
            if fault.left is not None:
                fault.left -= 1
            self._keep(fault)
            return fault
        return None

    def endless(self, face: str) -> bool:
        """Whether the face is under a fault without end, which idle does not wait for."""
        return any(
            row.face == face and row.times is None and row.kind not in _PASSING_KINDS
            for row in self._rows.values()
        )

    def met(self, face: str) -> bool:
        """Whether somebody has run into each fault without end there."""
        return all(
            row.hits > 0
            for row in self._rows.values()
            if row.face == face and row.times is None and row.kind not in _PASSING_KINDS
        )

    def load(self, rows: list[Json]) -> None:
        """Take over the rows of a kept world."""
        # The fields were written by `view`, with their types.
        made = [Fault(**row) for row in rows]  # type: ignore[arg-type]
        kept = sorted(made, key=lambda fault: fault.made)
        self._rows = {fault.id: fault for fault in kept}
        self._made = kept[-1].made if kept else 0

    def restart(self) -> None:
        """A new world has no faults."""
        self._rows.clear()
        self._made = 0
