"""Letters to others and what staff wrote name people."""

from typing import Final

from storage.remains import Place, Way

PLACES: Final = (
    Place(
        table="users_inbox",
        key={"id": "text"},
        way=Way.REPLACE,
        texts=("details", "buttons"),
        at="at",
    ),
    Place(table="users_people", key={"id": "bigint"}, way=Way.REPLACE, texts=("note",)),
    Place(
        table="users_dialogues",
        key={"chat_id": "bigint", "user_id": "bigint"},
        way=Way.DROP,
        texts=("data",),
    ),
)
