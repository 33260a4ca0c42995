"""Postgres sessions of the write path: planned once, by index, without waits for a compiler."""

from typing import Final, TypeAlias

import asyncpg

from storage.engine import PostgresDatabase

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

COMMAND_TIMEOUT_S: Final = 30.0
# The statements take arrays of unknown length and reach every row by a key. Left to itself the
# planner makes a plan per call, and reads whole tables while they are small.
_SETTINGS: Final = {
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "synchronous_commit": "on",
}


async def connect(database: PostgresDatabase, purpose: str) -> Connection:
    return await asyncpg.connect(
        database.address,
        server_settings={**_SETTINGS, "application_name": f"souk {purpose}"},
        command_timeout=COMMAND_TIMEOUT_S,
        statement_cache_size=256,
        max_cached_statement_lifetime=0,
        max_cacheable_statement_size=0,
    )
