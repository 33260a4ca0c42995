"""The ledger refers to numbers of accounts

One row leads from a number to its path, so that a deleted account's movements stay under an
anonymous path (docs/decisions/0009). The hash chain is written anew over numbers, beginning where
the old one ended; a batch that did not fit before does not fit afterwards.
"""

from collections import defaultdict
from contextlib import suppress

from alembic import op
import sqlalchemy as sa

from storage.chain import FIRST, digest
from storage.columns import INT, TEXT
from storage.account_paths import seal_of
from storage.ledger.triggers import (
    ACCOUNTS_POSTGRES,
    ACCOUNTS_SQLITE,
    HOLDS_POSTGRES,
    HOLDS_SQLITE,
    PATHS_POSTGRES,
    PATHS_SQLITE,
    TRANSFERS_POSTGRES,
    TRANSFERS_SQLITE,
)

revision = "0007_ledger_accounts"
down_revision = "0006_ton"
branch_labels = None
depends_on = None

_BOUND = "BETWEEN 0 AND 4611686018427387904"
_AMOUNT = "amount BETWEEN 1 AND 4611686018427387904"
_TABLES = ("ledger_accounts", "ledger_transfers", "ledger_holds")
_COUNTERS = "floor, thing, debits_pending, debits_posted, credits_pending, credits_posted"
_TRANSFER = (
    "asset, amount, source_after, target_after, kind, ref_kind, ref_id, at, writer, batch"
)
_HOLD = (
    "asset, amount, kind, ref_kind, ref_id, at, expires_at, state, posted, resolved_at, writer, "
    "batch, resolved_writer, resolved_batch"
)
# What the chain held of a movement: the same before and after, but for source and target.
_TRANSFERS = """SELECT writer, batch, 'transfer', id, hold_id, source, target, asset,
amount, kind, ref_kind, ref_id, at FROM ledger_transfers"""
_HOLDS = """SELECT writer, batch, 'hold', id, source, target, asset, amount, kind, ref_kind,
ref_id, at, expires_at FROM ledger_holds"""
_RESOLVED = """SELECT resolved_writer, resolved_batch, CASE state WHEN 'posted' THEN 'post'
WHEN 'voided' THEN 'void' ELSE 'expire' END, id, posted, resolved_at FROM ledger_holds
WHERE state <> 'pending'"""
_FIRST_USE = """SELECT path, writer, min(batch) FROM (
SELECT source AS path, writer, batch FROM ledger_transfers
UNION ALL SELECT target, writer, batch FROM ledger_transfers
UNION ALL SELECT source, writer, batch FROM ledger_holds
UNION ALL SELECT target, writer, batch FROM ledger_holds
UNION ALL SELECT path, 'main', 1 FROM ledger_accounts AS a
    WHERE NOT EXISTS (SELECT 1 FROM ledger_transfers AS t WHERE a.path IN (t.source, t.target))
    AND NOT EXISTS (SELECT 1 FROM ledger_holds AS h WHERE a.path IN (h.source, h.target))
) AS used GROUP BY path, writer ORDER BY 3, 2, 1"""


def upgrade() -> None:
    bind = op.get_bind()
    sqlite = bind.dialect.name == "sqlite"
    if sqlite:
        # Python's driver opens a transaction before the first row it writes, not before a CREATE
        # or DROP: all of this is one transaction.
        with suppress(sa.exc.OperationalError):
            bind.exec_driver_sql("BEGIN IMMEDIATE")
    before = _covered()
    _number_paths(sqlite=sqlite)
    _move_rows(sqlite=sqlite)
    _write_chain_anew(before, _covered())


def _number_paths(*, sqlite: bool) -> None:
    op.create_table(
        "ledger_paths",
        sa.Column("account", INT, autoincrement=False, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("salt", TEXT, nullable=False),
        sa.Column("seal", TEXT, nullable=False),
        sa.Column("writer", TEXT, nullable=False),
        sa.Column("batch", INT, nullable=False),
        sa.Column("forgotten_at", INT, nullable=True),
        sa.Column("forgotten_writer", TEXT, nullable=True),
        sa.Column("forgotten_batch", INT, nullable=True),
        sa.PrimaryKeyConstraint("account"),
        sqlite_strict=True,
    )
    op.create_index("ledger_paths_path", "ledger_paths", ["path"], unique=True)
    salt = "lower(hex(randomblob(16)))" if sqlite else "gen_random_uuid()::text"
    insert = sa.text(
        "INSERT INTO ledger_paths (account, path, salt, seal, writer, batch) "
        "VALUES (:account, :path, :salt, :seal, :writer, :batch)"
    )
    first: dict[str, tuple[str, int]] = {}
    for path, writer, batch in _rows(_FIRST_USE):
        first.setdefault(path, (writer, batch))
    for account, (path, (writer, batch)) in enumerate(first.items(), 1):
        grain = str(_rows(f"SELECT {salt}")[0][0])
        row = {"account": account, "path": path, "salt": grain, "seal": seal_of(grain, path)}
        op.get_bind().execute(insert, {**row, "writer": writer, "batch": batch})


def _move_rows(*, sqlite: bool) -> None:
    """New tables under the old names: the rows wait in a table of their own meanwhile."""
    for table in _TABLES:
        op.execute(f"CREATE TEMPORARY TABLE moved_{table} AS SELECT * FROM {table}")
        op.execute(f"DROP TABLE {table}")
    _create_accounts()
    _create_transfers()
    _create_holds()
    op.execute(
        f"INSERT INTO ledger_accounts (account, asset, {_COUNTERS}) "
        f"SELECT p.account, m.asset, {_COUNTERS} FROM moved_ledger_accounts AS m "
        "JOIN ledger_paths AS p ON p.path = m.path"
    )
    for table, columns in (
        ("ledger_transfers", f"seq, id, hold_id, {_TRANSFER}"),
        ("ledger_holds", f"id, {_HOLD}"),
    ):
        chosen = ", ".join(f"m.{name}" for name in columns.split(", "))
        op.execute(
            f"INSERT INTO {table} (source, target, {columns}) "
            f"SELECT s.account, t.account, {chosen} FROM moved_{table} AS m "
            "JOIN ledger_paths AS s ON s.path = m.source "
            "JOIN ledger_paths AS t ON t.path = m.target"
        )
    if not sqlite:
        op.execute(
            "SELECT setval(pg_get_serial_sequence('ledger_transfers', 'seq'), "
            "coalesce((SELECT max(seq) FROM ledger_transfers), 0) + 1, false)"
        )
    for table in _TABLES:
        count = f"SELECT count(*) FROM {table}"
        assert _rows(count) == _rows(count.replace("FROM ", "FROM moved_")), "each row has moved"
        op.execute(f"DROP TABLE moved_{table}")
    if sqlite:
        texts = (*ACCOUNTS_SQLITE, *TRANSFERS_SQLITE, *HOLDS_SQLITE, *PATHS_SQLITE)
    else:
        texts = (*ACCOUNTS_POSTGRES, *TRANSFERS_POSTGRES, *HOLDS_POSTGRES, *PATHS_POSTGRES)
    for text in texts:
        op.execute(text)


def _create_accounts() -> None:
    op.create_table(
        "ledger_accounts",
        sa.Column("account", INT, autoincrement=False, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("floor", INT, nullable=True),
        sa.Column("thing", INT, nullable=False),
        sa.Column("debits_pending", INT, nullable=False),
        sa.Column("debits_posted", INT, nullable=False),
        sa.Column("credits_pending", INT, nullable=False),
        sa.Column("credits_posted", INT, nullable=False),
        sa.CheckConstraint(
            f"debits_pending {_BOUND} AND debits_posted {_BOUND} "
            f"AND credits_pending {_BOUND} AND credits_posted {_BOUND}",
            name="ledger_accounts_bound",
        ),
        sa.CheckConstraint(
            "floor IS NULL OR credits_posted - debits_posted - debits_pending >= floor",
            name="ledger_accounts_floor",
        ),
        sa.CheckConstraint("thing IN (0, 1)", name="ledger_accounts_thing"),
        sa.PrimaryKeyConstraint("account", "asset"),
        postgresql_with={"fillfactor": 70},
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _create_transfers() -> None:
    op.create_table(
        "ledger_transfers",
        sa.Column("seq", INT, sa.Identity(always=False), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("hold_id", TEXT, nullable=True),
        sa.Column("source", INT, nullable=False),
        sa.Column("target", INT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("amount", INT, nullable=False),
        sa.Column("source_after", INT, nullable=False),
        sa.Column("target_after", INT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref_kind", TEXT, nullable=False),
        sa.Column("ref_id", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.Column("writer", TEXT, nullable=False),
        sa.Column("batch", INT, nullable=False),
        sa.CheckConstraint(_AMOUNT, name="ledger_transfers_amount"),
        sa.CheckConstraint("source <> target", name="ledger_transfers_two_sides"),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_strict=True,
    )
    op.create_index(
        "ledger_transfers_hold",
        "ledger_transfers",
        ["hold_id"],
        unique=True,
        sqlite_where=sa.text("hold_id IS NOT NULL"),
        postgresql_where=sa.text("hold_id IS NOT NULL"),
    )
    op.create_index("ledger_transfers_id", "ledger_transfers", ["id"], unique=True)
    for side in ("source", "target"):
        op.create_index(f"ledger_transfers_{side}", "ledger_transfers", [side, "seq"])


def _create_holds() -> None:
    op.create_table(
        "ledger_holds",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("source", INT, nullable=False),
        sa.Column("target", INT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("amount", INT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("ref_kind", TEXT, nullable=False),
        sa.Column("ref_id", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.Column("expires_at", INT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("posted", INT, nullable=False),
        sa.Column("resolved_at", INT, nullable=True),
        sa.Column("writer", TEXT, nullable=False),
        sa.Column("batch", INT, nullable=False),
        sa.Column("resolved_writer", TEXT, nullable=True),
        sa.Column("resolved_batch", INT, nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'posted', 'voided', 'expired')", name="ledger_holds_state"
        ),
        sa.CheckConstraint(_AMOUNT, name="ledger_holds_amount"),
        sa.CheckConstraint("posted BETWEEN 0 AND amount", name="ledger_holds_posted"),
        sa.CheckConstraint("source <> target", name="ledger_holds_two_sides"),
        sa.PrimaryKeyConstraint("id"),
        postgresql_with={"fillfactor": 80},
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ledger_holds_due",
        "ledger_holds",
        ["expires_at"],
        sqlite_where=sa.text("state = 'pending' AND expires_at IS NOT NULL"),
        postgresql_where=sa.text("state = 'pending' AND expires_at IS NOT NULL"),
    )


def _write_chain_anew(
    before: dict[tuple[str, int], list[tuple[object, ...]]],
    after: dict[tuple[str, int], list[tuple[object, ...]]],
) -> None:
    """Row 0 holds the old chain's last hash, and row 1 follows it."""
    for writer, batch, account, seal in _rows(
        "SELECT writer, batch, account, seal FROM ledger_paths"
    ):
        after[writer, batch].append(("account", account, seal))
    rows = _rows("SELECT writer, sequence, previous, hash, at FROM core_batches ORDER BY 1, 2")
    ends = {writer: (hash_, at) for writer, _, _, hash_, at in rows}
    insert = sa.text(
        "INSERT INTO core_batches (writer, sequence, previous, hash, at) "
        "VALUES (:writer, 0, :previous, :hash, :at)"
    )
    update = sa.text(
        "UPDATE core_batches SET previous = :previous, hash = :hash "
        "WHERE writer = :writer AND sequence = :sequence"
    )
    for writer, (hash_, at) in ends.items():
        row = {"writer": writer, "previous": FIRST, "hash": hash_, "at": at}
        op.get_bind().execute(insert, row)
    lasts = {writer: hash_ for writer, (hash_, _) in ends.items()}
    old = dict.fromkeys(ends, FIRST)
    for writer, sequence, previous, hash_, _ in rows:
        place = (writer, sequence)
        fits = previous == old[writer] and digest(previous, before[place]) == hash_
        old[writer] = hash_
        # A batch that was broken stays so: its hash is of nothing that is there.
        link = digest(lasts[writer], after[place]) if fits else hash_
        row = {"writer": writer, "sequence": sequence, "previous": lasts[writer], "hash": link}
        op.get_bind().execute(update, row)
        lasts[writer] = link


def _covered() -> dict[tuple[str, int], list[tuple[object, ...]]]:
    found: dict[tuple[str, int], list[tuple[object, ...]]] = defaultdict(list)
    for sql in (_TRANSFERS, _HOLDS, _RESOLVED):
        for writer, batch, *entry in _rows(sql):
            found[writer, batch].append(tuple(entry))
    return found


def _rows(sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in op.get_bind().exec_driver_sql(sql).fetchall()]


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
