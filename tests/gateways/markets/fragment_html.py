"""Fragment's pages as readers of them describe them, and an index of the chain beside them."""

from collections.abc import Mapping, Sequence

from bot.gateways.markets.fragment.client import Fragment
from bot.gateways.markets.health import Odd, Tally
from bot.gateways.markets.onchain import ChainItem, ItemPage, Sale
from domain.gifts.market_ports import Shelf
from domain.gifts.models import CollectionKey, Lot, TraitValue
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayError
from tests.gateways.markets.wire import Wire

PAGE = {"content-type": "text/html"}
POTS = Shelf(collection=CollectionKey("hexpot"), title="Hex Pot", ref="hexpot")
PARENT = "0:" + "cc" * 32
CONTRACT = "0:" + "5a" * 32
GRID = "/gifts/hexpot"


def row(number: int = 14619, price: str = "1,234.5", status: str = "For sale", **more: str) -> str:
    slug, name = more.get("slug", f"hexpot-{number}"), more.get("name", "Hex Pot")
    when = f'<time datetime="{more["at"]}">now</time>' if "at" in more else ""
    return (
        f'<a href="/gift/{slug}" class="tm-grid-item" >\n'
        '  <div class="tm-grid-item-content">\n'
        f'    <img src="https://nft.fragment.com/gift/{slug}.webp" class="tm-grid-thumb">\n'
        f'    <div class="tm-grid-item-name"><span class="item-name">{name}</span>\n'
        f'      <span class="item-num">&nbsp;#{number}</span></div>\n'
        '    <div class="tm-grid-item-values"><div class="tm-grid-item-value tm-value icon-before '
        f'icon-ton">{price}</div></div>\n'
        f'    <div class="tm-grid-item-status tm-status-avail">{status}</div>{when}\n'
        "  </div></a>"
    )


def page(body: str, *, hash_: str = "f00d", after: str = "") -> bytes:
    more = f'<div class="table-foot js-load-more" data-next-offset="{after}"></div>'
    return (
        "<!DOCTYPE html><html><head><title>Gifts</title></head><body>"
        f'<main class="tm-main"><div class="tm-catalog-grid">{body}</div>'
        f"{more if after else ''}</main>"
        f'<script>ajInit({{"apiUrl":"\\/api?hash={hash_}","state":{{"tonRate":2.41}}}});</script>'
        "</body></html>"
    ).encode()


DETAIL = """
<h2 class="tm-section-header-text">Hex Pot #14619</h2>
<span class="tm-section-header-status tm-status-avail">{status}</span>
<div class="table-cell-value tm-value icon-before icon-ton">{price}</div>
<table class="tm-table">
<tr><td><div class="table-cell">Owner</div></td><td><a class="tm-wallet">EQAB…cd</a></td></tr>
<tr><td>Model</td><td><a class="table-cell-value">Red Mirage</a> <span>0.5%</span></td></tr>
<tr><td>Backdrop</td><td><a>Pacific&nbsp;Green</a> <span>1.2%</span></td></tr>
<tr><td>Symbol</td><td><a>Octopus</a> <span class="tm-rarity"></span></td></tr>
<tr><td>Quantity</td><td>2&#8239;815/2&#8239;861 issued</td></tr>
</table>
"""
TRAITS = (
    TraitValue(name="Red Mirage", rarity_permille=5),
    TraitValue(name="Pacific Green", rarity_permille=12),
    TraitValue(name="Octopus"),
)


class Index:
    """An index of the chain that tells what it is told, or nothing."""

    def __init__(self, *items: ChainItem) -> None:
        self.items = list(items)
        self.down = False
        self.asked: list[str] = []

    async def shelves(self) -> tuple[Shelf, ...]:
        self._ask("shelves")
        return (Shelf(collection=POTS.collection, title="Hex Pot", ref=PARENT),)

    async def items_of(self, collection: str, *, offset: int) -> ItemPage:
        self._ask(f"{collection} {offset}")
        found = tuple(self.items[offset : offset + 2])
        ids = tuple(one.address for one in found)
        return ItemPage(items=found, ids=ids, tally=Tally(), full=len(found) == 2)

    async def items_at(
        self, addresses: Sequence[str], tally: Tally
    ) -> Mapping[str, ChainItem | None]:
        assert tally.clean
        self._ask("bulk")
        there = {one.address: one for one in self.items}
        return {one: there.get(one) for one in addresses}

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.down:
            raise GatewayError("the index is down")


def item(number: int, house: str | None = "fragment", nano: int | None = 10**9) -> ChainItem:
    odd = None if nano is not None else Odd.PRICE_FORM
    price = Money(nano, TON) if nano is not None else None
    sale = Sale(house=house or "", contract=CONTRACT, seller=None, price=price, odd=odd)
    return ChainItem(
        address=f"0:{number:064x}",
        parent=PARENT,
        collection=POTS.collection,
        number=number,
        title="Hex Pot",
        model=TraitValue(name="Red Mirage"),
        backdrop=None,
        symbol=None,
        image_url=None,
        owner=CONTRACT,
        trusted=True,
        sale=sale if house is not None else None,
    )


def reader(wire: Wire, chain: Index | None = None) -> Fragment:
    made = Fragment("https://fragment.com", chain, wire.means())
    made.set_pace(1000)
    return made


async def walk(fragment: Fragment) -> list[Lot]:
    found: list[Lot] = []
    place: str | None = None
    while True:
        read = await fragment.page(POTS, place)
        found += read.lots
        place = read.next
        if place is None:
            return found


def asked(wire: Wire) -> list[str]:
    return [
        f"{call.url.removeprefix('https://fragment.com')} {dict(call.query).get('filter', '')}"
        for call in wire.calls
    ]
