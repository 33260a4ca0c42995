"""The ledger's part of a Postgres batch: all movements of the batch, folded per account."""

from storage.statement import Fragment

_FOLD = """{g}f AS (
    SELECT account, asset, min(floor) AS floor, max(thing) AS thing,
        sum(debit_pending)::bigint AS debit_pending, sum(debit_posted)::bigint AS debit_posted,
        sum(credit_pending)::bigint AS credit_pending,
        sum(credit_posted)::bigint AS credit_posted
    FROM {g}l GROUP BY account, asset)"""
_LEGS = """{g}l AS MATERIALIZED (
    SELECT ord, 's' AS side, p_source AS account, p_asset AS asset, p_source_floor AS floor,
        p_thing AS thing, p_pending AS debit_pending, p_posted AS debit_posted,
        0::bigint AS credit_pending, 0::bigint AS credit_posted FROM {e}
    UNION ALL
    SELECT ord, 't', p_target, p_asset, p_target_floor, p_thing, 0, 0, p_pending, p_posted
    FROM {e})"""
_OLD_ACCOUNTS = """{g}a AS (
    UPDATE ledger_accounts AS t SET
        debits_pending = t.debits_pending + f.debit_pending,
        debits_posted = t.debits_posted + f.debit_posted,
        credits_pending = t.credits_pending + f.credit_pending,
        credits_posted = t.credits_posted + f.credit_posted
    FROM {g}f AS f WHERE t.account = f.account AND t.asset = f.asset RETURNING 1)"""
_NEW_ACCOUNTS = """{g}n AS (
    INSERT INTO ledger_accounts (account, asset, floor, thing, debits_pending, debits_posted,
        credits_pending, credits_posted)
    SELECT f.account, f.asset, f.floor, f.thing, f.debit_pending, f.debit_posted,
        f.credit_pending, f.credit_posted
    FROM {g}f AS f WHERE NOT EXISTS (
        SELECT FROM ledger_accounts AS t WHERE t.account = f.account AND t.asset = f.asset)
    RETURNING 1)"""
_ALL_ACCOUNTS = (
    "(SELECT count(*) FROM {g}a) + (SELECT count(*) FROM {g}n) = (SELECT count(*) FROM {g}f)"
)
_NEW_HOLDS = """{g}h AS (
    INSERT INTO ledger_holds (id, source, target, asset, amount, kind, ref_kind, ref_id, at,
        expires_at, state, posted, writer, batch)
    SELECT p_id, p_source, p_target, p_asset, p_amount, p_kind, p_ref_kind, p_ref_id, p_at,
        p_expires_at, 'pending', 0, p_writer, p_batch
    FROM {g} WHERE p_op = 'hold')"""
_RESOLVED = """{g}r AS (
    UPDATE ledger_holds AS h SET
        state = CASE g.p_op WHEN 'post' THEN 'posted' WHEN 'void' THEN 'voided' ELSE 'expired' END,
        posted = g.p_posted, resolved_at = g.p_at,
        resolved_writer = g.p_writer, resolved_batch = g.p_batch
    FROM {g} AS g WHERE g.p_op IN ('post', 'void', 'expire') AND h.id = g.p_hold_id
        AND h.source = g.p_source AND h.target = g.p_target AND h.amount = -g.p_pending
        AND h.state = 'pending' AND (g.p_op <> 'expire' OR h.expires_at <= g.p_at)
    RETURNING h.id)"""
# Movements that take place: a hold that is settled already moves nothing, it fails the batch.
_EFFECTIVE = """{g}e AS MATERIALIZED (
    SELECT * FROM {g} WHERE p_op IN ('hold', 'transfer') OR p_hold_id IN (SELECT id FROM {g}r))"""
_RUNNING = """{g}s AS MATERIALIZED (
    SELECT l.ord, l.side, l.account, l.asset, coalesce(t.floor, l.floor) AS floor,
        coalesce(t.credits_posted - t.debits_posted - t.debits_pending, 0)
            + sum(l.credit_posted - l.debit_posted - l.debit_pending) OVER w AS free,
        coalesce(t.credits_posted - t.debits_posted, 0)
            + sum(l.credit_posted - l.debit_posted) OVER w AS posted
    FROM {g}l AS l LEFT JOIN ledger_accounts AS t ON t.account = l.account AND t.asset = l.asset
    WINDOW w AS (PARTITION BY l.account, l.asset ORDER BY l.ord))"""
_TRANSFERS = """{g}t AS (
    INSERT INTO ledger_transfers (id, hold_id, source, target, asset, amount, source_after,
        target_after, kind, ref_kind, ref_id, at, writer, batch)
    SELECT g.p_id, g.p_hold_id, g.p_source, g.p_target, g.p_asset, g.p_amount, s.posted, t.posted,
        g.p_kind, g.p_ref_kind, g.p_ref_id, g.p_at, g.p_writer, g.p_batch
    FROM {e} AS g JOIN {g}s AS s ON s.ord = g.ord AND s.side = 's'
        JOIN {g}s AS t ON t.ord = g.ord AND t.side = 't'
    WHERE g.p_op IN ('transfer', 'post') ORDER BY g.ord)"""


def fragment(g: str, members: frozenset[str]) -> Fragment:
    """Only what these statements can need. The running sums make sure that no movement of the
    batch took what came in only after it; holds alone need none, since they only ever take.
    """
    ops = {name.split()[1] for name in members}
    settling = ops & {"post", "void", "expire"}
    tables = [_RESOLVED, _EFFECTIVE] if settling else []
    tables += [_LEGS, _FOLD, _OLD_ACCOUNTS, _NEW_ACCOUNTS]
    checks = [_ALL_ACCOUNTS]
    if "hold" in ops:
        tables.append(_NEW_HOLDS)
    if settling:
        checks.append(_count("r", "p_op IN ('post', 'void', 'expire')"))
    if ops & {"transfer", "post"}:
        tables += [_RUNNING, _TRANSFERS]
        checks.append("NOT EXISTS (SELECT FROM {g}s WHERE side = 's' AND free < floor)")
    return Fragment(
        tuple(text.format(g=g, e=f"{g}e" if settling else g) for text in tables),
        tuple(text.format(g=g) for text in checks),
    )


def _count(part: str, condition: str) -> str:
    return f"(SELECT count(*) FROM {{g}}{part}) = (SELECT count(*) FROM {{g}} WHERE {condition})"
