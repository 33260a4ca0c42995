"""Where the core's tables name people: within texts that come and go."""

from typing import Final

from storage.remains import Place, Way

_KEY: Final = {"key": "text", "actor": "text", "kind": "text"}
PLACES: Final = (
    Place(table="core_keys", key=_KEY, way=Way.DROP, people=("actor",), at="at"),
    # What staff did to somebody is found again by the key of the act.
    Place(table="core_keys", key=_KEY, way=Way.REPLACE, texts=("made",), at="at"),
    Place(
        table="core_updates",
        key={"update_id": "bigint"},
        way=Way.EMPTY,
        texts=("raw",),
        at="stored_at",
        ended="handled_at IS NOT NULL",
    ),
    Place(
        table="core_outbox",
        key={"id": "bigint"},
        way=Way.DROP,
        texts=("payload",),
        people=("chat_id", "to_user"),
        at="created_at",
        ended="state IN ('sent', 'failed', 'unknown')",
    ),
    Place(
        table="audit_logs",
        key={"id": "bigint"},
        way=Way.REPLACE,
        texts=("entity_id", "details"),
        at="created_at",
    ),
)
