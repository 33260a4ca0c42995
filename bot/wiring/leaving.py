"""What leaves put together: the outbox worker, and who hears what became of a row."""

from bot.outbox import Outbox
from bot.outbox_rows import OutboxEntry, OutboxHands
from bot.ports import Sent
from bot.rendering import Rendering
from bot.runtime.metrics import Metrics
from bot.wiring.areas import Areas
from bot.wiring.chat import Telegram
from bot.wiring.foundation import Foundation
from domain.payments.rules import topup_of
from domain.shared.ids import UserId


def outbox(
    f: Foundation, areas: Areas, gateway: Telegram, rendered: Rendering, metrics: Metrics
) -> Outbox:
    async def sent(row: OutboxEntry, told: Sent) -> None:
        del row, told

    async def refused(row: OutboxEntry) -> None:
        del row

    async def lost(row: OutboxEntry) -> None:
        del row

    async def unreachable(person: UserId) -> None:
        await areas.users.people.set_blocked(person, blocked=True)

    async def rejected(row: OutboxEntry, words: str) -> None:
        topup = topup_of(str(row.payload.get("payload", "")))
        if row.method == "sendInvoice" and topup is not None:
            await areas.payments.topups.invoice_rejected(topup, words)

    hands = OutboxHands(
        render=rendered.render,
        sent=sent,
        refused=refused,
        lost=lost,
        unreachable=unreachable,
        rejected=rejected,
        count=lambda outcome: metrics.sent.labels(outcome).inc(),
    )
    worker = Outbox(f.outbox, gateway.calls, hands, clock=f.clock, supervisor=f.supervisor)
    f.outbox.on_put(worker.nudge)
    return worker
