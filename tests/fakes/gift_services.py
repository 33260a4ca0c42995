"""What the HTTP side is given of gifts beside the shop itself: floors, pictures, rates."""

from decimal import Decimal

from domain.gifts.content_ports import ContentGone, Picture
from domain.gifts.models import CollectionKey, GiftKey
from domain.gifts.rates import Worth
from domain.gifts.rates_ports import Currency, Rate
from domain.gifts.value.spans import FloorPoint
from domain.gifts.value.summaries import Summary, Volume
from domain.shared.ids import Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import Invalid
from tests.fakes.clock import FakeClock


class Floors:
    """Floors over time as tests say them, and what was asked for."""

    def __init__(self) -> None:
        self.points: tuple[FloorPoint, ...] = ()
        self.asked: list[dict[str, object]] = []

    async def series(
        self,
        collection: CollectionKey,
        *,
        model: str | None,
        since: Instant | None,
        until: Instant | None,
        step: int,
    ) -> tuple[FloorPoint, ...]:
        if since is not None and until is not None and since > until:
            raise Invalid(field="from")
        asked = {"collection": collection, "model": model, "since": since, "until": until}
        self.asked.append({**asked, "step": step})
        return self.points


class Figures:
    def __init__(self) -> None:
        self.asked: list[CollectionKey] = []

    async def of(self, collection: CollectionKey) -> Summary:
        self.asked.append(collection)
        nothing = Volume(total=Money(0, TON), sales=0, wash=0)
        return Summary(floor=None, rungs=(), day=nothing, week=nothing, last_sales=(), movers=())


class Pictures:
    """Art by its gift, and what to fail with instead."""

    def __init__(self) -> None:
        self.known: dict[GiftKey, Picture] = {}
        self.refuse: Exception | None = None

    async def picture(self, url: str) -> Picture:
        raise ContentGone(url)

    async def picture_of(self, gift: GiftKey) -> Picture:
        if self.refuse is not None:
            raise self.refuse
        if gift not in self.known:
            raise ContentGone(gift)
        return self.known[gift]


class Dollars:
    """Two dollars a TON."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def rate(self, asset: str, currency: Currency) -> Rate | None:
        if (asset, currency) != ("TON", "USD"):
            return None
        return Rate(
            asset=asset,
            currency=currency,
            price=Decimal(2),
            source="test",
            read_at=self._clock.now(),
        )

    def worth(self, money: Money, currency: Currency) -> Worth | None:
        rate = self.rate(money.asset.code, currency)
        if rate is None:
            return None
        amount = Decimal(money.units) / 10**money.asset.scale * rate.price
        return Worth(
            amount=amount,
            currency=currency,
            source=rate.source,
            read_at=rate.read_at,
            stale=False,
        )
