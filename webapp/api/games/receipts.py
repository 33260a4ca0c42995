"""The form of a receipt: what goes out comes back word for word to be checked."""

import re
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from domain.games.models import GameCode, LobbyState, Reason, Rule, Terms, Thrown, ThrownBy
from domain.games.record_models import Receipt, ReceiptSeat
from domain.shared.ids import Instant, UserId
from domain.shared.money import Asset, Money
from domain.shared.refusals import Invalid
from webapp.forms import (
    Answer,
    AssetCode,
    Body,
    Id,
    MoneyForm,
    Text,
    TimeQuery,
    TimeText,
    asset_of,
    time_text,
)

THROWS_MAX: Final = 20
SEATS_MAX: Final = 2
_EXACT: Final = re.compile(r"([0-9]{1,18})(?:\.([0-9]{1,18}))?", re.ASCII)

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Link = Annotated[Text, Field(max_length=200)]


class ReceiptThrowAnswer(Answer):
    """A throw that counted: the `index`-th of its player in this turn, both from 0. `link` leads
    to the dice message itself, in the chat with the bot.
    """

    turn: int
    index: int
    value: int
    by: str
    emoji: str
    chat_id: int
    message_id: int
    date: TimeText
    link: str


class ReceiptPlayerAnswer(Answer):
    person: int
    prompt_message_id: int
    prompt_at: TimeText
    throws: list[ReceiptThrowAnswer]


class ReceiptAnswer(Answer):
    """`terms_hash` is the SHA-256 of the terms, fixed when the match locked: canonical JSON (keys
    sorted, no spaces) of `game`, `lobby`, `locked_at` in milliseconds since 1970, `players`,
    `rake_bps`, `rule` and `stake`.
    """

    lobby: str
    game: str
    rule: str
    stake: MoneyForm
    rake_bps: int
    state: str
    reason: str
    turn: int
    players: list[ReceiptPlayerAnswer]
    winner: int | None
    payout: MoneyForm | None
    rake: MoneyForm | None
    locked_at: TimeText | None
    settled_at: TimeText | None
    terms_hash: str


class ExactBody(Body):
    """An amount to the asset's last decimal, as receipts have it."""

    asset: AssetCode
    amount: Annotated[str, StringConstraints(max_length=40)]

    def read(self, path: str) -> Money:
        """Refusal: Invalid."""
        asset = asset_of(self.asset, f"{path}.asset")
        match = _EXACT.fullmatch(self.amount)
        if match is None:
            raise Invalid(**{f"{path}.amount": "amount_form"})
        return _exact(match.group(1), match.group(2) or "", asset, path)


class ReceiptThrowBody(Body):
    turn: int
    index: int
    value: int
    by: Annotated[ThrownBy, Field(strict=False)]
    emoji: Link
    chat_id: int
    message_id: int
    date: TimeQuery
    link: Link

    def read(self) -> Thrown:
        return Thrown(
            turn=self.turn,
            index=self.index,
            value=self.value,
            by=self.by,
            chat_id=self.chat_id,
            message_id=self.message_id,
            date=self.date,
            emoji=self.emoji,
        )


class ReceiptPlayerBody(Body):
    person: int
    prompt_message_id: int
    prompt_at: TimeQuery
    throws: Annotated[list[ReceiptThrowBody], Field(max_length=THROWS_MAX)]

    def read(self) -> ReceiptSeat:
        return ReceiptSeat(
            person=UserId(self.person),
            prompt_message_id=self.prompt_message_id,
            prompt_at=self.prompt_at,
            throws=tuple(throw.read() for throw in self.throws),
        )


class ReceiptBody(Body):
    """A receipt as it was given."""

    lobby: Id
    game: Annotated[GameCode, Field(strict=False)]
    rule: Annotated[Rule, Field(strict=False)]
    stake: ExactBody
    rake_bps: Annotated[int, Field(ge=0, le=10_000)]
    state: Annotated[LobbyState, Field(strict=False)]
    reason: Annotated[Reason, Field(strict=False)]
    turn: int
    players: Annotated[list[ReceiptPlayerBody], Field(max_length=SEATS_MAX)]
    winner: int | None
    payout: ExactBody | None
    rake: ExactBody | None
    locked_at: TimeQuery | None
    settled_at: TimeQuery | None
    terms_hash: Hash

    def read(self) -> Receipt:
        """Refusal: Invalid for amounts that are none."""
        return Receipt(
            lobby=self.lobby,
            terms=Terms(
                game=self.game,
                rule=self.rule,
                stake=self.stake.read("stake"),
                rake_bps=self.rake_bps,
            ),
            state=self.state,
            reason=self.reason,
            turn=self.turn,
            seats=tuple(player.read() for player in self.players),
            winner=UserId(self.winner) if self.winner is not None else None,
            payout=self.payout.read("payout") if self.payout is not None else None,
            rake=self.rake.read("rake") if self.rake is not None else None,
            locked_at=self.locked_at,
            settled_at=self.settled_at,
            terms_hash=self.terms_hash,
        )


def receipt_answer(receipt: Receipt, *, bot: str) -> ReceiptAnswer:
    terms = receipt.terms
    return ReceiptAnswer(
        lobby=receipt.lobby,
        game=terms.game.value,
        rule=terms.rule.value,
        stake=MoneyForm.of(terms.stake),
        rake_bps=terms.rake_bps,
        state=receipt.state.value,
        reason=receipt.reason.value,
        turn=receipt.turn,
        players=[
            ReceiptPlayerAnswer(
                person=seat.person,
                prompt_message_id=seat.prompt_message_id,
                prompt_at=time_text(seat.prompt_at),
                throws=[_throw(receipt.lobby, throw, bot) for throw in seat.throws],
            )
            for seat in receipt.seats
        ],
        winner=receipt.winner,
        payout=_money(receipt.payout),
        rake=_money(receipt.rake),
        locked_at=_time(receipt.locked_at),
        settled_at=_time(receipt.settled_at),
        terms_hash=receipt.terms_hash,
    )


def throw_link(bot: str, lobby: str, chat_id: int, message_id: int) -> str:
    """Where the bot forwards the dice message itself to whoever may read the receipt."""
    return f"https://t.me/{bot}?start=throw_{lobby}_{chat_id}_{message_id}"


def _throw(lobby: str, throw: Thrown, bot: str) -> ReceiptThrowAnswer:
    return ReceiptThrowAnswer(
        turn=throw.turn,
        index=throw.index,
        value=throw.value,
        by=throw.by.value,
        emoji=throw.emoji,
        chat_id=throw.chat_id,
        message_id=throw.message_id,
        date=time_text(throw.date),
        link=throw_link(bot, lobby, throw.chat_id, throw.message_id),
    )


def _money(money: Money | None) -> MoneyForm | None:
    return MoneyForm.of(money) if money is not None else None


def _time(at: Instant | None) -> TimeText | None:
    return time_text(at) if at is not None else None


def _exact(whole: str, fraction: str, asset: Asset, path: str) -> Money:
    if len(fraction) > asset.scale:
        raise Invalid(**{f"{path}.amount": "amount_form"})
    return Money(int(whole + fraction.ljust(asset.scale, "0")), asset)
