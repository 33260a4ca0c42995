"""What goes wrong between a FakeMarket and whoever reads it."""

from dataclasses import dataclass, replace

from domain.gifts.market_ports import LotPage


@dataclass(slots=True)
class MarketFault:
    """`times` calls of `what` meet it."""

    what: str
    kind: str
    times: int
    error: Exception | None = None


def spoiled_page(page: LotPage, kind: str) -> LotPage:
    if kind == "duplicate":
        return replace(page, lots=(*page.lots[:1], *page.lots))
    if kind == "reorder":
        return replace(page, lots=page.lots[::-1])
    if kind == "odd" and page.lots:
        return replace(page, lots=page.lots[1:], odd={"price": 1})
    return page
