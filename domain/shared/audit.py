"""The audit log: who, what, which row, before and after, from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.shared.actor import Actor
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.page import Page

Details = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    id: int
    user_id: int
    action: str
    entity_type: str
    entity_id: str
    details: Details
    ip_address: str
    created_at: Instant


class Audit(Protocol):
    """Rows for money and rights are Changes of the act's own unit."""

    def entry(
        self,
        actor: Actor,
        action: str,
        *,
        entity: tuple[str, str],
        before: Details | None = None,
        after: Details | None = None,
    ) -> Change:
        """`entity` is (type, id). `before` and `after` become details as JSON."""
        ...

    async def search(self, text: str, *, cursor: str | None, limit: int) -> Page[AuditEntry]:
        """Entries whose action, entity or person match the text, newest first."""
        ...
