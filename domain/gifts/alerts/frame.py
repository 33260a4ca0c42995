"""What alerts stand on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from domain.gifts.alerts.match import RuleBook
from domain.gifts.alerts.ports import (
    FiringStore,
    Floors,
    Looks,
    RuleStore,
    Stock,
    Trails,
    Wishes,
    Words,
)
from domain.gifts.models import CollectionKey
from domain.gifts.ports import ListingStore
from domain.gifts.saved.ports import SearchStore
from domain.gifts.search import Query
from domain.gifts.shown.ports import Values
from domain.shared.change import Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids
from domain.shared.outbox import Notices
from domain.shared.refusals import Invalid
from domain.users.gate import Gate
from domain.users.models import NoticeKind

ALERT: Final = "gifts-alert"
ALERT_KINDS: Final = (NoticeKind(code=ALERT),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFrame:
    """`book` holds the rules in memory; it is loaded at the start and follows the commits.
    `title` names a collection, `known` says whether there is one of that name, `shown` whether
    people see it.
    """

    store: Store
    rules: RuleStore
    firings: FiringStore
    trails: Trails
    searches: SearchStore
    listings: ListingStore
    book: RuleBook
    words: Words
    floors: Floors
    stock: Stock
    values: Values | None
    looks: Looks
    wishes: Wishes
    title: Callable[[CollectionKey], str]
    known: Callable[[CollectionKey], bool]
    shown: Callable[[CollectionKey], bool]
    gate: Gate
    notices: Notices
    clock: Clock
    ids: Ids

    def judge(self, query: Query) -> None:
        """Refusal: Invalid (collection): nothing could ever fit one that nobody knows."""
        if not all(self.known(CollectionKey(key)) for key in query.collection):
            raise Invalid(field="collection")
