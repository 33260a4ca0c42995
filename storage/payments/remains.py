"""What staff wrote may name people."""

from typing import Final

from storage.remains import Place, Way

PLACES: Final = (
    Place(
        table="payments_approvals",
        key={"id": "text"},
        way=Way.REPLACE,
        texts=("why",),
        at="created_at",
    ),
)
