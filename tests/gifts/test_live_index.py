"""The index in the running process says what the store says, after whatever happened."""

from collections.abc import Sequence

import pytest

from bot.gifts.index import LiveIndex
from domain.gifts.events import CollectionChanged, ListingsChanged
from domain.gifts.models import CollectionKey, Market, TraitValue
from domain.gifts.search import Include, Query, SaleKind, Sort, Trait
from domain.gifts.sync.staff import ActOnCollection, CollectionAct, CollectionStaff
from domain.shared.actor import Actor, Role
from domain.shared.change import Event, IdempotencyKey
from domain.shared.ids import HOUR, Instant, UserId
from domain.shared.refusals import AlreadyDone, NotAllowed, NotFound
from domain.users.gate import Gate
from storage.core.audit import AuditStore
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.users.people import PeopleRows
from storage.users.places import AreaRows
from tests.fakes.clock import FakeClock
from tests.fakes.markets import FakeMarket, lot, ton
from tests.gifts.conftest import Build
from tests.gifts.market_house import MarketHouse

EVERYTHING = Query(include=tuple(Include), limit=100)
PEPE, BEAR = CollectionKey("plushpepe"), CollectionKey("toybear")
ADMIN = Actor(id=UserId(0), role=Role.ADMIN)
BOB = Actor(id=UserId(7))


class Live:
    """A house whose commits feed an index, as the bus does."""

    def __init__(
        self,
        house: MarketHouse,
        database: SqliteDatabase | PostgresDatabase,
        published: list[Event],
    ) -> None:
        self.house = house
        self.index = LiveIndex(database, house.knowledge, house.clock)
        self._published = published
        self._heard = 0
        self.reread: list[CollectionKey] = []
        gate = Gate(PeopleRows(database), AreaRows(database), terms_document="x")
        self.staff = CollectionStaff(
            house.frame,
            house.sources,
            gate,
            AuditStore(database, house.clock),
            hide=self._hide,
            reread=self.reread.append,
        )
        self._keys = 0

    async def read(self, market: Market = Market.PORTALS) -> None:
        await self.house.read(market)
        self.hear()

    def hear(self) -> None:
        for event in self._published[self._heard :]:
            if isinstance(event, ListingsChanged):
                self.index.changed(event)
            elif isinstance(event, CollectionChanged):
                self.index.named(event)
        self._heard = len(self._published)

    async def act(self, act: CollectionAct, name: str, actor: Actor = ADMIN) -> None:
        self._keys += 1
        order = ActOnCollection(act=act, name=name, why="test")
        await self.staff.act(actor, order, key=IdempotencyKey(f"k{self._keys}"))
        self.hear()

    def _hide(self, key: CollectionKey, listings: Sequence[object]) -> None:
        self.hear()
        self.index.hide(key, listings)  # type: ignore[arg-type]

    def found(self, query: Query = EVERYTHING) -> list[str]:
        return list(self.index.search(query, now=self.house.clock.now()).ids)


@pytest.fixture
def market(clock: FakeClock) -> FakeMarket:
    made = FakeMarket(clock=clock)
    for number in range(1, 6):
        made.offer(lot(number=number, price=ton(number)))
    made.offer(lot("Toy Bear", 1, price=ton(50), sale_kind=SaleKind.AUCTION))
    made.offer(lot("Toy Bear", 2, locked_until=Instant(clock.now() + HOUR)))
    return made


@pytest.fixture
async def live(
    build_house: Build,
    market: FakeMarket,
    database: SqliteDatabase | PostgresDatabase,
    published: list[Event],
) -> Live:
    made = Live(await build_house(market), database, published)
    await made.index.build()
    await made.read()
    return made


async def _same_as_built_anew(live: Live, database: SqliteDatabase | PostgresDatabase) -> None:
    anew = LiveIndex(database, live.house.knowledge, live.house.clock)
    await anew.build()
    now = live.house.clock.now()
    for query in (EVERYTHING, Query(), Query(sort=Sort.RARITY), Query(sort=Sort.NEWEST)):
        assert live.index.search(query, now=now) == anew.search(query, now=now)


async def test_what_is_committed_is_found_and_what_is_built_anew_is_the_same(
    live: Live, market: FakeMarket, database: SqliteDatabase | PostgresDatabase, clock: FakeClock
) -> None:
    assert set(live.found()) == set(live.house.truth())
    assert len(live.index) == 7
    assert live.found(Query()) == [f"portals:plushpepe-{number}" for number in range(1, 6)]
    await _same_as_built_anew(live, database)
    market.reprice("plushpepe-5", ton(0.5))
    market.sell("plushpepe-1")
    market.offer(lot(number=77, price=ton(2.5)))
    clock.advance(2 * HOUR)
    await live.read()
    assert set(live.found()) == set(live.house.truth())
    assert live.found(Query())[0] == "portals:plushpepe-5"
    assert "portals:toybear-2" in live.found(Query()), "its time has come"
    await _same_as_built_anew(live, database)
    assert live.index.suggest("plu")[0].name == "Plush Pepe"


async def test_a_rarity_that_is_told_later_sorts_at_once(
    live: Live, market: FakeMarket, database: SqliteDatabase | PostgresDatabase
) -> None:
    market.offer(lot(number=90, model=TraitValue(name="Rare", rarity_permille=1)))
    market.offer(lot(number=91, model=TraitValue(name="Zebra", rarity_permille=900)))
    await live.read()
    assert live.found(Query(sort=Sort.RARITY))[0] == "portals:plushpepe-90"
    await _same_as_built_anew(live, database)
    rarities = await live.house.catalogue.traits(PEPE)
    told = {value.name: value.rarity_permille for value in rarities[Trait.MODEL]}
    assert told == {"Rare": 1, "Zebra": 900}


async def test_a_hidden_collection_is_read_and_not_shown(
    live: Live, market: FakeMarket, database: SqliteDatabase | PostgresDatabase
) -> None:
    await live.act(CollectionAct.HIDE, "plushpepe")
    market.offer(lot(number=70))
    await live.read()
    assert set(live.found()) == {"portals:toybear-1", "portals:toybear-2"}
    assert "portals:plushpepe-70" in await live.house.prices()
    assert [one.key for one in await live.house.catalogue.all()] == [BEAR]
    with pytest.raises(NotFound):
        await live.house.catalogue.get(PEPE)
    await _same_as_built_anew(live, database)
    with pytest.raises(AlreadyDone):
        await live.act(CollectionAct.HIDE, "Plush Pepe")
    await live.act(CollectionAct.SHOW, "plushpepe")
    assert set(live.found()) == set(live.house.truth())


async def test_a_paused_collection_is_neither_read_nor_shown(
    live: Live, market: FakeMarket
) -> None:
    await live.act(CollectionAct.PAUSE, "toybear")
    market.told = frozenset()
    market.offer(lot("Toy Bear", 9))
    await live.read()
    assert "portals:toybear-9" not in await live.house.prices()
    assert not any("toybear" in found for found in live.found())
    await live.act(CollectionAct.RESUME, "toybear")
    assert live.reread == [BEAR]
    await live.read()
    assert set(live.found()) == set(live.house.truth())


async def test_staff_add_and_read_anew_with_a_line_in_the_audit(live: Live) -> None:
    await live.act(CollectionAct.ADD, "Jack-in-the-Box")
    found = await live.house.rows.collections.get(CollectionKey("jackinthebox"))
    assert found is not None
    assert found.title == "Jack-in-the-Box"
    await live.act(CollectionAct.INDEX, "jackinthebox")
    assert live.reread == ["jackinthebox"] * 2
    audit = AuditStore(live.index._database, live.house.clock)
    page = await audit.search("collection", cursor=None, limit=10)
    assert [entry.action for entry in page.items] == ["collection-index", "collection-add"]
    with pytest.raises(NotFound):
        await live.act(CollectionAct.HIDE, "nobody")
    for act in CollectionAct:
        with pytest.raises(NotAllowed):
            await live.act(act, "plushpepe", BOB)
    cards = await live.staff.markets(ADMIN)
    assert [(card.source.market, card.lots) for card in cards if card.lots] == [
        (Market.PORTALS, 7)
    ]
    with pytest.raises(NotAllowed):
        await live.staff.markets(BOB)
