"""The forms of games and matches."""

from typing import Annotated

from pydantic import Field

from domain.games.models import Game, GameCard, GameCode, LobbyState, Matching, Rule
from domain.games.shown_models import ShownLobby, ShownPlayer
from domain.games.verdicts import shares
from webapp.forms import (
    AmountText,
    Answer,
    AssetCode,
    Body,
    MoneyBody,
    MoneyForm,
    Paged,
    TimeText,
    time_text,
)


class StakeBoundsAnswer(Answer):
    """What may be staked of an asset; amounts are worked out to `decimals` places."""

    asset: AssetCode
    least: AmountText
    most: AmountText
    decimals: int


class GameAnswer(Answer):
    """`values` are those that the game's dice can show; `rake_bps` of both stakes go to the house
    when somebody wins, nothing otherwise.
    """

    game: str
    emoji: str
    rules: list[str]
    values: list[int]
    assets: list[StakeBoundsAnswer]
    rake_bps: int


class ThrowAnswer(Answer):
    """`message_id` is that of the dice message in the thrower's own chat with the bot."""

    value: int
    by: str
    message_id: int


class PlayerAnswer(Answer):
    """`made` counts the throws of this turn that are in, also those that are not shown yet."""

    person: int
    name: str
    made: int
    throws: list[ThrowAnswer]


class LobbyAnswer(Answer):
    """A lobby, and the match that it becomes, as the asker may see it now.

    `prize` is what a winner gets, `payout` what the winner got. `turn` 0 is the match itself,
    those after it are rethrows; `left` are the asker's throws still open in this turn. `reason`
    says why there is no winner by throws. `invited` is the only person who may join (a rematch).
    `allowed`: `join`, `leave`, `throw`, `rematch`.
    """

    id: str
    game: str
    rule: str
    match: str
    state: str
    stake: MoneyForm
    rake_bps: int
    prize: MoneyForm
    players: list[PlayerAnswer]
    winner: int | None
    payout: MoneyForm | None
    turn: int
    left: int
    reason: str
    created_at: TimeText
    deadline: TimeText | None
    settled_at: TimeText | None
    rematch_of: str | None
    invited: int | None
    allowed: list[str]


class MatchAnswer(LobbyAnswer):
    """`now` is the world's clock, on which the deadline stands."""

    now: TimeText


class LobbyBody(Body):
    """`any` joins an equal open lobby if there is one; a `private` one is found by its link."""

    game: Annotated[GameCode, Field(strict=False)]
    rule: Annotated[Rule, Field(strict=False)]
    stake: MoneyBody
    match: Annotated[Matching, Field(strict=False)]


class LobbiesQuery(Paged):
    game: GameCode | None = None
    state: LobbyState | None = None
    mine: bool = False


class GrantAnswer(Answer):
    """What the house gave for today; null when today's was given before."""

    granted: MoneyForm | None


def game_answer(card: GameCard) -> GameAnswer:
    game: Game = card.game
    return GameAnswer(
        game=game.code.value,
        emoji=game.emoji,
        rules=[rule.value for rule in game.rules],
        values=list(game.values),
        assets=[
            StakeBoundsAnswer(
                asset=bounds.least.asset.code,
                least=bounds.least.text,
                most=bounds.most.text,
                decimals=bounds.least.asset.scale,
            )
            for bounds in card.bounds
        ],
        rake_bps=card.rake_bps,
    )


def lobby_answer(lobby: ShownLobby) -> LobbyAnswer:
    """Made of what is shown, never of the lobby itself."""
    terms = lobby.terms
    prize, _, _ = shares(terms)
    return LobbyAnswer(
        id=lobby.id,
        game=terms.game.value,
        rule=terms.rule.value,
        match=lobby.matching.value,
        state=lobby.state.value,
        stake=MoneyForm.of(terms.stake),
        rake_bps=terms.rake_bps,
        prize=MoneyForm.of(prize),
        players=[_player(player) for player in lobby.players],
        winner=lobby.winner,
        payout=MoneyForm.of(lobby.payout) if lobby.payout is not None else None,
        turn=lobby.turn,
        left=lobby.left,
        reason=lobby.reason.value,
        created_at=time_text(lobby.created_at),
        deadline=time_text(lobby.deadline) if lobby.deadline is not None else None,
        settled_at=time_text(lobby.settled_at) if lobby.settled_at is not None else None,
        rematch_of=lobby.rematch_of,
        invited=lobby.invited,
        allowed=list(lobby.allowed),
    )


def _player(player: ShownPlayer) -> PlayerAnswer:
    return PlayerAnswer(
        person=player.person,
        name=player.name,
        made=player.made,
        throws=[
            ThrowAnswer(value=throw.value, by=throw.by.value, message_id=throw.message_id)
            for throw in player.throws
        ],
    )
