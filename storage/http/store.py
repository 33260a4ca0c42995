"""The answers that were given under an idempotency key, kept to be given again as they were."""

from typing import Final

from domain.shared.change import Decision, Store
from domain.shared.ids import Instant
from domain.shared.replies import Reply
from storage.engine import Database
from storage.statements import delete, insert

_ADD: Final = insert(
    "http_replies",
    key=("actor", "route", "key"),
    columns={
        "actor": "text",
        "route": "text",
        "key": "text",
        "request_hash": "text",
        "status": "bigint",
        "body": "text",
        "at": "bigint",
    },
    conflict="ignore",
)
_DROP_OLD: Final = delete(
    "http_replies", key={}, given={"before": "bigint"}, where="t.at < :before", any_number=True
)
_FIND: Final = (
    "SELECT request_hash, status, body, at FROM http_replies "
    "WHERE actor = ? AND route = ? AND key = ?"
)


class ReplyRows:
    """Implements `domain.shared.replies.ReplyStore`."""

    def __init__(self, store: Store, database: Database) -> None:
        self._store = store
        self._database = database

    async def find(self, actor: str, route: str, key: str) -> Reply | None:
        row = await self._database.row(_FIND, actor, route, key)
        if row is None:
            return None
        request_hash, status, body, at = row
        return Reply(
            actor=actor,
            route=route,
            key=key,
            request_hash=request_hash,
            status=status,
            body=body,
            at=Instant(at),
        )

    async def keep(self, reply: Reply) -> Reply:
        """Store it unless one stands there; the answer is the one that stands."""

        async def decide() -> Decision[None]:
            added = _ADD(
                actor=reply.actor,
                route=reply.route,
                key=reply.key,
                request_hash=reply.request_hash,
                status=reply.status,
                body=reply.body,
                at=reply.at,
            )
            return Decision(None, added)

        await self._store.commit(decide)
        kept = await self.find(reply.actor, reply.route, reply.key)
        assert kept is not None, "what was committed can be read"
        return kept

    async def prune(self, before: Instant) -> None:
        """A job: forget replies older than that; the use case's own key still stands."""

        async def decide() -> Decision[None]:
            return Decision(None, _DROP_OLD(before=before))

        await self._store.commit(decide)
