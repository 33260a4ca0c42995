"""One database for many tests: emptied between them, which costs a fiftieth of making a new one.

A test that changed the tables themselves, their triggers included, leaves one that is made anew.
"""

import os
from typing import Any

import asyncpg

from tests.postgres import PostgresServer

TEMPLATE = "souk_template"
_SHAPE = """
    SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
        SELECT concat(oid, relname, relkind, relnatts) AS part
            FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat(tgrelid, tgname, tgenabled) FROM pg_trigger
        UNION ALL SELECT concat(proname, md5(prosrc))
            FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ) AS parts
"""
_ALONE = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# What grew large is truncated: deleting would leave its pages to be read by every test to come.
# As a replica, since the ledger refuses both.
_EMPTY = """
    SET session_replication_role = replica;
    DO $$
    DECLARE one record;
    BEGIN
        FOR one IN
            SELECT oid::regclass AS name, pg_relation_size(oid) AS size FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
        LOOP
            IF one.size > 262144 THEN EXECUTE format('TRUNCATE %s CASCADE', one.name);
            ELSE EXECUTE format('DELETE FROM %s', one.name);
            END IF;
        END LOOP;
        PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
            FROM pg_sequences WHERE last_value IS NOT NULL;
    END $$;
"""


class PostgresStore:
    """On a server that has the template. `address` is that of the database."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._name = f"souk_test_{os.getpid()}"
        self._shape = ""

    @property
    def address(self) -> str:
        return self._server.url(self._name)

    async def empty(self) -> None:
        """As it is at the newest tables, with nobody connected."""
        if not self._shape:
            self._shape = await self._shape_of(TEMPLATE)
        elif await self._emptied():
            return
        session: Any = await asyncpg.connect(self._server.url())
        await session.execute(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")
        await session.execute(f"CREATE DATABASE {self._name} TEMPLATE {TEMPLATE}")
        await session.close()

    async def _emptied(self) -> bool:
        """Whether the tables are as they were, and now empty."""
        try:
            session: Any = await asyncpg.connect(self.address)
        except asyncpg.InvalidCatalogNameError:
            return False
        try:
            await session.execute(_ALONE)
            if await session.fetchval(_SHAPE) != self._shape:
                return False
            await session.execute(_EMPTY)
        except asyncpg.InsufficientPrivilegeError:
            return False
        finally:
            await session.close()
        return True

    async def _shape_of(self, name: str) -> str:
        session: Any = await asyncpg.connect(self._server.url(name))
        try:
            return str(await session.fetchval(_SHAPE))
        finally:
            await session.close()
