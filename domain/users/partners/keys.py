"""Partners' keys: made, shown once, rotated and revoked by their owner; and every signed call
checked: the signature, its age, that it came once, what the key may.
"""

from dataclasses import replace
from typing import Final

from domain.shared.actor import Actor
from domain.shared.audit import Audit
from domain.shared.change import Changes, Decision, IdempotencyKey, Store
from domain.shared.clock import Clock
from domain.shared.ids import HOUR, Ids, Instant, UserId
from domain.shared.outbox import Notice, Notices, Priority
from domain.shared.refusals import NotFound
from domain.users.gate import Gate
from domain.users.models import Person
from domain.users.partners import rules
from domain.users.partners.models import (
    KEYS_MOST,
    WINDOW,
    KeyId,
    MakeKey,
    PartnerKey,
    RevokeKey,
    RotateKey,
    Shown,
    SignedCall,
)
from domain.users.partners.ports import PartnerKeyStore
from domain.users.partners.refusals import SignatureForged

USED_EVERY: Final = HOUR
"""How exactly it is kept when a key was used last."""


class PartnerKeys:
    """`root` is what secrets derive from, see `partner_rules.root_of`."""

    def __init__(  # noqa: PLR0913  the ports that keys stand on
        self,
        store: Store,
        keys: PartnerKeyStore,
        gate: Gate,
        audit: Audit,
        notices: Notices,
        *,
        root: bytes,
        per_minute: int,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._store = store
        self._keys = keys
        self._gate = gate
        self._audit = audit
        self._notices = notices
        self._root = root
        self._per_minute = per_minute
        self._clock = clock
        self._ids = ids

    async def mine(self, actor: Actor) -> tuple[PartnerKey, ...]:
        """Living ones, oldest first."""
        return await self._keys.of(actor.id)

    async def make(self, actor: Actor, order: MakeKey, *, key: IdempotencyKey) -> Shown:
        """Refusals: Invalid (name, scopes), TooManyKeys, Banned, TermsNeeded."""
        await self._gate.clear(actor)
        name, scopes = rules.named(order.name), rules.scoped(order.scopes)

        async def decide() -> Decision[PartnerKey]:
            made = PartnerKey(
                id=KeyId(self._ids.new()),
                owner=actor.id,
                name=name,
                scopes=scopes,
                per_minute=self._per_minute,
                turn=0,
                created_at=self._clock.now(),
                rotated_at=None,
                revoked_at=None,
                used_at=None,
            )
            return Decision(
                made,
                self._keys.add(made, most=KEYS_MOST),
                self._told(actor, made, "key-made", "notice-key-made"),
                made=made.id,
            )

        made = await self._store.once(key, actor, order, decide, again=self._again)
        return self._shown(made, key)

    async def rotate(self, actor: Actor, key_id: str, *, key: IdempotencyKey) -> Shown:
        """A new secret; the former one is taken for another day. Refusal: NotFound."""

        async def decide() -> Decision[PartnerKey]:
            was = await self._own(actor, key_id)
            now = replace(was, turn=was.turn + 1, rotated_at=self._clock.now())
            return Decision(
                now,
                self._keys.rotate(was, now),
                self._told(actor, now, "key-rotated", "notice-key-rotated"),
                made=was.id,
            )

        order = RotateKey(key=KeyId(key_id))
        rotated = await self._store.once(key, actor, order, decide, again=self._again)
        return self._shown(rotated, key)

    async def revoke(self, actor: Actor, key_id: str, *, key: IdempotencyKey) -> None:
        """At once and for good, the former secret too. Refusal: NotFound."""

        async def decide() -> Decision[None]:
            was = await self._own(actor, key_id)
            return Decision(
                None,
                self._keys.revoke(was, self._clock.now()),
                self._told(actor, was, "key-revoked", "notice-key-revoked"),
                made=was.id,
            )

        async def again(_made: str) -> None:
            return None

        order = RevokeKey(key=KeyId(key_id))
        await self._store.once(key, actor, order, decide, again=again)

    async def secret(self, owner: UserId, key_id: str) -> str:
        """For what shows it as it leaves; "" for a key that is not the owner's or no longer is."""
        known = await self._keys.get(key_id)
        there = known is not None and known.owner == owner and known.alive
        return rules.secret_of(self._root, known, known.turn) if known and there else ""

    async def admit(self, call: SignedCall) -> tuple[PartnerKey, Person]:
        """The key and its owner, once every check holds and the signature is spent.

        Refusals: SignatureForged, SignatureStale, SignatureUsed, Banned, TermsNeeded.
        """
        now = self._clock.now()
        known = await self._keys.get(call.key)
        if known is None or not known.alive:
            raise SignatureForged
        signed_at = rules.verify(self._root, known, call, now)
        owner = await self._gate.of(known.owner)
        await self._spend(known, call.signature, signed_at, now)
        return known, owner

    async def alive(self, key_id: str) -> bool:
        """Whether the key still is good: for what stays open after a call."""
        known = await self._keys.get(key_id)
        return known is not None and known.alive

    async def sweep(self) -> None:
        """A job: forget signatures that are too old to be taken anyway."""

        async def decide() -> Decision[None]:
            return Decision(None, self._keys.drop_spent(Instant(self._clock.now() - 2 * WINDOW)))

        await self._store.commit(decide)

    async def _spend(
        self, key: PartnerKey, signature: str, signed_at: Instant, now: Instant
    ) -> None:
        fresh = key.used_at is not None and now - key.used_at < USED_EVERY

        async def decide() -> Decision[None]:
            return Decision(
                None,
                self._keys.spend(key.id, signature, signed_at),
                () if fresh else self._keys.used(key.id, now),
            )

        await self._store.commit(decide)

    async def _own(self, actor: Actor, key_id: str) -> PartnerKey:
        known = await self._keys.get(key_id)
        if known is None or known.owner != actor.id or not known.alive:
            raise NotFound(key=key_id)
        return known

    async def _again(self, made: str) -> PartnerKey:
        known = await self._keys.get(made)
        if known is None:
            raise NotFound(key=made)
        return known

    def _shown(self, made: PartnerKey, key: IdempotencyKey) -> Shown:
        return Shown(
            key=made, secret=None if key.replayed else rules.secret_of(self._root, made, made.turn)
        )

    def _told(self, actor: Actor, key: PartnerKey, act: str, text: str) -> Changes:
        """To the audit log; and to the owner, whose session may be in other hands."""
        told = Notice(
            to=actor.id,
            kind="users-key",
            text=text,
            fields={"name": key.name},
            priority=Priority.RECEIPT,
        )
        after = {"name": key.name, "scopes": sorted(key.scopes), "turn": key.turn}
        return (
            self._audit.entry(actor, act, entity=("partner-key", key.id), after=after),
            self._notices.tell(told),
        )
