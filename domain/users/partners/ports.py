"""What partners' keys need of the storage."""

from typing import Protocol

from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.users.partners.models import Agreement, KeyId, PartnerKey


class PartnerKeyStore(Protocol):
    def add(self, key: PartnerKey, *, most: int) -> Changes:
        """Refusal TooManyKeys when the owner has so many living ones."""
        ...

    def rotate(self, was: PartnerKey, now: PartnerKey) -> Change:
        """Stale unless it still has the turn of `was` and lives."""
        ...

    def revoke(self, key: PartnerKey, at: Instant) -> Change:
        """Stale unless it lives."""
        ...

    def spend(self, key: KeyId, signature: str, at: Instant) -> Change:
        """Refusal SignatureUsed when it was spent before."""
        ...

    def used(self, key: KeyId, at: Instant) -> Change: ...

    def drop_spent(self, before: Instant) -> Change: ...

    async def get(self, key: str) -> PartnerKey | None: ...

    async def of(self, owner: UserId) -> tuple[PartnerKey, ...]:
        """Living ones, oldest first."""
        ...


class AgreementStore(Protocol):
    def ask(self, agreement: Agreement) -> Change:
        """Stale when this key asked this person before."""
        ...

    def answer(self, was: Agreement, now: Agreement) -> Change:
        """Stale unless it still is `was`."""
        ...

    async def get(self, key: KeyId, person: UserId) -> Agreement | None: ...

    async def of(self, person: UserId) -> tuple[tuple[Agreement, PartnerKey], ...]:
        """Those the person was asked for by living keys, newest first."""
        ...
