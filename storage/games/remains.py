"""What staff wrote may name people."""

from typing import Final

from storage.remains import Place, Way

PLACES: Final = (
    Place(table="games_flags", key={"id": "text"}, way=Way.REPLACE, texts=("note",), at="at"),
    Place(
        table="games_lobbies",
        key={"id": "text"},
        way=Way.REPLACE,
        texts=("why",),
        at="created_at",
    ),
)
