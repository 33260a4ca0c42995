"""What chat is given of TON."""

from bot.wiring.areas import Areas
from bot.wiring.foundation import Foundation
from bot.wiring.ton.gateway import explorer
from handlers.admin import router as admin
from handlers.links import Links
from handlers.ton.desk import TonChat, TonDesk
from handlers.ton.escrows import EscrowDesk
from handlers.ton.staff import TonStaff


def ton_words(staff: TonStaff) -> dict[str, admin.Word]:
    return {
        "odd": staff.odd,
        "assign": staff.assign,
        "return": staff.give_back,
        "keep": staff.keep,
        "payouts": staff.payouts,
        "reject": staff.reject,
    }


def ton_staff(f: Foundation, areas: Areas) -> TonStaff | None:
    ton = areas.ton
    if ton is None:
        return None
    return TonStaff(
        ton.odd,
        ton.withdrawals,
        areas.payments.approvals,
        areas.users.people,
        ton.reconcile,
        explorer=explorer(f.settings),
    )


def ton_desks(f: Foundation, areas: Areas, links: Links) -> dict[str, object]:
    ton = areas.ton
    services = None
    if ton is not None:
        services = TonChat(
            deposits=ton.deposits,
            withdrawals=ton.withdrawals,
            book=ton.book,
            assets=ton.settings.assets,
            network=ton.settings.network,
            explorer=explorer(f.settings),
            away=lambda: ton.worker.away,
        )
    desk = TonDesk(services, areas.users.gate, links)
    return {"ton_desk": desk, "settlers": (desk,), "escrow_desk": escrow_desk(f, areas)}


def escrow_desk(f: Foundation, areas: Areas) -> EscrowDesk:
    held = areas.ton.escrows if areas.ton is not None else None
    return EscrowDesk(held.service if held is not None else None, explorer(f.settings))
