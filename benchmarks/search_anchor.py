"""The same searches on Postgres, with the indexes that suit them: partial ones over the default
search, covering what the facets count, tables vacuumed so that index scans suffice. Its codes are
small integers, one client asks, nothing is changed meanwhile.
"""

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING, Final

from benchmarks.search_world import World, lot_id
from domain.gifts.search import Query, Sort, Trait

if TYPE_CHECKING:
    import asyncpg

_TABLE: Final = """
CREATE TABLE lots (
    id text COLLATE "C" NOT NULL, collection smallint NOT NULL, model smallint NOT NULL,
    backdrop smallint NOT NULL, symbol smallint NOT NULL, market smallint NOT NULL,
    price bigint NOT NULL, newest bigint NOT NULL, plain boolean NOT NULL
)"""
_INDEXES: Final = (
    "(price, id) INCLUDE (collection, model, backdrop, symbol, market)",
    "(newest DESC, id)",
    "(collection, price, id) INCLUDE (model, backdrop, symbol, market)",
    "(collection, newest DESC, id)",
    "(backdrop, symbol, price, id) INCLUDE (collection, model, market)",
    "(market, price, id) INCLUDE (collection, model, backdrop, symbol)",
)
_SETTINGS: Final = (
    "SET jit = off",
    "SET max_parallel_workers_per_gather = 0",
    "SET work_mem = '128MB'",
)
_FETCH_S_MOST: Final = 60


class PostgresSearch:
    """Over a world as it is when it is filled."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]", world: World) -> None:
        self._connection, self._world = connection, world

    async def fill(self) -> None:
        connection = self._connection
        for setting in _SETTINGS:
            await connection.execute(setting)
        await connection.execute(_TABLE)
        await connection.copy_records_to_table("lots", records=self._records())
        for index in _INDEXES:
            await connection.execute(f"CREATE INDEX ON lots {index} WHERE plain")
        await connection.execute("VACUUM ANALYZE lots")

    async def search(self, query: Query) -> tuple[int, dict[Trait, dict[str, int]], list[str]]:
        """The total, the facets and the first page."""
        own = [trait for trait in Trait if query.values(trait)]
        rest = [trait for trait in Trait if trait not in own]
        total, facets = await self._counted(query, rest)
        for trait in own:
            facets[trait] = await self._own(query, trait)
        order = "price, id" if query.sort is Sort.PRICE else "newest DESC, id"
        rows = await self._rows(
            f"SELECT id FROM lots WHERE {self._where(query)} ORDER BY {order} LIMIT {query.limit}"
        )
        return total, facets, [row[0] for row in rows]

    async def time(self, query: Query) -> float:
        began = perf_counter()
        await self.search(query)
        return perf_counter() - began

    async def _counted(
        self, query: Query, traits: list[Trait]
    ) -> tuple[int, dict[Trait, dict[str, int]]]:
        """The total and all facets that have no filter of their own, by one statement."""
        names = ", ".join(traits)
        sets = ", ".join(f"({trait})" for trait in traits)
        rows = await self._rows(
            f"SELECT {names}, count(*), grouping({names}) FROM lots WHERE {self._where(query)}"
            f" GROUP BY GROUPING SETS ({sets}, ())"
        )
        facets: dict[Trait, dict[str, int]] = {trait: {} for trait in traits}
        total = 0
        alone = {
            (1 << len(traits)) - 1 - (1 << len(traits) - 1 - n): n for n in range(len(traits))
        }
        for *values, count, grouping in rows:
            if grouping in alone:
                place = alone[grouping]
                facets[traits[place]][self._world.names[traits[place]][values[place]]] = count
            else:
                total = count
        return total, facets

    async def _own(self, query: Query, trait: Trait) -> dict[str, int]:
        where = self._where(query, but=trait)
        rows = await self._rows(
            f"SELECT {trait}, count(*) FROM lots WHERE {where} GROUP BY {trait}"
        )
        return {self._world.names[trait][code]: count for code, count in rows}

    async def _rows(self, sql: str) -> "list[asyncpg.Record]":
        return await self._connection.fetch(sql, timeout=_FETCH_S_MOST)

    def _where(self, query: Query, *, but: Trait | None = None) -> str:
        parts = ["plain"]
        if query.price_min is not None:
            parts.append(f"price >= {query.price_min}")
        if query.price_max is not None:
            parts.append(f"price <= {query.price_max}")
        for trait in Trait:
            if query.values(trait) and trait is not but:
                codes = (str(self._world.names[trait].index(one)) for one in query.values(trait))
                parts.append(f"{trait} IN ({', '.join(codes)})")
        return " AND ".join(parts)

    def _records(self) -> Iterator[tuple[object, ...]]:
        world = self._world
        for start in range(0, world.size, 10_000):
            here = slice(start, min(start + 10_000, world.size))
            columns = [world.codes[trait][here].tolist() for trait in Trait]
            prices, times = world.price[here].tolist(), world.newest[here].tolist()
            plain = (world.alive[here] & (world.special[here] == 0)).tolist()
            lines = zip(*columns, prices, times, plain, strict=True)
            for row, line in enumerate(lines, start):
                yield lot_id(row, line[4]), *line
