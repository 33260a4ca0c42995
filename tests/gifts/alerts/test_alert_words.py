"""What somebody means who types the name of a gift: nothing of it is left out."""

import pytest

from domain.gifts.alerts.seek import sought
from domain.gifts.search import Query, SaleKind
from storage.gifts.index import GiftIndex
from storage.gifts.index_rows import Lot
from tests.fakes.clock import MORNING

TITLES = {"plushpepe": "Plush Pepe", "berrybox": "Berry Box"}


def index() -> GiftIndex:
    lots = [
        Lot(
            id=f"mrkt:{n}",
            market="mrkt",
            collection=collection,
            number=n,
            model=model,
            backdrop="Black",
            symbol="Gear",
            onchain=False,
            sale_kind=SaleKind.FIX,
            locked_until=None,
            asset="TON",
            buyer_total=n * 10**9,
            newest_at=MORNING,
            rarity_permille=None,
        )
        for n, (collection, model) in enumerate(
            [("plushpepe", "Steel Frog"), ("plushpepe", "Pepe Pink"), ("berrybox", "Red Berry")], 1
        )
    ]
    return GiftIndex.build(lots, now=MORNING, titles=TITLES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("plush pepe", Query(collection=("plushpepe",))),
        ("Plush", Query(collection=("plushpepe",))),
        ("plush pepe steel frog", Query(collection=("plushpepe",), model=("Steel Frog",))),
        ("plushpepe Black", Query(collection=("plushpepe",), backdrop=("Black",))),
        ("steel frog plush pepe", Query(q="steel frog plush pepe")),
        ("red plush pepe", Query(q="red plush pepe")),
    ],
)
def test_each_word_counts(typed: str, meant: Query) -> None:
    assert sought(index(), typed) == meant
