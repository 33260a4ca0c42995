"""What tables can't say by themselves: a thing has one owner; transfers and resolved holds don't
change; a path is forgotten once and otherwise stays.
"""

from sqlalchemy import Table

from storage.columns import after_create

_HOLD_FROZEN = (
    "OLD.state <> 'pending' OR NEW.id <> OLD.id OR NEW.source <> OLD.source"
    " OR NEW.target <> OLD.target OR NEW.asset <> OLD.asset OR NEW.amount <> OLD.amount"
    " OR NEW.kind <> OLD.kind OR NEW.ref_kind <> OLD.ref_kind OR NEW.ref_id <> OLD.ref_id"
    " OR NEW.at <> OLD.at OR NEW.batch <> OLD.batch"
)
_PATH_FROZEN = (
    "OLD.forgotten_batch IS NOT NULL OR NEW.forgotten_batch IS NULL"
    " OR NEW.account <> OLD.account OR NEW.seal <> OLD.seal"
    " OR NEW.writer <> OLD.writer OR NEW.batch <> OLD.batch"
)

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% refuses %', TG_TABLE_NAME, TG_OP;
END
$$
"""


def _sqlite(table: str, verb: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}{condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table} refuses {verb}'); END"
    )


def _postgres(table: str, verb: str, when: str = "") -> str:
    condition = f" WHEN ({when})" if when else ""
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"FOR EACH {each}{condition} EXECUTE FUNCTION ledger_refuse()"
    )


_OWNED = "thing = 1 AND credits_posted > debits_posted"
ACCOUNTS_SQLITE = (
    f"CREATE UNIQUE INDEX ledger_accounts_owner ON ledger_accounts (asset) WHERE {_OWNED}",
)
# Looked at when the statement ends, so that one statement may take a thing from one account and
# give it to another.
_ONE_OWNER = (
    "ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_owner EXCLUDE USING btree "
    f"(asset WITH =) WHERE ({_OWNED}) DEFERRABLE INITIALLY IMMEDIATE"
)
ACCOUNTS_POSTGRES = (_ONE_OWNER,)
TRANSFERS_SQLITE = (_sqlite("ledger_transfers", "UPDATE"), _sqlite("ledger_transfers", "DELETE"))
TRANSFERS_POSTGRES = (
    POSTGRES_FUNCTION,
    _postgres("ledger_transfers", "UPDATE"),
    _postgres("ledger_transfers", "DELETE"),
    _postgres("ledger_transfers", "TRUNCATE"),
)
HOLDS_SQLITE = (
    _sqlite("ledger_holds", "UPDATE", _HOLD_FROZEN),
    _sqlite("ledger_holds", "DELETE"),
)
HOLDS_POSTGRES = (
    POSTGRES_FUNCTION,
    _postgres("ledger_holds", "UPDATE", _HOLD_FROZEN),
    _postgres("ledger_holds", "DELETE"),
    _postgres("ledger_holds", "TRUNCATE"),
)
PATHS_SQLITE = (
    _sqlite("ledger_paths", "UPDATE", _PATH_FROZEN),
    _sqlite("ledger_paths", "DELETE"),
)
PATHS_POSTGRES = (
    POSTGRES_FUNCTION,
    _postgres("ledger_paths", "UPDATE", _PATH_FROZEN),
    _postgres("ledger_paths", "DELETE"),
    _postgres("ledger_paths", "TRUNCATE"),
)


def guard_rows(table: Table, *, sqlite: tuple[str, ...], postgres: tuple[str, ...]) -> None:
    for text in sqlite:
        after_create(table, sqlite=text)
    for text in postgres:
        after_create(table, postgres=text)
