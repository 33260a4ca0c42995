"""Wallets that people have proved to be theirs: linked, unlinked, and a way to sign in."""

import hashlib

from domain.shared.actor import Actor
from domain.shared.audit import Audit
from domain.shared.change import Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.outbox import Notice, Notices, Priority
from domain.users.gate import Gate
from domain.users.models import Person, Sighting, SignedIn, SignIn, Wallet, WalletProof
from domain.users.people import People
from domain.users.ports import ProofVerifier, SessionStore, WalletStore
from domain.users.refusals import WalletUnknown
from domain.users.sessions import Sessions

HOW = "ton_proof"
"""How a session began that a wallet opened."""


class Wallets:
    def __init__(self, wallets: WalletStore, gate: Gate) -> None:
        self._wallets = wallets
        self._gate = gate

    async def mine(self, actor: Actor) -> tuple[Wallet, ...]:
        """Linked first, shown first."""
        return await self._wallets.of(actor.id)

    async def owner(self, address: str) -> UserId:
        """Whose wallet it is. Refusal: WalletUnknown."""
        owner = await self._wallets.owner(address)
        if owner is None:
            raise WalletUnknown(address=address)
        return owner


class WalletProofs:
    """What a proof of a wallet is good for. A proof is verified before anything is told about the
    wallet, and its nonce is spent in the commit that the proof is good for.
    """

    def __init__(  # noqa: PLR0913  the ports that proofs stand on
        self,
        store: Store,
        wallets: WalletStore,
        nonces: SessionStore,
        verifier: ProofVerifier,
        *,
        sessions: Sessions,
        people: People,
        gate: Gate,
        audit: Audit,
        notices: Notices,
        clock: Clock,
    ) -> None:
        self._store = store
        self._wallets = wallets
        self._nonces = nonces
        self._verifier = verifier
        self._sessions = sessions
        self._people = people
        self._gate = gate
        self._audit = audit
        self._notices = notices
        self._clock = clock

    async def link(self, actor: Actor, proof: WalletProof, *, session: str) -> Wallet:
        """Link a wallet, or prove it anew. Its nonce was made for this very session, so that a
        proof which somebody else got signed links nothing. A new one is told to the person: it
        opens sessions from now on. Refusals: ProofForged, NonceUsed, WalletTaken, Banned,
        TermsNeeded.
        """
        await self._gate.clear(actor)
        address = await self._verifier.verify(proof)

        async def decide() -> Decision[Wallet]:
            now = self._clock.now()
            wallet = Wallet(address=address, person=actor.id, proved_at=now)
            known = await self._wallets.owner(address) == actor.id
            return Decision(
                wallet,
                () if known else self._notices.tell(_linked(wallet)),
                self._nonces.spend_nonce(proof.payload, session, now),
                self._wallets.add(wallet),
                self._audit.entry(
                    actor, "wallet-link", entity=("wallet", address), after={"address": address}
                ),
            )

        return await self._store.commit(decide)

    async def unlink(self, actor: Actor, address: str) -> None:
        """Refusal: NotFound for a wallet that is not one's own."""

        async def decide() -> Decision[None]:
            return Decision(
                None,
                self._wallets.remove(actor.id, address),
                self._audit.entry(
                    actor, "wallet-unlink", entity=("wallet", address), before={"address": address}
                ),
            )

        await self._store.commit(decide)

    async def sign_in(
        self, proof: WalletProof, *, session: str | None, address: str, agent: str
    ) -> SignedIn:
        """Open a session of whoever linked the wallet. `session` is the one that the nonce was
        asked with, `address` is where the request comes from. Refusals: ProofForged,
        WalletUnknown (the nonce stays good), NonceUsed, Banned.
        """
        wallet = await self._verifier.verify(proof)
        owner = await self._wallets.owner(wallet)
        if owner is None:
            raise WalletUnknown(address=wallet)
        person = await self._people.me(Actor(id=owner))
        await self._sessions.spend_nonce(proof.payload, session)
        launch = hashlib.sha256(f"{wallet}:{proof.payload}".encode()).hexdigest()
        order = SignIn(seen=_as_known(person), how=HOW, launch=launch, agent=agent)
        return await self._sessions.open(order, address=address)


def _linked(wallet: Wallet) -> Notice:
    return Notice(
        to=wallet.person,
        kind="users-wallet",
        text="notice-wallet-linked",
        fields={"address": wallet.address},
        priority=Priority.RECEIPT,
    )


def _as_known(person: Person) -> Sighting:
    """A wallet tells nothing about its person beyond the address."""
    return Sighting(
        id=person.id,
        username=person.username,
        name=person.name,
        language_code=person.language_code,
        is_premium=None,
    )
