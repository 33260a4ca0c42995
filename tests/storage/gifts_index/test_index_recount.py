"""The bench of the index in its short form: what it answers, never how fast."""

import tracemalloc

from benchmarks.search import Feed, check, question
from benchmarks.search_world import NOW, World
from domain.gifts.search import Trait
from storage.gifts.index import GiftIndex
from tests.storage.gifts_index.lots import lot

LOTS = 50_000
UPDATES = 4_000
BYTES_A_LOT_MOST = 170


def test_fifty_thousand_lots_are_counted_exactly_while_they_change() -> None:
    world = World(LOTS, room=UPDATES)
    index = GiftIndex.build(world.lots(), now=NOW, titles=world.titles)
    check(world, index, [question(world) for _ in range(10)])
    feed = Feed(world, index, UPDATES)
    for done in (UPDATES // 2, UPDATES):
        feed.advance(done)
        check(world, index, [question(world) for _ in range(10)])
    assert feed.done == UPDATES
    assert len(index) == int(world.alive.sum())


def test_an_index_kept_up_is_the_index_made_anew() -> None:
    world = World(5_000, room=UPDATES)
    kept = GiftIndex.build(world.lots(), now=NOW, titles=world.titles)
    Feed(world, kept, UPDATES).advance(UPDATES)
    rows = [number for number in range(world.size) if world.alive[number]]
    lots = (lot for row in rows for lot in world.lots(range(row, row + 1)))
    anew = GiftIndex.build(lots, now=NOW, titles=world.titles)
    for _ in range(20):
        asked = question(world)
        assert kept.search(asked, now=NOW) == anew.search(asked, now=NOW)
    for name in world.names[Trait.MODEL][:50]:
        assert kept.suggest(name[:3]) == anew.suggest(name[:3])


def test_a_lot_takes_little_memory() -> None:
    """What more lots take: arrays, ids of 44 letters, and room to grow."""
    small, large = (taken(size) for size in (10_000, 50_000))
    assert (large - small) / 40_000 < BYTES_A_LOT_MOST


def taken(size: int) -> int:
    tracemalloc.start()
    try:
        lots = (lot(f"portals:{n:036}", number=n, buyer_total=n) for n in range(size))
        index = GiftIndex.build(lots, now=NOW)
        assert len(index) == size
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
