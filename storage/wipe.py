"""Which world a store was kept for, and emptying it: another sandbox's world is a new beginning.

A sandbox's store carries the world's id: SQLite in a file beside it, Postgres in the comment on
its schema. A store without one holds what is real, and nothing here ever empties that.
"""

import re
from dataclasses import dataclass
from typing import Final

from storage.engine import PostgresDatabase, SqliteDatabase

MARK: Final = "world.id"
_PREFIX: Final = "souk sandbox "
_WORLD: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is there: the world's id of a sandbox's store, and whether anything is in it."""

    world: str | None
    used: bool


async def kept(database: SqliteDatabase | PostgresDatabase) -> Kept:
    """Look, without making anything. Raises OSError when a Postgres does not answer."""
    if isinstance(database, SqliteDatabase):
        mark = database.path.parent / MARK
        world = mark.read_text() if mark.exists() else None
        return Kept(world=world, used=database.path.exists())
    import asyncpg

    connection = await asyncpg.connect(database.address)
    try:
        comment = await connection.fetchval(
            "SELECT obj_description(oid, 'pg_namespace') "
            "FROM pg_namespace WHERE nspname = 'public'"
        )
        used = await connection.fetchval(
            "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')"
        )
    finally:
        await connection.close()
    ours = isinstance(comment, str) and comment.startswith(_PREFIX)
    return Kept(world=comment.removeprefix(_PREFIX) if ours else None, used=bool(used))


async def wipe(database: SqliteDatabase | PostgresDatabase, world: str) -> None:
    """Remove everything and write down whose store it is from now on; the next start of a writer
    makes it anew. Nobody has it open, and `kept` has told that it is a sandbox's or empty.
    """
    assert _WORLD.fullmatch(world), "the id of a world is a plain word"
    if isinstance(database, SqliteDatabase):
        for path in database.path.parent.glob(f"{database.path.name}*"):
            path.unlink()
        database.path.parent.mkdir(parents=True, exist_ok=True)
        (database.path.parent / MARK).write_text(world)
        return
    import asyncpg

    connection = await asyncpg.connect(database.address)
    try:
        await connection.execute(
            "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; "
            f"COMMENT ON SCHEMA public IS '{_PREFIX}{world}'"
        )
    finally:
        await connection.close()
