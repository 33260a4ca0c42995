"""`/admin escrow`: what an escrow is, by our books and by the chain."""

from typing import Final

from domain.shared.ids import SECOND, Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import AreaPaused
from domain.ton.address import friendly
from domain.ton.deposits.pay_links import Explorer
from domain.ton.escrows import rules
from domain.ton.escrows.models import Escrow
from domain.ton.escrows.service import EscrowService
from domain.users.models import Area
from handlers.menu.keyboards import back
from handlers.routes import Routes
from handlers.screens import MOST_DATA_BYTES, Button, Screen, safe, screen
from handlers.ton.views import seen_account
from handlers.ton.words import short
from handlers.visit import Visit
from locales.speech import Moment, Speech

LINES: Final = 5
_RAW_MARK: Final = ":"
_ID_LENGTH: Final = 26
_NONE: Final = "—"


def routes() -> Routes:
    return Routes(callbacks={"escrow": look})


class EscrowDesk:
    """For staff who see money. Without `escrows`, where no key could end them, all is refused."""

    def __init__(self, escrows: EscrowService | None, explorer: Explorer) -> None:
        self._escrows = escrows
        self._explorer = explorer

    async def escrow(self, visit: Visit, text: str = "") -> None:
        """`escrow`: the newest ones; `escrow <id or address>`: one, with the chain read now."""
        if self._escrows is None:
            raise AreaPaused(area=Area.TON.value, reason="")
        if not text:
            page = await self._escrows.all(visit.actor, cursor=None, limit=LINES)
            await visit.show(_list_screen(visit.speech, page.items, visit.now))
            return
        by_id = len(text) == _ID_LENGTH and _RAW_MARK not in text
        look = self._escrows.get if by_id else self._escrows.find
        found = await look(visit.actor, text)
        await visit.show(_one_screen(visit.speech, found, visit.now, self._explorer))


async def look(visit: Visit, escrow_desk: EscrowDesk) -> None:
    await escrow_desk.escrow(visit, visit.args)


def _list_screen(speech: Speech, found: tuple[Escrow, ...], now: Instant) -> Screen:
    lines = [
        speech.say(
            "admin-escrow-line",
            id=one.id,
            amount=one.amount,
            state=speech.say(f"escrow-state-{rules.shown(one.state).value}"),
            deadline=Moment(Instant(one.terms.deadline_s * SECOND), now),
        )
        for one in found
    ]
    rows = [
        (Button(label=speech.money(one.amount), data=f"escrow:{one.id}"),)
        for one in found
        if len(f"escrow:{one.id}".encode()) <= MOST_DATA_BYTES
    ]
    shown = lines or [speech.say("admin-escrow-none")]
    return screen(speech.say("admin-escrow-title"), shown, (*rows, back(speech, "admin")))


def _one_screen(speech: Speech, one: Escrow, now: Instant, explorer: Explorer) -> Screen:
    unread = speech.say("admin-chain-unread")
    address = friendly(one.address, bounceable=True)
    chain: dict[str, object] = {
        "state": str(one.state_seen) if one.state_seen is not None else _NONE,
        "balance": Money(one.balance, TON),
        "code": one.code_hash[:16] if one.code_hash is not None else _NONE,
        "at": Moment(Instant(one.read_at_s * SECOND), now) if one.read_at_s else unread,
    }
    lines = [
        speech.say(
            "admin-escrow-state", state=speech.say(f"escrow-state-{rules.shown(one.state).value}")
        ),
        speech.say("admin-escrow-amount", amount=one.amount, deal=safe(one.deal)),
        speech.say(
            "admin-escrow-deadline", at=Moment(Instant(one.terms.deadline_s * SECOND), now)
        ),
        speech.say(
            "admin-escrow-sides",
            advertiser=short(friendly(one.terms.advertiser)),
            owner=short(friendly(one.terms.owner)),
        ),
        speech.say(
            "admin-escrow-address", address=address, link=seen_account(speech, explorer, address)
        ),
        speech.say("admin-escrow-chain", chain),
    ]
    rows = (
        (Button(label=speech.say("button-refresh"), data=f"escrow:{one.id}"),),
        back(speech, "admin"),
    )
    return screen(speech.say("admin-escrow-one", id=one.id), lines, rows)
