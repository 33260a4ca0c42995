"""The scheduled duties about gifts put together with what they set going."""

from bot.gifts.jobs import GiftDuties, gift_jobs
from bot.jobs import Duty
from bot.runtime.scheduler import Job
from bot.wiring.gifts.alerts import GiftAlerts
from bot.wiring.gifts.area import Gifts
from domain.gifts.content_ports import ContentReader
from domain.gifts.sync.metadata import ResolveMetadata


def gift_duties(
    gifts: Gifts, alerting: GiftAlerts, content: ContentReader, refresh_rates: Duty
) -> tuple[Job, ...]:
    async def index_collection() -> None:
        for worker in gifts.workers:
            worker.ask_shelves()

    async def sync_listings() -> None:
        for worker in gifts.workers:
            worker.ask_all()

    async def update_prices() -> None:
        for worker in gifts.workers:
            worker.ask_prices()
        await refresh_rates()

    return gift_jobs(
        GiftDuties(
            index_collection=index_collection,
            sync_listings=sync_listings,
            update_prices=update_prices,
            resolve_metadata=ResolveMetadata(gifts.frame, content).run,
            note_reads=gifts.values.coverage.note,
            roll_up_floors=gifts.values.rolling.roll_up,
            prune_alerts=alerting.prune,
        )
    )
