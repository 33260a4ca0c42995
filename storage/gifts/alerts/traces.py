"""Everything that alerts and saved searches keep about a person: handed out, and removed."""

from typing import Final

from storage.engine import Database
from storage.gifts.traces import GiftTraceRows, Kept, removals_of

_REMOVALS: Final = removals_of(
    "alert_rules", "alert_firings", "alert_told", "alert_asks", "searches"
)
_KEPT: Final = (
    Kept(
        table="alert_rules",
        columns=(
            *("id", "kind", "query", "share_bps", "permille", "wallet", "search", "muted"),
            *("created_at", "changed_at"),
        ),
    ),
    Kept(
        table="alert_firings",
        columns=("id", "rule", "subject", "kind", "units", "state", "found_at", "ended_at"),
        said={"units": "buyer_total_nano"},
    ),
    Kept(table="searches", columns=("id", "name", "query", "notify", "created_at", "changed_at")),
)


class AlertTraceRows(GiftTraceRows):
    def __init__(self, database: Database) -> None:
        super().__init__(database, _KEPT, _REMOVALS)
