"""`python -m storage.migrations.new 0002_users "Users and sessions"` writes a first draft of a
migration: the difference between the models and the newest revision. Triggers, and whatever else
alembic does not see, are added by hand; the test of models and migrations says what is missing.
"""

import sys

from alembic import command
from sqlalchemy import create_engine

from storage.migrations.upgrade import config


def main(revision: str, message: str) -> None:
    with create_engine("sqlite://").connect() as connection:
        command.upgrade(config(connection), "head")
        command.revision(config(connection), message, autogenerate=True, rev_id=revision)


if __name__ == "__main__":
    main(*sys.argv[1:])
