"""Alerts over a real store and the real index; the markets are a fake that keeps its lots.

An `AlertHouse` is one run of the app: a crash is one left behind, and another one built over the
same `AlertWorld`.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.gifts.alerts.frame import AlertFrame
from domain.gifts.alerts.market import IndexStock, MarketLooks
from domain.gifts.alerts.match import RuleBook
from domain.gifts.alerts.models import Firing, MakeRule, Rule, RuleChanged, RuleKind
from domain.gifts.alerts.send import AlertSender
from domain.gifts.alerts.service import Alerts
from domain.gifts.alerts.watch import AlertWatch
from domain.gifts.costs import FeeTable
from domain.gifts.events import HistoryGrew, ListingsChanged
from domain.gifts.models import (
    EventKind,
    GiftEvent,
    Listing,
    Told,
)
from domain.gifts.names import collection_key
from domain.gifts.saved.service import Searches
from domain.gifts.sync.history import event_id
from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision, Event, Store
from domain.shared.ids import UserId
from domain.shared.money import ASSETS, TON, Money
from domain.users.events import AccountDeleted
from storage.gifts.alerts.firings import FiringRows
from storage.gifts.alerts.rules import RuleRows
from storage.gifts.alerts.searches import SearchRows
from storage.gifts.alerts.trails import TrailRows
from storage.gifts.alerts.words import IndexWords
from storage.gifts.history import HistoryRows
from storage.gifts.index import GiftIndex
from storage.gifts.listings import ListingRows
from storage.payloads import load
from tests.gifts.alerts.lots import NANO, TITLES, complete, index_row, priced
from tests.gifts.alerts.markets import AlertWorld, readers_of
from tests.payments.house import House

ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""For tests whose SQL others run on both engines."""


class AlertHouse(House):
    def __init__(self, world: AlertWorld, *, store: Store | None = None) -> None:
        super().__init__(world, store=store)
        self.world = world
        self.listings = ListingRows(world.database, complete)
        self.past = HistoryRows(world.database)
        self.index = GiftIndex(TITLES)
        self.real_s = 0.0
        looks = MarketLooks(readers_of(world), FeeTable(), world.clock)
        stock = IndexStock(self.index, self.listings, world.clock)
        self.frame = AlertFrame(
            store=self.store,
            rules=RuleRows(world.database),
            firings=FiringRows(world.database),
            trails=TrailRows(world.database),
            searches=SearchRows(world.database),
            listings=self.listings,
            book=RuleBook(),
            words=IndexWords(self.index),
            floors=stock,
            stock=stock,
            values=world.values,
            looks=looks,
            wishes=self.wishes,
            title=lambda key: TITLES.get(key, key),
            known=lambda key: key in {*TITLES, "hidden"},
            shown=lambda key: key != "hidden",
            gate=self.gate,
            notices=self.notices,
            clock=world.clock,
            ids=world.ids,
        )
        self.alerts = Alerts(self.frame)
        self.searches = Searches(self.frame)
        self.watch = AlertWatch(self.frame)
        self.sender = AlertSender(self.frame, now_s=lambda: self.real_s)
        self._heard = len(world.published)

    async def start(self) -> None:
        """As the program does: the index out of the store, then the rules."""
        async for listings in self.listings.all():
            for one in listings:
                self.index.put(index_row(one), now=self.world.clock.now())
        await self.wishes.load()
        await self.watch.load()

    def hear(self) -> None:
        """What was committed reaches those who listen, in the order of the commits."""
        for event in self.world.published[self._heard :]:
            if isinstance(event, ListingsChanged):
                for one in event.put:
                    self.index.put(index_row(one), now=self.world.clock.now())
                for one in event.gone:
                    self.index.remove(one.id)
                self.watch.on_listings(event)
            elif isinstance(event, HistoryGrew):
                self.watch.on_history(event)
            elif isinstance(event, RuleChanged):
                self.watch.on_rule(event)
            elif isinstance(event, AccountDeleted):
                self.watch.on_leaving(event)
        self._heard = len(self.world.published)

    async def settle(self) -> None:
        """Everything heard, looked at, told."""
        self.hear()
        await self.watch.run()
        while await self.sender.run_due():
            self.hear()

    async def rule(self, actor: Actor, kind: RuleKind, **more: object) -> Rule:
        """Parameters of the search by name, each a text; `share_bps`, `permille`, `wallet`."""
        own = {
            name: more.pop(name) for name in ("share_bps", "permille", "wallet") if name in more
        }
        query = {name: (str(value),) for name, value in more.items()}
        order = MakeRule(kind=kind, query=query, **own)  # type: ignore[arg-type]  # as the test names them
        rule = await self.alerts.make(actor, order, key=self.key())
        self.hear()
        return rule

    async def put(self, listing: Listing, kind: EventKind = EventKind.LISTED) -> Listing:
        """For sale so from now on, here and at its market, and told in one unit."""
        self.world.markets[listing.lot.market].lots[listing.lot.own_id] = listing.lot
        event = self._event(listing, kind)
        await self._tell(
            [self.listings.put(listing), self.past.add(event)],
            ListingsChanged(put=(listing,)),
            HistoryGrew((event,)),
        )
        return listing

    async def find(self, listings: Sequence[Listing]) -> None:
        """They stand at their market when it is read for the very first time."""
        for one in listings:
            self.world.markets[one.lot.market].lots[one.lot.own_id] = one.lot
        await self._tell(
            [self.listings.put(one) for one in listings],
            ListingsChanged(put=tuple(listings), first=True),
        )

    async def reprice(self, listing: Listing, ton: float) -> Listing:
        now = priced(replace(listing.lot, price=Money(round(ton * NANO), TON)))
        changed = replace(
            listing, lot=now.lot, buyer_total=now.buyer_total, seller_net=now.seller_net
        )
        changed = replace(changed, changed_at=self.world.clock.now())
        return await self.put(changed, EventKind.REPRICED)

    async def take_away(self, listing: Listing, kind: EventKind = EventKind.SOLD) -> None:
        self.world.markets[listing.lot.market].lots.pop(listing.lot.own_id, None)
        event = self._event(listing, kind)
        await self._tell(
            [self.listings.drop(listing), self.past.add(event)],
            ListingsChanged(put=(), gone=(listing,)),
            HistoryGrew((event,)),
        )

    async def give(self, giver: str, taker: str, gift: str) -> None:
        """A gift goes from one account to another."""
        self.world.events += 1
        event = GiftEvent(
            id=event_id(EventKind.MOVED, f"move{self.world.events}"),
            ref=f"move{self.world.events}",
            at=self.world.clock.now(),
            kind=EventKind.MOVED,
            told=Told.CHAIN,
            confidence_permille=1000,
            market=None,
            listing=None,
            gift=gift,  # type: ignore[arg-type]  # as the test writes it
            collection=collection_key(gift.partition("-")[0]),
            model="Zebra",
            backdrop=None,
            price=None,
            buyer_total=None,
            giver=giver,
            taker=taker,
        )
        await self._tell([self.past.add(event)], HistoryGrew((event,)))

    async def messages(self, person: UserId) -> list[tuple[str, str]]:
        """Text key and gift (or title) of each message that leaves, oldest first."""
        return [
            (str(fields["text"]), str(fields.get("gift", fields.get("title"))))
            for fields in await self.fields(person)
        ]

    async def fields(self, person: UserId) -> list[dict[str, object]]:
        """What each message says, its text key and buttons included, oldest first."""
        rows = await self.rows(
            "SELECT payload FROM core_outbox WHERE to_user = ? AND kind = 'gifts-alert' "
            "ORDER BY id",
            person,
        )
        payloads = [dict(load(str(row[0]), ASSETS.__getitem__)) for row in rows]
        found = []
        for payload in payloads:
            said = payload["fields"]
            assert isinstance(said, dict), "our own form"
            found.append({**said, **{key: payload[key] for key in ("text", "buttons")}})
        return found

    async def states(self, person: UserId) -> list[str]:
        """Of the person's firings, oldest first."""
        page = await self.frame.firings.of(person, cursor=None, limit=100)
        return [one.state.value for one in reversed(page.items)]

    async def firings(self, person: UserId) -> tuple[Firing, ...]:
        return (await self.frame.firings.of(person, cursor=None, limit=100)).items

    def _event(self, listing: Listing, kind: EventKind) -> GiftEvent:
        self.world.events += 1
        ref = f"ref{self.world.events}"
        lot = listing.lot
        return GiftEvent(
            id=event_id(kind, ref),
            ref=ref,
            at=self.world.clock.now(),
            kind=kind,
            told=Told.FEED,
            confidence_permille=950,
            market=lot.market,
            listing=listing.id,
            gift=lot.gift,
            collection=lot.collection,
            model=lot.model.name if lot.model is not None else None,
            backdrop=lot.backdrop.name if lot.backdrop is not None else None,
            price=lot.price,
            buyer_total=listing.buyer_total,
        )

    async def _tell(self, changes: Changes, *events: Event) -> None:
        async def decide() -> Decision[None]:
            return Decision(None, changes, events=events)

        await self.world.writer.commit(decide)
