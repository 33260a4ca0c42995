"""The ledger's statements: every movement of money is one Change of this family.

SQLite takes a movement in three or four steps. Postgres takes all movements of a batch at once:
what they do to one account is folded into one UPDATE, so a house account that every act touches
costs no more than any other, and running sums give each line its balance.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Final

from domain.ledger.accounts import AccountPath
from domain.shared.change import Change
from domain.shared.money import ASSETS, LARGEST_UNITS, Asset, Money
from domain.shared.refusals import AlreadyDone, AmountTooLarge, DomainError
from storage.ledger.folding import fragment
from storage.statement import GUARD, PARAMETER, Entries, Params, Statement, Step, declare, taker

HOLD_ENTRY: Final = (
    "op",
    "id",
    "source",
    "target",
    "asset",
    "amount",
    "kind",
    "ref_kind",
    "ref_id",
    "at",
    "expires_at",
)
TRANSFER_ENTRY: Final = (
    "id",
    "hold_id",
    "source",
    "target",
    "asset",
    "amount",
    "kind",
    "ref_kind",
    "ref_id",
    "at",
)
RESOLVED_ENTRY: Final = ("op", "hold_id", "posted", "at")
"""What the hash chain holds of the three things that a movement can do."""

COLUMNS: Final[Mapping[str, str]] = {
    "op": "text",
    "id": "text",
    "hold_id": "text",
    "source": "bigint",
    "target": "bigint",
    "asset": "text",
    "amount": "bigint",
    "pending": "bigint",
    "posted": "bigint",
    "source_floor": "bigint",
    "target_floor": "bigint",
    "thing": "bigint",
    "kind": "text",
    "ref_kind": "text",
    "ref_id": "text",
    "at": "bigint",
    "expires_at": "bigint",
    "writer": "text",
    "batch": "bigint",
}
"""`pending` and `posted` are what is added to the two counters of each side. A Change names its
two accounts by their paths; the writer puts their numbers in place of them.
"""

FAMILY: Final = "ledger"
_NAMES: Final = tuple(COLUMNS)
_SIDE_PLACES: Final = (_NAMES.index("source"), _NAMES.index("target"))
_SIDES: Final = itemgetter(*_SIDE_PLACES)
_FREE: Final = "t.credits_posted - t.debits_posted - t.debits_pending"


def _step(sql: str, *, refusal: type[DomainError] | None = None) -> Step:
    """A step that takes the parameters named in its text."""
    names = list(dict.fromkeys(PARAMETER.findall(sql)))
    text = PARAMETER.sub(lambda match: f"?{names.index(match.group(1)) + 1}", sql)
    pick = itemgetter(*(_NAMES.index(name) for name in names))
    return Step(text, pick=pick, refusal=refusal)


_DEBIT: Final = _step(
    "UPDATE ledger_accounts AS t SET debits_pending = t.debits_pending + :pending, "
    "debits_posted = t.debits_posted + :posted WHERE t.account = :source AND t.asset = :asset "
    f"AND (t.floor IS NULL OR {_FREE} - :pending - :posted >= t.floor)"
)
_ACCOUNT: Final = (
    "INSERT INTO ledger_accounts AS t (account, asset, floor, thing, debits_pending, "
    "debits_posted, credits_pending, credits_posted) VALUES "
)
_DEBIT_OPEN: Final = _step(
    f"{_ACCOUNT} (:source, :asset, :source_floor, :thing, :pending, :posted, 0, 0) "
    "ON CONFLICT (account, asset) DO UPDATE SET debits_pending = t.debits_pending + "
    "excluded.debits_pending, debits_posted = t.debits_posted + excluded.debits_posted "
    f"WHERE t.floor IS NULL OR {_FREE} - excluded.debits_pending - excluded.debits_posted "
    ">= t.floor"
)
_CREDIT: Final = _step(
    f"{_ACCOUNT} (:target, :asset, :target_floor, :thing, 0, 0, :pending, :posted) "
    "ON CONFLICT (account, asset) DO UPDATE SET credits_pending = t.credits_pending + "
    "excluded.credits_pending, credits_posted = t.credits_posted + excluded.credits_posted"
)
_CREDIT_HELD: Final = _step(
    "UPDATE ledger_accounts AS t SET credits_pending = t.credits_pending + :pending, "
    "credits_posted = t.credits_posted + :posted WHERE t.account = :target AND t.asset = :asset"
)
_NEW_HOLD: Final = _step(
    "INSERT INTO ledger_holds (id, source, target, asset, amount, kind, ref_kind, ref_id, at, "
    "expires_at, state, posted, writer, batch) VALUES (:id, :source, :target, :asset, :amount, "
    ":kind, :ref_kind, :ref_id, :at, :expires_at, 'pending', 0, :writer, :batch) "
    "ON CONFLICT DO NOTHING",
    refusal=AlreadyDone,
)
_TRANSFER: Final = _step(
    "INSERT INTO ledger_transfers (id, hold_id, source, target, asset, amount, source_after, "
    "target_after, kind, ref_kind, ref_id, at, writer, batch) VALUES (:id, :hold_id, :source, "
    ":target, :asset, :amount, (SELECT credits_posted - debits_posted FROM ledger_accounts "
    "WHERE account = :source AND asset = :asset), (SELECT credits_posted - debits_posted FROM "
    "ledger_accounts WHERE account = :target AND asset = :asset), :kind, :ref_kind, :ref_id, :at, "
    ":writer, :batch) ON CONFLICT DO NOTHING",
    refusal=AlreadyDone,
)


def _resolved(state: str, *, and_only: str = "true") -> Step:
    return _step(
        f"UPDATE ledger_holds SET state = '{state}', posted = :posted, resolved_at = :at, "
        "resolved_writer = :writer, resolved_batch = :batch WHERE id = :hold_id "
        "AND source = :source AND target = :target AND amount = -:pending "
        f"AND state = 'pending' AND {and_only}"
    )


def paths_of(change: Change) -> tuple[AccountPath, AccountPath]:
    """The two accounts of a movement."""
    source, target = _SIDES(change.params)
    return source, target


def _declare(op: str, *steps: Step, name: str = "") -> Statement:
    return declare(
        Statement(
            name=f"ledger {name or op}",
            table="ledger_holds",
            columns=COLUMNS,
            key=(),
            steps=steps,
            fragment=fragment,
            take=taker(_NAMES[:-2]),
            family=FAMILY,
            accounts=_SIDE_PLACES,
            covers=_ENTRIES[op],
            broken=_broken,
        )
    )


def _broken(text: str, change: Change) -> Exception | None:
    """Only an id that is there already makes a guard fail where no constraint breaks. Counters
    end at 2^62, which only amounts of that size can reach.
    """
    op, code = change.params[0], str(change.params[_NAMES.index("asset")])
    if text == GUARD and op in {"hold", "transfer"}:
        return AlreadyDone()
    if "ledger_accounts_floor" in text:
        return change.failed()
    if any(mark in text for mark in ("ledger_accounts_bound", "REAL value", "out of range")):
        asset = ASSETS.get(code, Asset(code, scale=0, edge_scale=0))
        return AmountTooLarge(most=Money(LARGEST_UNITS, asset))
    return None


_HOLD_ENTRY: Final = itemgetter(*map(_NAMES.index, HOLD_ENTRY))
_TRANSFER_ENTRY: Final = itemgetter(*map(_NAMES.index, TRANSFER_ENTRY))
_RESOLVED_ENTRY: Final = itemgetter(*map(_NAMES.index, RESOLVED_ENTRY))


def _of_hold(params: Params) -> Entries:
    return (_HOLD_ENTRY(params),)


def _of_transfer(params: Params) -> Entries:
    return (("transfer", *_TRANSFER_ENTRY(params)),)


def _of_post(params: Params) -> Entries:
    return (("transfer", *_TRANSFER_ENTRY(params)), _RESOLVED_ENTRY(params))


def _of_release(params: Params) -> Entries:
    return (_RESOLVED_ENTRY(params),)


_ENTRIES: Final[Mapping[str, Callable[[Params], Entries]]] = {
    "hold": _of_hold,
    "transfer": _of_transfer,
    "post": _of_post,
    "void": _of_release,
    "expire": _of_release,
}

HOLD: Final = _declare("hold", _DEBIT, _CREDIT, _NEW_HOLD)
HOLD_OPEN: Final = _declare("hold", _DEBIT_OPEN, _CREDIT, _NEW_HOLD, name="hold open")
TRANSFER: Final = _declare("transfer", _DEBIT, _CREDIT, _TRANSFER)
TRANSFER_OPEN: Final = _declare("transfer", _DEBIT_OPEN, _CREDIT, _TRANSFER, name="transfer open")
POST: Final = _declare("post", _resolved("posted"), _DEBIT, _CREDIT_HELD, _TRANSFER)
VOID: Final = _declare("void", _resolved("voided"), _DEBIT, _CREDIT_HELD)
EXPIRE: Final = _declare(
    "expire", _resolved("expired", and_only="expires_at <= :at"), _DEBIT, _CREDIT_HELD
)
