"""What people wrote into comments may name them."""

from typing import Final

from storage.remains import Place, Way

PLACES: Final = (
    Place(
        table="ton_deposits",
        key={"id": "text"},
        way=Way.REPLACE,
        texts=("comment",),
        at="seen_at",
    ),
)
