"""What anybody can check: receipts of matches, and whether the dice are even."""

from domain.games.models import GameCode
from domain.shared.refusals import NotFound
from webapp.api.games.receipts import ReceiptAnswer, ReceiptBody, receipt_answer, throw_link
from webapp.forms import Answer, Query
from webapp.routing import Call, Route


class CheckAnswer(Answer):
    name: str
    ok: bool


class VerificationAnswer(Answer):
    valid: bool
    checks: list[CheckAnswer]


class DiceQuery(Query):
    game: GameCode = GameCode.DICE


class DiceAnswer(Answer):
    """How often each value was thrown in our matches. `chi_square` (one degree of freedom less
    than there are values) and `p` are null while there are no throws.
    """

    game: str
    emoji: str
    values: dict[str, int]
    n: int
    chi_square: str | None
    p: str | None


async def show_receipt(call: Call) -> ReceiptAnswer:
    """The receipt of a match that is over, for its players"""
    receipt = await call.deps.games.receipts.receipt(call.actor, call.path("id"))
    return receipt_answer(receipt, bot=call.deps.settings.bot_username)


async def verify_receipt(call: Call) -> VerificationAnswer:
    """Check a receipt: does the verdict follow from the throws, and is it ours as it stands"""
    body = call.body(ReceiptBody)
    found = await call.deps.games.receipts.verify(body.read())
    bot = call.deps.settings.bot_username
    links = all(
        throw.link == throw_link(bot, body.lobby, throw.chat_id, throw.message_id)
        for player in body.players
        for throw in player.throws
    )
    checks = [CheckAnswer(name=check.name, ok=check.ok) for check in found.checks]
    return VerificationAnswer(
        valid=found.valid and links, checks=[*checks, CheckAnswer(name="links", ok=links)]
    )


async def show_dice(call: Call) -> DiceAnswer:
    """The distribution of all values thrown in our matches, with chi-square"""
    game = call.query(DiceQuery).game
    found = await call.deps.games.fairness.dice(game)
    return DiceAnswer(
        game=game.value,
        emoji=found.emoji,
        values={str(value): count for value, count in found.values.items()},
        n=found.n,
        chi_square=found.chi_square,
        p=found.p,
    )


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/lobbies/{id}/receipt",
        handler=show_receipt,
        answer=ReceiptAnswer,
        refusals=(NotFound,),
    ),
    Route(
        method="POST",
        path="/api/v1/fairness/verify",
        handler=verify_receipt,
        body=ReceiptBody,
        answer=VerificationAnswer,
        early=True,
    ),
    Route(
        method="GET",
        path="/api/v1/fairness/dice",
        handler=show_dice,
        query=DiceQuery,
        answer=DiceAnswer,
        early=True,
    ),
)
