"""Who leaves after a match is named nowhere but in what protects players."""

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared.change import flatten
from domain.shared.ids import MINUTE, UserId
from domain.shared.money import XTR
from storage.ledger.verify import verify
from tests.games.arcade import Arcade
from tests.payments.house import BOB
from tests.users.everywhere import named_in

DORA = UserId(7_100_200_301)
KEPT = ("games_players", "games_limits", "games_grants")


async def test_a_player_who_leaves(arcade: Arcade) -> None:
    home = arcade.home
    home.personal._traces += (
        arcade.lobby_rows,
        arcade.care_rows,
        arcade.record_rows,
        arcade.flag_rows,
    )
    dora, bob = await arcade.player(DORA), await arcade.player(BOB)
    for winner, loser in ((dora, bob), (bob, dora)):
        await arcade.match(winner, loser)
        await arcade.throw(winner, 6)
        await arcade.throw(loser, 1)
        await arcade.later(60)
    await arcade.deliver()
    rest = (await home.ledger.balance(accounts.user(DORA), XTR)).available
    fee = home.ledger.transfer(
        accounts.user(DORA), accounts.HOUSE_FEES, rest, kind="fee", ref=Ref("test", "fee")
    )
    await home.tools.writer.put(flatten([fee]))
    await home.personal.delete(dora, key=home.key())
    while rows := await home.outbox.due(home.tools.clock.now(), 50):
        await home.outbox.claim([row.id for row in rows])
        for row in rows:
            await home.outbox.sent(row.id, 1, home.tools.clock.now())
    home.tools.clock.advance(2 * MINUTE)
    assert await home.leaving.run() == 1
    assert await named_in(home.tools.database, DORA, f"p{DORA}", but=KEPT) == []
    assert await verify(home.tools.database) is None
    await arcade.invariants()
