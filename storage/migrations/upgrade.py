"""Bring a store to the newest tables at start.

Alembic, SQLAlchemy and SQLModel take a third of a second to import, so they are imported only
when the store is not at the newest revision already: revisions are read from the file names.
"""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from storage.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

_HERE: Final = Path(__file__).parent


def newest_revision() -> str:
    """Migration files are one line of ancestors, numbered: 0001_core_ledger.py and so on. The
    file's name is the revision.
    """
    return max(path.stem for path in (_HERE / "versions").glob("[0-9]*.py"))


async def upgrade(database: Database, current: str | None) -> None:
    """`current` is the store's revision, None when it is empty."""
    if current == newest_revision():
        return
    if database.engine == "sqlite":
        await asyncio.to_thread(_upgrade_sqlite, database.address)
    else:
        await _upgrade_postgres(database.address)


def _upgrade_sqlite(address: str) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    engine = create_engine(address, poolclass=NullPool)
    with engine.begin() as connection:
        _run(connection)
    engine.dispose()


async def _upgrade_postgres(address: str) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    _, _, rest = address.partition("://")
    engine = create_async_engine(f"postgresql+asyncpg://{rest}", poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


def _run(connection: "Connection") -> None:
    from alembic import command

    command.upgrade(config(connection), "head")


def config(connection: "Connection") -> "Config":
    """Alembic's settings, on this connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(_HERE))
    made.set_main_option("file_template", "%%(rev)s")
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made
