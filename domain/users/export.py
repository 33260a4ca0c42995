"""A person's own data: handed out whole, and deleted with the account."""

from collections.abc import Iterable
from typing import Final

from domain.ledger import accounts
from domain.ledger.models import Line
from domain.ledger.ports import LineFilter
from domain.ledger.service import Ledger
from domain.shared.actor import Actor
from domain.shared.audit import Audit
from domain.shared.chance import Chance
from domain.shared.change import Decision, IdempotencyKey, Store
from domain.shared.clock import Clock
from domain.shared.ids import UserId
from domain.shared.refusals import NotFound
from domain.users.events import AccountDeleted, PersonChanged, SessionsEnded
from domain.users.leaving import Leaver, LeaverStore
from domain.users.models import ExportPart
from domain.users.orders import DeleteAccount
from domain.users.ports import PeopleStore, Traces
from domain.users.refusals import BalanceLeft

ALIAS_BOUND: Final = 2**52
LINES_AT_ONCE: Final = 100


class PersonalData:
    """`traces` are the other areas that keep something about people."""

    def __init__(  # noqa: PLR0913  deleting reaches everything
        self,
        store: Store,
        people: PeopleStore,
        ledger: Ledger,
        audit: Audit,
        traces: Iterable[Traces],
        *,
        leavers: LeaverStore,
        chance: Chance,
        clock: Clock,
    ) -> None:
        self._store = store
        self._people = people
        self._ledger = ledger
        self._audit = audit
        self._traces = tuple(traces)
        self._leavers = leavers
        self._chance = chance
        self._clock = clock

    async def export(self, actor: Actor) -> tuple[ExportPart, ...]:
        """Everything we keep about the actor; open without terms and to the banned."""
        if await self._people.get(actor.id) is None:
            raise NotFound(person=actor.id)
        parts = [*await self._people.parts(actor.id), await self._movements(actor.id)]
        for trace in self._traces:
            parts.extend(await trace.parts(actor.id))
        return tuple(parts)

    async def delete(self, actor: Actor, *, key: IdempotencyKey) -> None:
        """Remove the person; what money needs stays under an anonymous id, from which nothing
        leads back: the row that would say it goes with the last text that names them
        (`domain.users.leaving`). A ban and a limit stay with the person's id: deleting an account
        lifts neither.

        Refusals: BalanceLeft while any money or hold is left, NotFound.
        """

        async def decide() -> Decision[None]:
            person = await self._people.get(actor.id)
            if person is None:
                raise NotFound(person=actor.id)
            await self._must_be_empty(actor.id)
            alias = UserId(-1 - self._chance.below(ALIAS_BOUND))
            leaver = Leaver(
                person=actor.id,
                alias=alias,
                username=person.username,
                name=person.name,
                at=self._clock.now(),
            )
            restricted = person.ban is not None or person.limit is not None
            return Decision(
                None,
                self._ledger.forget(accounts.user(actor.id), accounts.user(alias)),
                self._people.forget(actor.id, restricted=restricted),
                [trace.forget(actor.id, alias) for trace in self._traces],
                self._audit.entry(
                    Actor(id=alias, origin=""), "account-deleted", entity=("person", str(alias))
                ),
                self._leavers.add(leaver),
                events=(
                    SessionsEnded(actor.id, None),
                    PersonChanged(actor.id),
                    AccountDeleted(actor.id),
                ),
            )

        async def again(_made: str) -> None:
            return None

        order = DeleteAccount(person=actor.id)
        await self._store.once(key, actor, order, decide, again=again)

    async def _movements(self, person: UserId) -> ExportPart:
        """The whole statement: amounts are decimal texts as in the API, newest first."""
        lines: list[Line] = []
        cursor: str | None = None
        while True:
            page = await self._ledger.statement(
                accounts.user(person), LineFilter(), cursor=cursor, limit=LINES_AT_ONCE
            )
            lines.extend(page.items)
            cursor = page.next
            if cursor is None:
                return ExportPart(name="movements", rows=tuple(map(_row, lines)))

    async def _must_be_empty(self, person: UserId) -> None:
        for balance in await self._ledger.balances(accounts.user(person)):
            if balance.available.units or balance.held.units:
                raise BalanceLeft(left=balance.available + balance.held)


def _row(line: Line) -> dict[str, object]:
    return {
        "id": line.id,
        "at": line.at,
        "kind": line.kind,
        "asset": line.amount.asset.code,
        "amount": line.amount.text,
        "balance_after": line.balance_after.text,
        "ref": f"{line.ref.kind} {line.ref.id}",
    }
