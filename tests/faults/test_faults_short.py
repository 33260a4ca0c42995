"""Campaigns against the whole program in their short form; `make faults` runs the long ones."""

from pathlib import Path

import pytest

from tests.faults import chain_money, market_faults, market_rates
from tests.faults.matches import few_or_many
from tests.faults.plan import Plan
from tests.faults.topups import whole_program


@pytest.mark.slow
async def test_the_books_hold_when_the_program_is_killed_while_people_pay(tmp_path: Path) -> None:
    report = await whole_program(Plan(kills=6, most_s=120, folder=tmp_path))
    assert report.wrong == []
    assert report.figures["kills"] == 6
    assert int(str(report.figures["top-ups"])) > 0


@pytest.mark.slow
async def test_each_stake_is_settled_once_when_the_program_is_killed_amid_matches(
    tmp_path: Path,
) -> None:
    report = await few_or_many(Plan(kills=6, most_s=90, folder=tmp_path), pairs=20)
    assert report.wrong == []
    assert report.figures["kills"] == 6
    assert int(str(report.figures["resolved"])) >= 20


@pytest.mark.slow
async def test_coins_come_and_go_once_when_the_program_is_killed(tmp_path: Path) -> None:
    report = await chain_money.whole_program(
        Plan(kills=3, most_s=200, folder=tmp_path),
        chain_money.Aims(deposits=40, withdrawals=30, escrows=5),
    )
    assert report.wrong == []
    assert report.figures["kills"] == 3
    assert int(str(report.figures["deposits"])) >= 40
    assert int(str(report.figures["paid"])) >= 10
    assert int(str(report.figures["escrows"])) >= 5


@pytest.mark.slow
async def test_faults_and_kills_leave_the_history_of_gifts_as_it_is_without(
    tmp_path: Path,
) -> None:
    report = await market_faults.few_or_many(
        Plan(kills=2, most_s=300, folder=tmp_path, seed=3), steps=2
    )
    assert report.wrong == []
    assert report.figures["kills"] == 2
    assert int(str(report.figures["faults"])) >= 10
    assert int(str(report.figures["events"])) > 50


@pytest.mark.slow
async def test_six_markets_at_a_great_rate_lose_nothing(tmp_path: Path) -> None:
    """A third of the events of the campaign, which a machine that does more can bear too."""
    aims = market_rates.Aims(seconds=9, pace=20, collections=4, gifts=4_000, listings=1_000)
    report = await market_rates.few_or_many(Plan(kills=0, most_s=300, folder=tmp_path), aims)
    assert report.wrong == []
    assert int(str(report.figures["told"])) > 100
