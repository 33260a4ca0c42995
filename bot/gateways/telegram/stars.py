"""Telegram's Star payments: implements domain.payments.ports.StarsGateway.

Wire forms: https://core.telegram.org/bots/api#createinvoicelink, #refundstarpayment,
#getstartransactions, #getmystarbalance. The currency is XTR, with one price and no provider.
"""

from collections.abc import Awaitable, Callable
from typing import Final, cast

from bot.gateways.telegram.session import TelegramSession
from bot.ports import InvoiceWords, Payload
from domain.payments.models import Direction, StarTransaction, TopUp
from domain.shared.ids import SECOND, Instant, UserId
from domain.shared.refusals import FateUnknown, GatewayRejected

CURRENCY: Final = "XTR"
REFUNDED_ALREADY: Final = "CHARGE_ALREADY_REFUNDED"
PAGE_MAX: Final = 100


class TelegramStars:
    def __init__(
        self,
        session: TelegramSession,
        token: str,
        words: Callable[[TopUp], Awaitable[InvoiceWords]],
    ) -> None:
        """`words` names what is sold in the payer's language."""
        self._session = session
        self._token = token
        self._words = words

    async def invoice_link(self, topup: TopUp, *, payload: str) -> str:
        words = await self._words(topup)
        form = {
            "title": words.title,
            "description": words.description,
            "payload": payload,
            "provider_token": "",
            "currency": CURRENCY,
            "prices": [{"label": words.label, "amount": topup.value.whole}],
        }
        link = await self._session.call(self._token, "createInvoiceLink", form)
        if not isinstance(link, str):
            raise FateUnknown("createInvoiceLink: no link")
        return link

    async def refund(self, person: UserId, charge: str) -> None:
        form = {"user_id": person, "telegram_payment_charge_id": charge}
        try:
            await self._session.call(self._token, "refundStarPayment", form)
        except GatewayRejected as error:
            if REFUNDED_ALREADY not in str(error):
                raise

    async def transactions(self, offset: int, limit: int) -> tuple[StarTransaction, ...]:
        form = {"offset": offset, "limit": min(limit, PAGE_MAX)}
        answer = await self._session.call(self._token, "getStarTransactions", form)
        found = answer.get("transactions") if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise FateUnknown("getStarTransactions: no list")
        return tuple(_transaction(cast("Payload", one)) for one in found)

    async def balance(self) -> tuple[int, int]:
        """Stars and nanostars that the bot holds."""
        answer = await self._session.call(self._token, "getMyStarBalance", {})
        if not isinstance(answer, dict):
            raise FateUnknown("getMyStarBalance: no amount")
        return int(answer["amount"]), int(answer.get("nanostar_amount", 0))


def _transaction(one: Payload) -> StarTransaction:
    """A source stands for what came in, a receiver for what went out."""
    incoming = isinstance(one.get("source"), dict)
    other = one.get("source" if incoming else "receiver")
    partner = other if isinstance(other, dict) else {}
    user = partner.get("user")
    return StarTransaction(
        id=str(one["id"]),
        stars=_number(one["amount"]),
        nanostars=_number(one.get("nanostar_amount", 0)),
        at=Instant(_number(one["date"]) * SECOND),
        direction=Direction.INCOMING if incoming else Direction.OUTGOING,
        partner=str(partner.get("type", "other")),
        person=UserId(_number(user["id"])) if isinstance(user, dict) else None,
        payload=str(partner.get("invoice_payload", "")),
    )


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise FateUnknown("getStarTransactions: not a number")
    return value
