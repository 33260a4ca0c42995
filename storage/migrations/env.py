"""Alembic's entrance: runs the migrations on the connection that `storage.migrations.upgrade`
(or a test) hands over. There is no alembic.ini and no command line of its own.
"""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.columns import INT, TEXT
from storage.tables import all_tables


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Name our two column types as `storage.columns` does."""
    if kind == "type":
        return "INT" if item is INT else "TEXT" if item is TEXT else False
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=all_tables(),
    transaction_per_migration=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
