"""Models and migrations agree, on both engines; a store at the newest tables starts lightly."""

import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from storage.engine import PostgresDatabase, SqliteDatabase, open_database
from storage.migrations.upgrade import newest_revision
from storage.tables import all_tables
from storage.unit import AnotherWriter
from storage.writer import Writer
from tests.fakes.clock import FakeClock

_SHAPE = """
SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || a.attidentity::text
    || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
    AND c.relnamespace = 'public'::regnamespace
UNION ALL SELECT 'options', relname, '', coalesce(array_to_string(reloptions, ','), '')
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)
FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', '', proname, prosrc FROM pg_proc
WHERE pronamespace = 'public'::regnamespace
ORDER BY 1, 2, 3, 4"""


def _sqlite_shape(path: Path) -> dict[str, list[str]]:
    """Everything that the file declares; the parts of a table in an order of their own."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    ).fetchall()
    connection.close()
    return {name: sorted(_parts(re.sub(r"\s+", " ", sql))) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    """Split at the commas of the outermost parentheses."""
    parts, depth = [""], 0
    for sign in sql:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 1:
            parts.append("")
        else:
            parts[-1] += sign
    return [re.sub(r"\s*([()])\s*", r"\1", part).strip() for part in parts]


def test_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "models.db"
    engine = create_engine(f"sqlite:///{path}")
    all_tables().create_all(engine)
    engine.dispose()
    models, migrated = _sqlite_shape(path), _sqlite_shape(sqlite_template)
    # Tables that other tests have declared are no part of the program.
    models = {name: parts for name, parts in models.items() if not name.startswith("bench_")}
    assert models.keys() == migrated.keys()
    for name, parts in models.items():
        assert _head(parts) == _head(migrated[name])


def _head(parts: list[str]) -> list[str]:
    """A table's text opens with its first column, so the pieces are compared as a whole set."""
    whole = ",".join(parts)
    return sorted(re.split(r"[(),]", whole))


def test_every_sqlite_table_is_strict(sqlite_template: Path) -> None:
    connection = sqlite3.connect(sqlite_template)
    rows = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
    loose = {name for name, strict in rows if not strict and not name.startswith("sqlite_")}
    connection.close()
    assert loose == {"alembic_version"}


@pytest.mark.parametrize("engine", [pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_on_postgres(engine: str, store_address: str) -> None:
    session = await asyncpg.connect(store_address)
    migrated = [tuple(row) for row in await session.fetch(_SHAPE)]
    migrated = [row for row in migrated if row[1] != "alembic_version"]
    await session.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    address = store_address.replace("postgresql://", "postgresql+asyncpg://")
    alchemy = create_async_engine(address)
    async with alchemy.begin() as connection:
        tables = [t for t in all_tables().sorted_tables if not t.name.startswith("bench_")]
        await connection.run_sync(lambda sync: all_tables().create_all(sync, tables=tables))
    await alchemy.dispose()
    models = [tuple(row) for row in await session.fetch(_SHAPE)]
    await session.close()
    assert models == migrated


async def test_a_new_store_is_made_at_start(tmp_path: Path, clock: FakeClock) -> None:
    database = open_database(f"sqlite:///{tmp_path}/deep/er/souk.db")
    writer = Writer(database, clock=clock, publish=lambda _event: None)
    await writer.start()
    assert await database.rows("SELECT version_num FROM alembic_version") == [(newest_revision(),)]
    await writer.stop()


def test_a_store_at_the_newest_tables_starts_without_the_tools(
    sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "souk.db")
    program = f"""
import asyncio, sys
from storage.engine import open_database
from storage.writer import Writer
from tests.fakes.clock import FakeClock
writer = Writer(open_database("sqlite:///{tmp_path}/souk.db"), clock=FakeClock(), publish=print)
async def main():
    await writer.start()
    await writer.stop()
asyncio.run(main())
print(sorted(sys.modules.keys() & {{"alembic", "asyncpg", "sqlalchemy", "sqlmodel", "pydantic"}}))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


async def test_a_second_writer_is_refused(
    database: SqliteDatabase | PostgresDatabase,
    writer: Writer,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for lane in ("lane_sqlite", "lane_postgres"):
        monkeypatch.setattr(f"storage.{lane}._LOCK_TRIES", 2)
    second = Writer(open_database(database.address), clock=clock, publish=lambda _event: None)
    with pytest.raises(AnotherWriter):
        await second.start()
