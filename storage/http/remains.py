"""Kept answers name people, and are kept to be given again for two days at most."""

from typing import Final

from storage.remains import Place, Way

PLACES: Final = (
    Place(
        table="http_replies",
        key={"actor": "text", "route": "text", "key": "text"},
        way=Way.DROP,
        texts=("body", "route"),
        people=("actor",),
        at="at",
    ),
)
