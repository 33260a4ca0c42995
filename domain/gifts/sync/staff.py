"""What staff may do about collections, with a line in the audit, and what they may look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.gifts.events import CollectionChanged
from domain.gifts.models import Collection, CollectionKey, CollectionState, Listing, Market
from domain.gifts.names import collection_key
from domain.gifts.shown.models import Source
from domain.gifts.sync.frame import SyncFrame
from domain.gifts.sync.sources import SourceBook
from domain.gifts.sync.writing import announce
from domain.shared.actor import Actor, Permission
from domain.shared.audit import Audit
from domain.shared.change import Decision, IdempotencyKey
from domain.shared.refusals import AlreadyDone, NotFound
from domain.users.gate import Gate

Hide = Callable[[CollectionKey, tuple[Listing, ...]], None]
Reread = Callable[[CollectionKey], None]


class CollectionAct(StrEnum):
    ADD = "add"
    HIDE = "hide"
    SHOW = "show"
    PAUSE = "pause"
    RESUME = "resume"
    INDEX = "index"


_STATES = {
    CollectionAct.HIDE: CollectionState.HIDDEN,
    CollectionAct.SHOW: CollectionState.SHOWN,
    CollectionAct.PAUSE: CollectionState.PAUSED,
    CollectionAct.RESUME: CollectionState.SHOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOnCollection:
    """`name` is a title for a new collection, a key or title for one that is there."""

    act: CollectionAct
    name: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketCard:
    """A market as staff see it: `odd` are rows left out since the store is kept, by why."""

    source: Source
    lots: int
    odd: Mapping[str, int]


class CollectionStaff:
    """`hide` takes lots out of the search at once; `reread` has all markets read a collection."""

    def __init__(
        self,
        frame: SyncFrame,
        sources: SourceBook,
        gate: Gate,
        audit: Audit,
        *,
        hide: Hide,
        reread: Reread,
    ) -> None:
        self._frame = frame
        self._sources = sources
        self._gate = gate
        self._audit = audit
        self._hide = hide
        self._reread = reread

    async def act(
        self, actor: Actor, order: ActOnCollection, *, key: IdempotencyKey
    ) -> Collection:
        """Refusals: NotAllowed, Banned, TermsNeeded, Invalid (the name), NotFound, AlreadyDone
        (it is there, or stands so).
        """
        indexing = order.act is CollectionAct.INDEX
        actor.must(Permission.RUN_JOBS if indexing else Permission.PAUSE_AREAS)
        await self._gate.clear(actor)
        name = collection_key(order.name)

        async def decide() -> Decision[Collection]:
            was = await self._frame.rows.collections.get(name)
            now = self._decided(order, name, was)
            changes = [] if now == was else [self._frame.rows.collections.put(now)]
            entry = self._audit.entry(
                actor,
                f"collection-{order.act.value}",
                entity=("collection", name),
                before={"state": was.state.value} if was is not None else None,
                after={"state": now.state.value, "why": order.why},
            )
            return Decision(now, changes, entry, made=name, events=(CollectionChanged(now),))

        async def again(made: str) -> Collection:
            found = await self._frame.rows.collections.get(CollectionKey(made))
            assert found is not None, "collections stay"
            return found

        done = await self._frame.store.once(key, actor, order, decide, again=again)
        await self._carry_out(order.act, done)
        return done

    async def markets(self, actor: Actor) -> tuple[MarketCard, ...]:
        """Refusal: NotAllowed."""
        actor.must(Permission.SEE_SYSTEM)
        counts = await self._frame.rows.listings.counts()
        return tuple(
            MarketCard(
                source=self._sources.of(market),
                lots=counts.get(market, 0),
                odd={why: n for why, n in sorted(self._sources.kept(market).odd.items()) if n},
            )
            for market in Market
        )

    def _decided(
        self, order: ActOnCollection, name: CollectionKey, was: Collection | None
    ) -> Collection:
        now = self._frame.clock.now()
        if order.act is CollectionAct.ADD:
            if was is not None:
                raise AlreadyDone(collection=name)
            return Collection(key=name, title=order.name, seen_at=now, changed_at=now)
        if was is None:
            raise NotFound(collection=name)
        state = _STATES.get(order.act)
        if state is None:
            return was
        if was.state is state:
            raise AlreadyDone(collection=name)
        return replace(was, state=state, changed_at=now)

    async def _carry_out(self, act: CollectionAct, collection: Collection) -> None:
        """Again does no harm."""
        self._frame.knowledge.meet(collection)
        listings = await self._frame.rows.listings.of_collection(collection.key)
        if collection.state is not CollectionState.SHOWN:
            self._hide(collection.key, listings)
            return
        if act in {CollectionAct.SHOW, CollectionAct.RESUME}:
            await announce(self._frame, [one.id for one in listings])
        if act is not CollectionAct.SHOW:
            self._reread(collection.key)
