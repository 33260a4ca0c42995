"""Looking into the audit log."""

from domain.shared.actor import Actor, Permission
from domain.shared.audit import Audit, AuditEntry
from domain.shared.page import Page


class AuditSearch:
    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    async def search(
        self, actor: Actor, text: str, *, cursor: str | None, limit: int
    ) -> Page[AuditEntry]:
        """Entries whose action, thing or person matches, newest first. Refusal: NotAllowed."""
        actor.must(Permission.SEE_AUDIT)
        return await self._audit.search(text, cursor=cursor, limit=limit)
