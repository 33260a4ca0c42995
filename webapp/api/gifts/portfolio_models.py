"""The forms of what people own: positions, lots, gains, days."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.gifts.portfolio.models import MOST_NOTE, MOST_QUANTITY
from webapp.api.gifts.query import ShortText
from webapp.forms import (
    AmountText,
    Answer,
    AssetCode,
    Body,
    MoneyForm,
    Query,
    Text,
    TimeQuery,
    TimeText,
)

DayText = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
GiftText = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,64}-[0-9]{1,10}$")]
KeyText = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,64}$")]
Quantity = Annotated[int, Field(ge=1, le=MOST_QUANTITY)]
Note = Annotated[Text, StringConstraints(max_length=MOST_NOTE)]


class PriceBody(Body):
    """What was paid with fees, or got after them, of all together; "0" is an amount too."""

    asset: AssetCode
    amount: AmountText


class LotBody(Body):
    """Something bought or sold: one gift by its key, or so many of a collection (of a model)
    whose numbers nobody asks for. `price` null: not known any more.
    """

    side: Literal["bought", "sold"] = "bought"
    gift: GiftText | None = None
    collection: KeyText | None = None
    model: ShortText | None = None
    quantity: Quantity = 1
    price: PriceBody | None = None
    at: TimeQuery
    note: Note = ""


class LotChange(Body):
    """What is given is changed; `"price": null` makes the price unknown."""

    quantity: Quantity | None = None
    price: PriceBody | None = None
    at: TimeQuery | None = None
    note: Note | None = None


class SubjectForm(Answer):
    """One gift, or some of a collection (of a model of it)."""

    collection: str
    gift: str | None
    model: str | None


class LotAnswer(Answer):
    """`source` is who told of it: `manual` the person, `wallet` the chain, `received` the house
    that keeps the gift. Only what the person told can be changed.
    """

    id: str
    side: str
    source: str
    subject: SubjectForm
    quantity: int
    price: MoneyForm | None
    at: TimeText
    wallet: str | None
    note: str


class OpenLotForm(Answer):
    """What is left of one purchase, and what that cost."""

    id: str
    source: str
    quantity: int
    cost: MoneyForm | None
    acquired_at: TimeText


class WhereForm(Answer):
    """The wallet whose gift it is; `contract` and `price` while a sale keeps it."""

    wallet: str
    address: str
    contract: str | None
    price: MoneyForm | None


class PositionForm(Answer):
    """`ask` is what one is asked for now, by its fair value (`fair`) or the robust floor of its
    `model` or `collection`; `sell_now` what all would bring at once after fees, by the best `bid`
    or by the `depth` of the book. Null: not enough is known.
    """

    subject: SubjectForm
    title: str
    quantity: int
    sources: list[str]
    cost: MoneyForm | None
    ask: MoneyForm | None
    ask_basis: str | None
    value: MoneyForm | None
    sell_now: MoneyForm | None
    sell_basis: str | None
    unrealised: MoneyForm | None
    acquired_at: TimeText
    where: WhereForm | None
    picture: str
    lots: list[OpenLotForm]


class GainForm(Answer):
    """A part of a sale met with a part of a purchase, the oldest first. `profit` is null where
    either price is unknown, or where the two are in different assets.
    """

    subject: SubjectForm
    quantity: int
    proceeds: MoneyForm | None
    cost: MoneyForm | None
    profit: MoneyForm | None
    bought_at: TimeText | None
    sold_at: TimeText


class TotalsForm(Answer):
    """In TON, of what is known; the counts say of how many gifts it is not."""

    gifts: int
    value: MoneyForm
    sell_now: MoneyForm
    cost: MoneyForm
    unrealised: MoneyForm
    realised: MoneyForm
    unknown_cost: int
    unknown_value: int


class InMoneyForm(Answer):
    """The same amount in TON, in dollars and in whole Stars; null without a rate."""

    TON: str
    USD: str | None
    XTR: str | None


class ValuesForm(Answer):
    value: InMoneyForm
    sell_now: InMoneyForm
    realised: InMoneyForm


class WalletReadForm(Answer):
    """`failed_at`: since when it cannot be read; what is shown is as of `read_at`."""

    wallet: str
    read_at: TimeText | None
    failed_at: TimeText | None


class PortfolioAnswer(Answer):
    as_of: TimeText
    totals: TotalsForm
    values: ValuesForm
    positions: list[PositionForm]
    gains: list[GainForm]
    wallets: list[WalletReadForm]


class DaysQuery(Query):
    """Both ends included."""

    since: DayText | None = Field(None, alias="from")
    until: DayText | None = Field(None, alias="to")


class DayForm(Answer):
    """What everything was worth on a day (UTC), at the rates of that time. `at`: when it was
    looked at last that day.
    """

    day: DayText
    at: TimeText
    gifts: int
    value: InMoneyForm
    sell_now: InMoneyForm
    cost: MoneyForm
    realised: MoneyForm


class ExportQuery(Query):
    form: Literal["csv", "json"] = "csv"
