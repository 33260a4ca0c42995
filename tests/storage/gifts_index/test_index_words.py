"""Words as people type them, in English and Russian, into the search and while being completed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gifts.search import Query, Trait
from domain.shared.ids import Instant
from storage.gifts.index import GiftIndex
from storage.gifts.index_spelling import distance, fold, one_slip, sound, tokens
from tests.storage.gifts_index.lots import lot

NOW = Instant(0)
TITLES = {
    "plushpepe": "Plush Pepe",
    "durovscap": "Durov\u2019s Cap",
    "bdaycandle": "B-Day Candle",
    "jackinthebox": "Jack-in-the-Box",
    "scaredcat": "Scared Cat",
    "witchhat": "Witch Hat",
    "homemadecake": "Homemade Cake",
    "signetring": "Signet Ring",
}
MODELS = {
    "plushpepe": "Steel Frog",
    "durovscap": "Zebra",
    "bdaycandle": "Cold Heart",
    "jackinthebox": "Midas",
    "scaredcat": "Cat Noir",
    "witchhat": "Panda",
    "homemadecake": "Caf\u00e9",
    "signetring": "Toading...",
}


@pytest.fixture(scope="module")
def index() -> GiftIndex:
    """One lot of each collection; those with even numbers on black."""
    lots = [
        lot(
            f"tonnel:{number}",
            collection=key,
            model=MODELS[key],
            number=1200 + number,
            backdrop="Electric Purple" if number % 2 else "Black",
            symbol="Piggy Bank",
        )
        for number, key in enumerate(TITLES)
    ]
    return GiftIndex.build(lots, now=NOW, titles=TITLES)


def collections(index: GiftIndex, q: str) -> list[str]:
    page = index.search(Query(q=q, facets=(Trait.COLLECTION,)), now=NOW)
    return [value for value, _ in page.facets[0]]


@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("plush pepe", "plushpepe"),
        ("  PLUSH   pepe ", "plushpepe"),
        ("pepe plush black", "plushpepe"),
        ("plushpepe", "plushpepe"),
        ("plushpepe-1200", "plushpepe"),
        ("plush pepe #1200", "plushpepe"),
        ("1203", "jackinthebox"),
        ("durov's cap", "durovscap"),
        ("durov\u2019s cap", "durovscap"),
        ("durovs cap", "durovscap"),
        ("durov", "durovscap"),
        ("b-day candle", "bdaycandle"),
        ("bday", "bdaycandle"),
        ("jack-in-the-box", "jackinthebox"),
        ("jack in the box", "jackinthebox"),
        ("steel,frog", "plushpepe"),
        ("cafe", "homemadecake"),
        ("toading...", "signetring"),
    ],
)
def test_names_as_they_are_written(index: GiftIndex, q: str, wanted: str) -> None:
    assert collections(index, q) == [wanted]


@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("plsh pepe", "plushpepe"),
        ("plush peep", "plushpepe"),
        ("plussh", "plushpepe"),
        ("stele frog", "plushpepe"),
        ("homemaed cake", "homemadecake"),
        ("homemde cakee", "homemadecake"),
        ("singet ring", "signetring"),
    ],
)
def test_slips(index: GiftIndex, q: str, wanted: str) -> None:
    assert collections(index, q) == [wanted]


@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("плюш пепе", "plushpepe"),
        ("Плюш Пепе", "plushpepe"),
        ("плуш пепе", "plushpepe"),
        ("плюшш", "plushpepe"),
        ("дуров кап", "durovscap"),
        ("дуров кэп", "durovscap"),
        ("дуровс", "durovscap"),
        ("зебра", "durovscap"),
        ("бдэй", "bdaycandle"),
        ("панда", "witchhat"),
        ("вич хэт", "witchhat"),
        ("хоммейд кейк", "homemadecake"),
        ("сигнет ринг", "signetring"),
        ("мидас", "jackinthebox"),
    ],
)
def test_russian_letters_for_english_names(index: GiftIndex, q: str, wanted: str) -> None:
    assert collections(index, q) == [wanted]


@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("здгыр зузу", "plushpepe"),
        ("вгкщм", "durovscap"),
        ("яуикф", "durovscap"),
        ("gk.i gtgt", "plushpepe"),
        ("lehjd", "durovscap"),
        ("cbuytn hbyu", "signetring"),
        ("p`,hf", "durovscap"),
    ],
)
def test_the_other_keyboard_layout(index: GiftIndex, q: str, wanted: str) -> None:
    assert collections(index, q) == [wanted]


def test_all_words_are_wanted(index: GiftIndex) -> None:
    assert collections(index, "plush purple") == []
    assert collections(index, "piggy purple") == sorted(list(TITLES)[1::2])
    assert collections(index, "unheardofword") == []


def test_a_word_that_exists_is_not_stretched(index: GiftIndex) -> None:
    """`cat` begins no other word here, and `cap` one slip away does not come in."""
    assert collections(index, "cat") == ["scaredcat"]
    assert collections(index, "cap") == ["durovscap"]


@pytest.mark.parametrize("q", ["", "   ", "...", "#"])
def test_nothing_typed_asks_nothing(index: GiftIndex, q: str) -> None:
    assert index.search(Query(q=q), now=NOW).total == len(TITLES)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pl", "Plush Pepe"),
        ("pe", "Plush Pepe"),
        ("plush pe", "Plush Pepe"),
        ("plushp", "Plush Pepe"),
        ("пл", "Plush Pepe"),
        ("плюш пе", "Plush Pepe"),
        ("зд", "Plush Pepe"),
        ("здгыр", "Plush Pepe"),
        ("gk.i", "Plush Pepe"),
        ("plsuh", "Plush Pepe"),
        ("durov's c", "Durov\u2019s Cap"),
        ("b-d", "B-Day Candle"),
        ("cat", "Scared Cat"),
        ("electric", "Electric Purple"),
        ("plush pepe bl", "Black"),
        ("stee", "Steel Frog"),
        ("steel frgo", "Steel Frog"),
        ("зеб", "Zebra"),
    ],
)
def test_completion(index: GiftIndex, typed: str, first: str) -> None:
    offered = {one.name for one in index.suggest(typed)}
    assert first in offered


def test_completion_offers_the_value_to_filter_by_and_how_many_there_are(index: GiftIndex) -> None:
    (one,) = index.suggest("durov")
    assert (one.trait, one.value, one.count) == (Trait.COLLECTION, "durovscap", 1)
    assert [one.count for one in index.suggest("black")] == [4]


def test_completion_goes_by_lots_for_sale() -> None:
    lots = [
        lot("tonnel:1", model="Frost"),
        lot("tonnel:2", model="Frog"),
        lot("tonnel:3", model="Frog"),
    ]
    index = GiftIndex.build(lots, now=NOW)
    assert [one.name for one in index.suggest("fro")] == ["Frog", "Frost"]
    index.remove("tonnel:2")
    assert [one.name for one in index.suggest("fro")] == ["Frog", "Frost"]
    index.put(lot("tonnel:4", model="Frost"), now=NOW)
    assert [one.name for one in index.suggest("fro")] == ["Frost", "Frog"]
    assert [one.name for one in index.suggest("fro", limit=1)] == ["Frost"]
    index.remove("tonnel:3")
    assert [one.name for one in index.suggest("fro")] == ["Frost"]
    assert index.suggest("") == ()


def test_the_word_as_it_stands_is_offered_first() -> None:
    """However many lots the longer names have."""
    many = [lot(f"tonnel:{n}", model="Catalyst") for n in range(3)]
    index = GiftIndex.build([*many, lot("tonnel:9", model="Cat")], now=NOW)
    assert [one.name for one in index.suggest("cat", limit=1)] == ["Cat"]


def test_a_collection_that_is_named_later_is_found_by_both() -> None:
    index = GiftIndex.build([lot(collection="ufcstrike")], now=NOW)
    index.name("ufcstrike", "UFC Strike")
    assert collections(index, "strike") == collections(index, "ufcstrike") == ["ufcstrike"]
    assert [one.name for one in index.suggest("ufc")] == ["UFC Strike"]


@given(one=st.text("abcd", max_size=7), other=st.text("abcd", max_size=7), most=st.integers(0, 3))
def test_slips_are_counted_as_the_plain_recursion_does(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(plain_distance(one, other), most + 1)
    nearest = min(plain_distance(one, other[:end]) for end in range(len(other) + 1))
    assert distance(one, other, most, prefix=True) == min(nearest, most + 1)
    assert one_slip(one, other) == (plain_distance(one, other) <= 1)
    assert one_slip(one, other, prefix=True) == (nearest <= 1)


def plain_distance(one: str, other: str) -> int:
    table = {(0, column): column for column in range(len(other) + 1)}
    for row in range(1, len(one) + 1):
        table[row, 0] = row
        for column in range(1, len(other) + 1):
            ways = [
                table[row - 1, column] + 1,
                table[row, column - 1] + 1,
                table[row - 1, column - 1] + (one[row - 1] != other[column - 1]),
            ]
            if one[row - 2 : row] == other[column - 2 : column][::-1] and min(row, column) > 1:
                ways.append(table[row - 2, column - 2] + 1)
            table[row, column] = min(ways)
    return table[len(one), len(other)]


@given(st.text())
def test_whatever_is_typed_is_answered(typed: str) -> None:
    index = GiftIndex.build([lot()], now=NOW)
    assert index.search(Query(q=typed), now=NOW).total in (0, 1)
    assert len(index.suggest(typed)) <= 10


def test_folding_and_sounds() -> None:
    assert fold("Ёлка Durov\u2019s Caf\u00e9") == "елка durovs café"
    assert fold("Caf\u00e9") == "cafe"
    assert tokens("B-Day  Candle!") == ["b", "day", "candle"]
    assert sound("cake") == sound("keik") != sound("cap")
