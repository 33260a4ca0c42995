"""What a receipt must satisfy by itself, without our books."""

from collections.abc import Iterator

from domain.games import verdicts
from domain.games.catalogue import DUELS
from domain.games.models import LobbyState, Reason, Thrown, ThrownBy
from domain.games.record_models import Receipt, ReceiptSeat, VerifyCheck

_SEATS = 2


def checks(receipt: Receipt) -> tuple[VerifyCheck, ...]:
    """Names: `two-players`, `emoji`, `values`, `own-chats`, `after-prompt`, `counted-once`,
    `verdict`, `payout`.
    """
    if not _two_players(receipt):
        return (VerifyCheck(name="two-players", ok=False),)
    found = {
        "two-players": True,
        "emoji": _emoji(receipt),
        "values": _values(receipt),
        "own-chats": _own_chats(receipt),
        "after-prompt": _after_prompt(receipt),
        "counted-once": _counted_once(receipt),
        "verdict": _verdict(receipt),
        "payout": _payout(receipt),
    }
    return tuple(VerifyCheck(name=name, ok=ok) for name, ok in found.items())


def _two_players(receipt: Receipt) -> bool:
    return len(receipt.seats) == _SEATS == len({seat.person for seat in receipt.seats})


def _emoji(receipt: Receipt) -> bool:
    game = DUELS[receipt.terms.game]
    return receipt.terms.rule in game.rules and all(
        throw.emoji == game.emoji for seat in receipt.seats for throw in seat.throws
    )


def _values(receipt: Receipt) -> bool:
    shown = DUELS[receipt.terms.game].values
    return all(throw.value in shown for seat in receipt.seats for throw in seat.throws)


def _own_chats(receipt: Receipt) -> bool:
    return all(throw.chat_id == seat.person for seat in receipt.seats for throw in seat.throws)


def _after_prompt(receipt: Receipt) -> bool:
    """The last turn's throws came after the prompt that the receipt names."""
    return all(
        throw.message_id > seat.prompt_message_id and throw.date >= seat.prompt_at
        for seat in receipt.seats
        for throw in seat.throws
        if throw.turn == receipt.turn and throw.by is ThrownBy.PLAYER
    )


def _counted_once(receipt: Receipt) -> bool:
    throws = [throw for seat in receipt.seats for throw in seat.throws]
    messages = {(throw.chat_id, throw.message_id) for throw in throws}
    ordered = all(
        [throw.index for throw in turn] == list(range(len(turn)))
        for seat in receipt.seats
        for turn in _turns(seat)
    )
    return len(messages) == len(throws) and ordered


def _verdict(receipt: Receipt) -> bool:
    """The winner, or that there is none, follows from the throws; a forfeit from who threw."""
    first, second = receipt.seats
    if receipt.state is LobbyState.VOID:
        return receipt.winner is None
    last = receipt.turn
    outcome = verdicts.outcome(
        receipt.terms.rule, last, _of_turn(first, last), _of_turn(second, last)
    )
    if receipt.reason is Reason.FORFEIT:
        winner = [seat for seat in receipt.seats if seat.person == receipt.winner]
        return outcome is verdicts.Outcome.UNDECIDED and any(seat.throws for seat in winner)
    if receipt.state is LobbyState.SPLIT:
        return outcome is verdicts.Outcome.TIE and receipt.winner is None
    number = outcome.winner
    return number is not None and receipt.winner == receipt.seats[number].person


def _payout(receipt: Receipt) -> bool:
    payout, rake, _ = verdicts.shares(receipt.terms)
    if receipt.state is LobbyState.RESOLVED:
        return (receipt.payout, receipt.rake) == (payout, rake)
    return receipt.payout is None and receipt.rake is None


def _of_turn(seat: ReceiptSeat, turn: int) -> list[int]:
    return [throw.value for throw in seat.throws if throw.turn == turn]


def _turns(seat: ReceiptSeat) -> Iterator[list[Thrown]]:
    for turn in sorted({throw.turn for throw in seat.throws}):
        yield [throw for throw in seat.throws if throw.turn == turn]
