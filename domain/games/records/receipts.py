"""Receipts: everything that a verdict follows from, to be checked by anybody."""

import json
from dataclasses import replace
from hashlib import sha256

from domain.games import rules, verdicts
from domain.games.frame import Frame
from domain.games.models import Lobby, LobbyState, Thrown
from domain.games.record_models import Receipt, ReceiptSeat, Verification, VerifyCheck
from domain.games.records.receipt_checks import checks
from domain.games.shown import verdict_told
from domain.shared.actor import Actor, Permission
from domain.shared.change import Decision
from domain.shared.ids import Instant
from domain.shared.refusals import NotFound

_MILLISECOND = 1000


class Receipts:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    async def receipt(self, actor: Actor, lobby_id: str) -> Receipt:
        """Of a match that is over and told, for its players and for staff who see money.

        Refusal: NotFound, for everybody else's too.
        """
        lobby = await self._frame.lobby(lobby_id)
        seen = lobby.seat_of(actor.id) is not None or actor.may(Permission.SEE_MONEY)
        if not (seen and self._told(lobby)):
            raise NotFound(lobby=lobby_id)
        return receipt_of(lobby)

    async def show_throw(
        self, actor: Actor, lobby_id: str, *, chat_id: int, message_id: int
    ) -> None:
        """Forward a dice message of the receipt to whoever may read it. Refusal: NotFound."""
        receipt = await self.receipt(actor, lobby_id)
        found = [
            throw
            for seat in receipt.seats
            for throw in seat.throws
            if (throw.chat_id, throw.message_id) == (chat_id, message_id)
        ]
        if not found:
            raise NotFound(message=message_id)

        async def decide() -> Decision[None]:
            return Decision(None, self._frame.messages.forward(actor.id, found[0]))

        await self._frame.store.commit(decide)

    async def verify(self, receipt: Receipt) -> Verification:
        """Public. That the receipt is consistent in itself, and that it is ours as it stands."""
        lobby = await self._frame.lobbies.get(receipt.lobby)
        known = lobby is not None and self._told(lobby)
        ours = known and lobby is not None and receipt_of(lobby) == receipt
        recorded = VerifyCheck(name="recorded", ok=ours)
        terms = VerifyCheck(name="terms-hash", ok=terms_hash(receipt) == receipt.terms_hash)
        return Verification(checks=(*checks(receipt), terms, recorded))

    def _told(self, lobby: Lobby) -> bool:
        if lobby.locked_at is None or lobby.state not in rules.ENDED:
            return False
        return verdict_told(lobby, self._frame.clock.now(), self._frame.settings)


def receipt_of(lobby: Lobby) -> Receipt:
    """Times are cut to milliseconds, as they stand in JSON."""
    resolved = lobby.state is LobbyState.RESOLVED
    _, rake, _ = verdicts.shares(lobby.terms)
    bare = Receipt(
        lobby=lobby.id,
        terms=lobby.terms,
        state=lobby.state,
        reason=lobby.reason,
        turn=lobby.turn,
        seats=tuple(
            ReceiptSeat(
                person=seat.person,
                prompt_message_id=seat.prompt.message_id,
                prompt_at=_cut(seat.prompt.date),
                throws=tuple(_cut_throw(throw) for throw in seat.throws),
            )
            for seat in lobby.seats
        ),
        winner=lobby.winner,
        payout=lobby.payout,
        rake=rake if resolved else None,
        locked_at=_cut(lobby.locked_at) if lobby.locked_at is not None else None,
        settled_at=_cut(lobby.settled_at) if lobby.settled_at is not None else None,
        terms_hash="",
    )
    return replace(bare, terms_hash=terms_hash(bare))


def terms_hash(receipt: Receipt) -> str:
    """sha256 of the terms as canonical JSON (keys sorted, no spaces, UTF-8): players in the order
    of their seats, the stake in whole units, `locked_at` in milliseconds since 1970.
    """
    terms = receipt.terms
    said = {
        "game": terms.game.value,
        "lobby": receipt.lobby,
        "locked_at": (receipt.locked_at or 0) // _MILLISECOND,
        "players": [seat.person for seat in receipt.seats],
        "rake_bps": terms.rake_bps,
        "rule": terms.rule.value,
        "stake": {"amount": terms.stake.text, "asset": terms.stake.asset.code},
    }
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


def _cut(at: Instant) -> Instant:
    return Instant(at - at % _MILLISECOND)


def _cut_throw(throw: Thrown) -> Thrown:
    return replace(throw, date=_cut(throw.date))
