"""What leaves put together: the outbox worker, and who hears what became of a row."""

from typing import Final

from bot.outbox import Outbox
from bot.outbox_rows import OutboxEntry, OutboxHands
from bot.ports import Sent
from bot.rendering import Rendering
from bot.runtime.metrics import Metrics
from bot.wiring.areas import Areas
from bot.wiring.chat import Telegram
from bot.wiring.foundation import Foundation
from bot.wiring.gifts.chat import gift_charts
from domain.games.matches.posts import DICE, PROMPT
from domain.payments.rules import topup_of
from domain.shared.ids import UserId

MATCH_ROWS: Final = frozenset({PROMPT, DICE})
"""Kinds of rows whose end changes their match."""


def outbox(
    f: Foundation, areas: Areas, gateway: Telegram, rendered: Rendering, metrics: Metrics
) -> Outbox:
    rendered.paint_by(gift_charts(f, areas).paint)
    ears = _Ears(areas)
    hands = OutboxHands(
        render=rendered.render,
        sent=ears.sent,
        refused=ears.refused,
        lost=ears.lost,
        unreachable=ears.unreachable,
        rejected=ears.rejected,
        count=lambda outcome: metrics.sent.labels(outcome).inc(),
    )
    worker = Outbox(f.outbox, gateway.calls, hands, clock=f.clock, supervisor=f.supervisor)
    f.outbox.on_put(worker.nudge)
    return worker


class _Ears:
    """Those who hear of rows: people (who is reachable), top-ups, matches."""

    def __init__(self, areas: Areas) -> None:
        self._people = areas.users.people
        self._topups = areas.payments.topups
        self._posts = areas.games.posts

    async def sent(self, row: OutboxEntry, told: Sent) -> None:
        if row.kind in MATCH_ROWS:
            await self._posts.sent(
                row.kind,
                row.payload,
                message_id=told.message_id or 0,
                date_s=told.date_s,
                dice=told.dice,
            )

    async def refused(self, row: OutboxEntry) -> None:
        if row.kind in MATCH_ROWS:
            await self._posts.refused(row.kind, row.payload)

    async def lost(self, row: OutboxEntry) -> None:
        if row.kind in MATCH_ROWS:
            await self._posts.lost(row.kind, row.payload)

    async def unreachable(self, person: UserId) -> None:
        await self._people.set_blocked(person, blocked=True)

    async def rejected(self, row: OutboxEntry, words: str) -> None:
        topup = topup_of(str(row.payload.get("payload", "")))
        if row.method == "sendInvoice" and topup is not None:
            await self._topups.invoice_rejected(topup, words)
