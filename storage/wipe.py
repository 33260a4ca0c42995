"""Emptying a store: for the sandbox, where another world means another beginning."""

from storage.engine import PostgresDatabase, SqliteDatabase


async def wipe(database: SqliteDatabase | PostgresDatabase) -> None:
    """Remove everything; the next start of a writer makes the store anew. Nobody has it open."""
    if isinstance(database, SqliteDatabase):
        for path in database.path.parent.glob(f"{database.path.name}*"):
            path.unlink()
        return
    import asyncpg

    connection = await asyncpg.connect(database.address)
    try:
        await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    finally:
        await connection.close()
