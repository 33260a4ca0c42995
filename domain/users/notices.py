"""What people are told, and how they want to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.shared.actor import Actor, Permission
from domain.shared.change import Changes, Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids, Instant, UserId
from domain.shared.outbox import Notice, Notices, Priority
from domain.shared.refusals import Invalid
from domain.users import rules
from domain.users.events import NoticeSettingsChanged, PersonChanged
from domain.users.gate import Gate
from domain.users.models import NoticeKind, NoticeSettings
from domain.users.ports import InboxStore, NoticeStore, PeopleStore

USER_KINDS: Final = (
    NoticeKind(code="users-role"),
    NoticeKind(code="users-ban"),
    NoticeKind(code="users-partner"),
    NoticeKind(code="users-support", permission=Permission.SEE_MONEY),
)
DEFAULT: Final = NoticeSettings()


@dataclass(frozen=True, slots=True)
class _Wish:
    settings: NoticeSettings
    time_zone: str


class NoticeWishes:
    """The settings of those who changed them, in memory: `tell` must decide without a read.

    Loaded at the start, kept current by the events of the commits.
    """

    def __init__(self, notices: NoticeStore, people: PeopleStore) -> None:
        self._notices = notices
        self._people = people
        self._wishes: dict[UserId, _Wish] = {}

    async def load(self) -> None:
        self._wishes = {
            person: _Wish(settings, zone) for person, settings, zone in await self._notices.all()
        }

    def of(self, person: UserId) -> tuple[NoticeSettings, str]:
        """Settings and time zone."""
        wish = self._wishes.get(person)
        return (wish.settings, wish.time_zone) if wish is not None else (DEFAULT, "UTC")

    async def on_settings(self, changed: NoticeSettingsChanged) -> None:
        """Subscribe this to the bus."""
        await self._reload(changed.person)

    async def on_person(self, changed: PersonChanged) -> None:
        """Subscribe this to the bus: the time zone may have moved, or the account gone."""
        if changed.person in self._wishes:
            await self._reload(changed.person)

    async def _reload(self, person: UserId) -> None:
        settings = await self._notices.get(person)
        known = await self._people.get(person)
        if settings is None or known is None:
            self._wishes.pop(person, None)
        else:
            self._wishes[person] = _Wish(settings, known.time_zone)


class InboxNotices:
    """The Notices that every area is given: a letter in the inbox in the same unit, and a
    message as the person wants it. Receipts and answers leave at once whatever is set.
    """

    def __init__(
        self,
        outbox: Notices,
        inbox: InboxStore,
        wishes: NoticeWishes,
        *,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._outbox = outbox
        self._inbox = inbox
        self._wishes = wishes
        self._clock = clock
        self._ids = ids

    def tell(self, notice: Notice, *, not_before: Instant | None = None) -> Changes:
        now = self._clock.now()
        if notice.priority <= Priority.RECEIPT:
            return (self._letter(notice, now), self._outbox.tell(notice, not_before=not_before))
        settings, zone = self._wishes.of(notice.to)
        if not rules.wanted(settings, notice.kind):
            return self._letter(notice, now)
        if settings.digest and (notice.waits or not notice.buttons):
            return self._letter(notice, now, digest_at=rules.digest_time(zone, now))
        start = not_before if not_before is not None else now
        quiet = rules.quiet_until(settings.quiet, zone, start)
        return (
            self._letter(notice, now),
            self._outbox.tell(notice, not_before=quiet if quiet is not None else not_before),
        )

    def _letter(self, notice: Notice, now: Instant, digest_at: Instant | None = None) -> Changes:
        return self._inbox.add(self._ids.new(), notice, at=now, digest_at=digest_at)


class NoticeChoices:
    """One settings screen, in chat and app."""

    def __init__(
        self, store: Store, notices: NoticeStore, gate: Gate, *, kinds: Iterable[NoticeKind]
    ) -> None:
        self._store = store
        self._notices = notices
        self._gate = gate
        self.kinds = tuple(kinds)

    @property
    def mutable(self) -> tuple[NoticeKind, ...]:
        """The kinds that have a switch."""
        return tuple(kind for kind in self.kinds if not kind.fixed)

    def offered(self, actor: Actor) -> tuple[NoticeKind, ...]:
        """Those of them that may come to this person at all."""
        return tuple(
            kind for kind in self.mutable if kind.permission is None or actor.may(kind.permission)
        )

    async def get(self, actor: Actor) -> NoticeSettings:
        """Refusals: Banned, TermsNeeded."""
        await self._gate.clear(actor)
        return await self._notices.get(actor.id) or DEFAULT

    async def put(self, actor: Actor, settings: NoticeSettings) -> NoticeSettings:
        """Refusals: Invalid for a kind unknown or fixed and for impossible hours; as `get`."""
        await self._gate.clear(actor)
        mutable = self.mutable
        names = {kind.code for kind in mutable} | {kind.area for kind in mutable}
        if not settings.off <= names:
            raise Invalid(field="off")
        rules.quiet(settings.quiet)

        async def decide() -> Decision[NoticeSettings]:
            return Decision(
                settings,
                self._notices.put(actor.id, settings),
                events=(NoticeSettingsChanged(actor.id, settings),),
            )

        return await self._store.commit(decide)
