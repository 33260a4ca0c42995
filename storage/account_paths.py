"""The numbers of accounts: making one for a path, and forgetting whose it was.

What the hash chain holds: `("account", number, seal)` when a number is made, and `("forget",
number, path)` with the path that takes the place of the person's.
"""

from hashlib import sha256
from typing import Final

from domain.shared.change import Change
from storage.statement import Entries, Fragment, Params, Statement, Step, declare, taker

FIND: Final = "SELECT account FROM ledger_paths WHERE path = ?"
LAST: Final = "SELECT coalesce(max(account), 0) FROM ledger_paths"
PATH_ENTRY: Final = ("op", "account", "seal")
_NEW_COLUMNS: Final = {
    "account": "bigint",
    "path": "text",
    "salt": "text",
    "seal": "text",
    "writer": "text",
    "batch": "bigint",
}
_FORGET_COLUMNS: Final = {
    "account": "bigint",
    "path": "text",
    "at": "bigint",
    "writer": "text",
    "batch": "bigint",
}
_INSERT: Final = f"INSERT INTO ledger_paths ({', '.join(_NEW_COLUMNS)})"
_USED: Final = """(SELECT 1 FROM ledger_accounts AS a WHERE a.account = {account}
AND (a.credits_posted <> a.debits_posted OR a.debits_pending <> 0 OR a.credits_pending <> 0))"""
_FORGOTTEN: Final = """UPDATE ledger_paths AS t SET path = {path}, salt = '', forgotten_at = {at},
forgotten_writer = {writer}, forgotten_batch = {batch} {source}
WHERE t.account = {account} AND t.forgotten_batch IS NULL AND NOT EXISTS """


def seal_of(salt: str, path: str) -> str:
    return sha256(f"{salt}:{path}".encode()).hexdigest()


def new_path(number: int, path: str, salt: str) -> Change:
    """Give the path this number."""
    return Change(NEW_PATH.name, (number, path, salt, seal_of(salt, path)))


def _of_new(params: Params) -> Entries:
    number, _path, _salt, seal = params[:4]
    return (("account", number, seal),)


def _of_forget(params: Params) -> Entries:
    number, path = params[:2]
    return (("forget", number, path),)


def _new(g: str, _members: frozenset[str]) -> Fragment:
    chosen = ", ".join(f"p_{name}" for name in _NEW_COLUMNS)
    return Fragment((f"{g}w AS ({_INSERT} SELECT {chosen} FROM {g})",), ())


def _forget(g: str, _members: frozenset[str]) -> Fragment:
    names = {name: f"g.p_{name}" for name in _FORGET_COLUMNS}
    text = (_FORGOTTEN + _USED).format(**names, source=f"FROM {g} AS g")
    return Fragment(
        (f"{g}w AS ({text} RETURNING 1)",),
        (f"(SELECT count(*) FROM {g}w) = (SELECT count(*) FROM {g})",),
    )


def _forget_step() -> Step:
    names = {name: f"?{place}" for place, name in enumerate(_FORGET_COLUMNS, 1)}
    return Step((_FORGOTTEN + _USED).format(**names, source=""))


NEW_PATH: Final = declare(
    Statement(
        name="ledger path",
        table="ledger_paths",
        columns=_NEW_COLUMNS,
        key=(),
        steps=(Step(f"{_INSERT} VALUES ({', '.join(f'?{n + 1}' for n in range(6))})"),),
        fragment=_new,
        take=taker(tuple(_NEW_COLUMNS)[:-2]),
        covers=_of_new,
    )
)
FORGET: Final = declare(
    Statement(
        name="ledger forget",
        table="ledger_paths",
        columns=_FORGET_COLUMNS,
        key=(),
        steps=(_forget_step(),),
        fragment=_forget,
        take=taker(tuple(_FORGET_COLUMNS)[:-2]),
        alone=True,
        covers=_of_forget,
        accounts=(0,),
        forgets=True,
    )
)
"""Fails while anything is on the account, held on it or on its way to it."""
