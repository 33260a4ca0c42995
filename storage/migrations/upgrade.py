"""Bring a store to the newest tables at start.

Alembic, SQLAlchemy and SQLModel take a third of a second to import, so they are imported only
when the store is not at the newest revision already: revisions are read from the file names.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from storage.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

_HERE: Final = Path(__file__).parent
_DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}


def newest_revision() -> str:
    """Migration files are one line of ancestors, numbered: 0001_core_ledger.py and so on. The
    file's name is the revision.
    """
    return max(path.stem for path in (_HERE / "versions").glob("[0-9]*.py"))


async def upgrade(database: Database, current: str | None) -> None:
    """`current` is the store's revision, None when it is empty."""
    if current == newest_revision():
        return
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    scheme, _, rest = database.address.partition("://")
    engine = create_async_engine(f"{_DRIVERS[scheme]}://{rest}", poolclass=NullPool)
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
