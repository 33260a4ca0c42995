"""The ledger as a state machine: any sequence of acts, kills and restarts leaves the store as a
ledger of dictionaries says.
"""

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.faults import ledger
from tests.faults.check import differences
from tests.faults.counter import Counter, Gone, Told
from tests.faults.oracle import OUTSIDE, Oracle
from tests.faults.plan import Plan, Report
from tests.faults.teller import Move
from tests.postgres_store import PostgresStore

T = TypeVar("T")

PEOPLE = st.sampled_from([f"user:{n}" for n in range(3)])
UNITS = st.integers(1, 100)
PAUSES_S = st.floats(0, 0.01)
FIXED = settings(
    max_examples=6,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class LedgerMachine(RuleBasedStateMachine):
    """Asks the teller and the oracle the same. `new_store` is set by the test."""

    new_store: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.address = type(self).new_store()
        self.counter = Counter(self.address)
        self.oracle = Oracle()
        self.keys = count(1)
        self.done: dict[str, Move] = {}
        self.run(self.counter.start())

    def run(self, work: Coroutine[None, None, T]) -> T:
        return self.loop.run_until_complete(work)

    def act(self, move: Move, *, kill_after_s: float | None = None) -> None:
        key = f"k{next(self.keys)}"
        refusal = self.oracle.refuses(move)
        if kill_after_s is None:
            told = self.run(self.counter.ask(key, move))
        else:
            told = self.run(self._killed_meanwhile(key, move, kill_after_s))
        assert told == (Told(refused=refusal) if refusal else Told(made=key))
        if not refusal:
            self.oracle.carry_out(key, move)
            self.done[key] = move

    async def _killed_meanwhile(self, key: str, move: Move, pause_s: float) -> Told:
        asking = asyncio.create_task(self.counter.ask(key, move))
        await asyncio.sleep(pause_s)
        await self.counter.kill()
        await self.counter.start()
        try:
            return await asking
        except Gone:
            return await self.counter.ask(key, move)

    @rule(person=PEOPLE, units=UNITS)
    def money_comes_in(self, person: str, units: int) -> None:
        self.act(Move(act="transfer", source=OUTSIDE, target=person, units=units))

    @rule(source=PEOPLE, other=PEOPLE, units=UNITS)
    def money_moves(self, source: str, other: str, units: int) -> None:
        if source != other:
            self.act(Move(act="transfer", source=source, target=other, units=units))

    @rule(person=PEOPLE, units=UNITS)
    def money_is_held(self, person: str, units: int) -> None:
        self.act(Move(act="hold", source=person, target="house:games", units=units))

    @precondition(lambda self: self.oracle.holds)
    @rule(data=st.data(), whole=st.booleans())
    def a_hold_is_posted(self, data: st.DataObject, whole: bool) -> None:  # noqa: FBT001  drawn
        name = data.draw(st.sampled_from(sorted(self.oracle.holds)))
        most = self.oracle.holds[name].units
        units = most if whole else data.draw(st.integers(1, most))
        self.act(Move(act="post", hold=name, units=units))

    @precondition(lambda self: self.oracle.holds)
    @rule(data=st.data())
    def a_hold_is_voided(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.oracle.holds)))
        self.act(Move(act="void", hold=name))

    @rule(person=PEOPLE, units=UNITS, pause_s=PAUSES_S)
    def it_is_killed_while_money_comes_in(self, person: str, units: int, pause_s: float) -> None:
        move = Move(act="transfer", source=OUTSIDE, target=person, units=units)
        self.act(move, kill_after_s=pause_s)

    @rule(person=PEOPLE, units=UNITS, pause_s=PAUSES_S)
    def it_is_killed_while_money_is_held(self, person: str, units: int, pause_s: float) -> None:
        move = Move(act="hold", source=person, target="house:games", units=units)
        self.act(move, kill_after_s=pause_s)

    @rule()
    def it_is_restarted(self) -> None:
        self.run(self.counter.close())
        self.run(self.counter.start())

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def an_act_is_repeated(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.done)))
        assert self.run(self.counter.ask(key, self.done[key])) == Told(made=key)

    @precondition(lambda self: self.done)
    @rule(data=st.data(), units=UNITS)
    def another_order_comes_under_a_used_key(self, data: st.DataObject, units: int) -> None:
        key = data.draw(st.sampled_from(sorted(self.done)))
        other = Move(act="transfer", source=OUTSIDE, target="user:other", units=units)
        assert self.run(self.counter.ask(key, other)) == Told(refused="key-reused")

    def teardown(self) -> None:
        self.run(self.counter.close())
        wrong = self.run(differences(self.address, self.oracle, len(self.done)))
        self.loop.close()
        assert wrong == []


@pytest.mark.slow
def test_the_ledger_is_what_was_answered_on_sqlite(sqlite_template: Path, tmp_path: Path) -> None:
    numbers = count(1)

    def new_store() -> str:
        path = tmp_path / f"{next(numbers)}.db"
        shutil.copy(sqlite_template, path)
        return f"sqlite:///{path}"

    _run(new_store)


@pytest.mark.slow
@pytest.mark.postgres
def test_the_ledger_is_what_was_answered_on_postgres(postgres_store: PostgresStore) -> None:
    def new_store() -> str:
        asyncio.run(postgres_store.empty())
        return postgres_store.address

    _run(new_store)


def _run(new_store: Callable[[], str]) -> None:
    machine = type("Machine", (LedgerMachine,), {"new_store": staticmethod(new_store)})
    run_state_machine_as_test(machine, settings=FIXED)


@pytest.mark.slow
@pytest.mark.parametrize(
    "campaign",
    [ledger.sqlite, pytest.param(ledger.postgres, marks=pytest.mark.postgres)],
    ids=["sqlite", "postgres"],
)
async def test_a_short_campaign_of_kills(
    campaign: Callable[[Plan], Coroutine[None, None, Report]], tmp_path: Path
) -> None:
    report = await campaign(Plan(kills=8, most_s=60, folder=tmp_path))
    assert report.wrong == []
    assert report.figures["kills"] == 8
