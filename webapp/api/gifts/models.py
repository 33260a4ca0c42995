"""The forms of gifts: listings, searches, collections, gifts, events, floors, markets."""

from typing import Annotated

from pydantic import Field

from webapp.forms import Answer, MoneyForm, TimeText

Confidence = Annotated[float, Field(ge=0, le=1)]
"""0: a guess, 1: certain."""


class TraitForm(Answer):
    """Rarity as far as anybody told: per mille, or the tier of crafted gifts."""

    name: str
    rarity_permille: int | None
    rarity_tier: str | None


class ComparableForm(Answer):
    """A lot or, with `at`, a sale that an estimate rests on."""

    gift: str
    market: str
    buyer_total: MoneyForm
    at: TimeText | None


class FairValueForm(MoneyForm):
    """What a gift may fetch; null where there is not enough data. `low` and `high` bound what is
    likely. `level` names what was compared: `pair` (model and backdrop) or `model`, with `-number`
    among numbers of the same class; `basis`: what is asked (`asks`) or what was paid (`sales`).
    `realised_permille`: how much of the floor sales bring at that depth.
    """

    low: MoneyForm
    high: MoneyForm
    confidence: Confidence
    level: str
    basis: str
    realised_permille: int | None


class ValuationForm(FairValueForm):
    """With what it rests on."""

    comparables: list[ComparableForm]


class ListingAnswer(Answer):
    """A lot for sale. `buyer_total` is what a buyer pays in all, `seller_net` what the seller
    gets. `source` is the state of its market: `ok`, `degraded`, `blocked`, `auth_expired`, `off`.
    `link` leads to where it is sold, null where no safe one is known.
    """

    id: str
    market: str
    gift: str
    collection: str
    number: int
    model: TraitForm | None
    backdrop: TraitForm | None
    symbol: TraitForm | None
    onchain: bool
    sale_kind: str
    locked_until: TimeText | None
    listed_at: TimeText | None
    price: MoneyForm
    buyer_total: MoneyForm
    seller_net: MoneyForm
    seen_at: TimeText
    source: str
    link: str | None
    fair_value: FairValueForm | None


class FacetValue(Answer):
    value: str
    count: int


class SearchAnswer(Answer):
    """`facets` has those asked for, by name. `total` counts all that is found."""

    items: list[ListingAnswer]
    next: str | None
    total: int
    as_of: TimeText
    facets: dict[str, list[FacetValue]]


class SuggestionAnswer(Answer):
    """`kind` is the filter that takes the `value`; `name` is what people call it, `count` how
    many lots of the default search have it.
    """

    kind: str
    value: str
    name: str
    count: int


class CollectionAnswer(Answer):
    """`floor` is the least buyer's total of the default search, `robust` the median of the
    cheapest five (null under three), `listings` counts that search.
    """

    key: str
    title: str
    supply: int | None
    floor: MoneyForm | None
    robust: MoneyForm | None
    listings: int
    picture: str


class TraitCountForm(TraitForm):
    """`listings` and `floor` as in the collection's default search."""

    listings: int
    floor: MoneyForm | None


class TraitsForm(Answer):
    model: list[TraitCountForm]
    backdrop: list[TraitCountForm]
    symbol: list[TraitCountForm]


class CollectionPageAnswer(CollectionAnswer):
    """With all values of its traits, the rarest first."""

    traits: TraitsForm


class GiftAnswer(Answer):
    """`title` is its collection's name, `address` the raw one where it is on the chain. `offers`
    are its listings of all kinds, those in TON first, the cheapest first. `page` can be shared.
    """

    gift: str
    collection: str
    title: str
    number: int
    model: TraitForm | None
    backdrop: TraitForm | None
    symbol: TraitForm | None
    address: str | None
    owner: str | None
    picture: str
    page: str
    offers: list[ListingAnswer]
    fair_value: ValuationForm | None


class GiftEventAnswer(Answer):
    """`kind`: `listed`, `repriced`, `delisted`, `sold`, `moved`, or `gone` when nobody told why.
    `price` as the market showed it, `buyer_total` what it was then. `wash` marks a sale that
    looks like trading with oneself.
    """

    id: str
    at: TimeText
    kind: str
    market: str | None
    listing: str | None
    gift: str
    price: MoneyForm | None
    buyer_total: MoneyForm | None
    giver: str | None = Field(alias="from")
    taker: str | None = Field(alias="to")
    confidence: Confidence
    wash: bool


class FloorAnswer(Answer):
    """At the end of a step; null where nothing was known."""

    at: TimeText
    floor: str | None
    robust: str | None
    depth: int | None


class FloorsAnswer(Answer):
    asset: str
    items: list[FloorAnswer]


class RungForm(Answer):
    """So many `lots` cost at most `percent` more than the cheapest that is no bait; `total` is
    what all of them cost together.
    """

    percent: int
    lots: int
    total: MoneyForm


class VolumeForm(Answer):
    """What `sales` brought; `wash` more look like trade with oneself and are in neither."""

    total: MoneyForm
    sales: int
    wash: int


class MoverForm(Answer):
    """A model whose robust floor moved within a day, by so many per mille."""

    model: str
    before: MoneyForm
    now: MoneyForm
    permille: int


class SummaryAnswer(Answer):
    floor: MoneyForm | None
    robust: MoneyForm | None
    depth: int | None
    rungs: list[RungForm]
    day: VolumeForm
    week: VolumeForm
    last_sales: list[GiftEventAnswer]
    movers: list[MoverForm]


class RateAnswer(Answer):
    """One whole `asset` costs `price` of the currency."""

    asset: str
    currency: str
    price: str
    source: str
    read_at: TimeText


class RatesAnswer(Answer):
    """`now` is the world's clock, by which ages count."""

    items: list[RateAnswer]
    now: TimeText


class FeesForm(Answer):
    """Basis points: beside the price, inside it, and taken from what the seller gets."""

    on_top_bps: int
    inside_bps: int
    seller_bps: int


class MarketAnswer(Answer):
    """`since` when it is in its state, `read_at` when all of it was read last."""

    market: str
    state: str
    since: TimeText
    read_at: TimeText | None
    fees: FeesForm


class MarketsAnswer(Answer):
    """`now` is the world's clock, by which ages count."""

    items: list[MarketAnswer]
    now: TimeText
