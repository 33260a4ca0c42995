"""The games area put together: it stands on payments, and gives payments two of its own hands."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.due import DueWorker
from bot.settings import Settings
from bot.wiring.foundation import Foundation
from bot.wiring.users import Users
from domain.games.books import Books
from domain.games.care import Care, Keeping
from domain.games.checks import Checks
from domain.games.events import LobbyChanged
from domain.games.frame import Frame
from domain.games.matches.lobbies import Lobbies
from domain.games.matches.posts import Posts
from domain.games.matches.service import Matches
from domain.games.matches.voids import VOID, VoidMatches
from domain.games.models import GameSettings
from domain.games.play_gate import PlayGate
from domain.games.points import DailyPoints
from domain.games.records.fairness import Fairness
from domain.games.records.receipts import Receipts
from domain.games.records.review import Review
from domain.games.records.service import Records
from domain.games.stakes import Stakes
from domain.payments.acts import Doer
from domain.shared.money import POINTS, TON, XTR
from domain.users.ports import Traces
from storage.games.care import CareRows
from storage.games.flags import FlagRows
from storage.games.lobbies import LobbyRows
from storage.games.messages import OutboxMatchMessages
from storage.games.records import RecordRows
from storage.payments.topups import TopUpRows
from storage.ton.deposits import DepositRows
from storage.users.places import ReferralRows

STAKEABLE = frozenset({POINTS.code})
"""What may be staked where no setting says more."""
EVERYTHING = frozenset({XTR.code, TON.code, POINTS.code})
"""What may be staked in the sandbox."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Games:
    """`gate` is the one for deposits too; `doers` carry out acts of staff on games."""

    settings: GameSettings
    lobbies: Lobbies
    matches: Matches
    care: Care
    points: DailyPoints
    records: Records
    receipts: Receipts
    fairness: Fairness
    review: Review
    gate: PlayGate
    doers: Mapping[str, Doer]
    checks: Checks
    posts: Posts
    due: DueWorker
    traces: tuple[Traces, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    lobbies: LobbyRows
    care: CareRows
    records: RecordRows
    flags: FlagRows


def games(f: Foundation, users: Users) -> Games:
    settings = _settings(f.settings)
    rows = _Rows(
        lobbies=LobbyRows(f.database),
        care=CareRows(f.database),
        records=RecordRows(f.database),
        flags=FlagRows(f.database),
    )
    gate = PlayGate(
        rows.care,
        rows.records,
        TopUpRows(f.database),
        DepositRows(f.database),
        clock=f.clock,
        settings=settings,
    )
    frame = _frame(f, users, rows, gate, settings)
    points = DailyPoints(
        f.writer, rows.care, f.ledger, users.gate, clock=f.clock, settings=settings
    )
    lobbies, matches = Lobbies(frame, points), Matches(frame)
    return Games(
        settings=settings,
        lobbies=lobbies,
        matches=matches,
        care=_care(f, users, rows, gate, lobbies),
        points=points,
        records=Records(rows.records, users.people, users.gate, clock=f.clock),
        receipts=Receipts(frame),
        fairness=Fairness(rows.lobbies),
        review=Review(frame, users.gate, f.audit),
        gate=gate,
        doers={VOID: VoidMatches(frame, f.audit)},
        checks=Checks(rows.lobbies),
        posts=Posts(matches),
        due=_due(f, matches),
        traces=(rows.lobbies, rows.care, rows.records, rows.flags),
    )


def _frame(
    f: Foundation, users: Users, rows: _Rows, gate: PlayGate, settings: GameSettings
) -> Frame:
    return Frame(
        store=f.writer,
        lobbies=rows.lobbies,
        records=rows.records,
        flags=rows.flags,
        stakes=Stakes(f.ledger, users.gate, users.people, gate, settings=settings),
        books=Books(f.ledger),
        inviters=ReferralRows(f.database),
        messages=OutboxMatchMessages(f.outbox, throw_s=settings.throw_s),
        notices=users.notices,
        clock=f.clock,
        ids=f.ids,
        settings=settings,
    )


def _care(f: Foundation, users: Users, rows: _Rows, gate: PlayGate, lobbies: Lobbies) -> Care:
    return Care(
        Keeping(
            store=f.writer,
            care=rows.care,
            gate=users.gate,
            play=gate,
            audit=f.audit,
            clock=f.clock,
            settings=_settings(f.settings),
            close_lobby=lobbies.close_of,
        )
    )


def _due(f: Foundation, matches: Matches) -> DueWorker:
    due = DueWorker(matches.run_due, matches.next_due, clock=f.clock)

    def moved(changed: LobbyChanged) -> None:
        due.expect(changed.lobby.due_at)

    f.bus.subscribe(LobbyChanged, moved)
    return due


def _settings(settings: Settings) -> GameSettings:
    """In the sandbox every asset may be staked unless a setting says which."""
    given = settings.games
    everywhere = EVERYTHING if settings.sandbox.on else STAKEABLE
    return GameSettings(
        assets=frozenset(given.assets or everywhere),
        most={"XTR": given.stake_max, "POINTS": given.stake_max, "TON": given.stake_max_ton},
        rake_bps=given.rake_bps,
        lobby_life_s=given.lobby_life_s,
        ask_s=given.ask_s,
        throw_s=given.throw_s,
        house_s=given.house_s,
        pause_s=given.pause_s,
        daily_points=given.daily_points,
        pair_per_day=given.pair_per_day,
        reality_minutes=given.reality_minutes,
    )
