"""The one composition root: settings in, an App out. Plain constructors, no container.

`build` makes everything and opens nothing but the gateway; the App's stages open and close the
rest. What may be put in another's place (time, chance) is an argument.
"""

from bot.app import App
from bot.gateways.telegram.stars import TelegramStars
from bot.gifts.market_figures import market_figures
from bot.intake import Intake
from bot.refunding import Refunding
from bot.runtime.clock import WakingClock
from bot.runtime.metrics import Metrics
from bot.settings import Settings
from bot.watch import Books, ChainBooks, ProcessWatch
from bot.webhook import WebhookEntrance
from bot.wiring.areas import areas
from bot.wiring.chat import chat, rendering, telegram
from bot.wiring.duties import scheduler
from bot.wiring.foundation import lay
from bot.wiring.leaving import outbox
from bot.wiring.markets import markets
from bot.wiring.parts import Parts
from bot.wiring.stages import stages
from bot.wiring.ton.area import Ton
from bot.wiring.ton.gateway import ton_gateway
from bot.wiring.users import users
from bot.wiring.web import Webhook, web_app
from domain.shared.actor import Actor
from domain.shared.chance import Chance
from storage.ledger.invariants import Invariants


async def build(
    settings: Settings, *, clock: WakingClock | None = None, chance: Chance | None = None
) -> App:
    f = lay(settings, clock=clock, chance=chance)
    chain = ton_gateway(f)
    people = users(f, chain.proofs)
    rendered = rendering(f, people)
    gateway = telegram(f)
    stars = TelegramStars(gateway.session, gateway.token, rendered.invoice_words)
    selling = markets(f)
    every = areas(f, people, stars, chain, selling)
    metrics = Metrics(f.supervisor)
    metrics.ask(market_figures(every.gifts.sources))
    leaving = outbox(f, every, gateway, rendered, metrics)
    timing = scheduler(f, every)
    books = Books(
        ledger=Invariants(f.database),
        checks=every.payments.checks,
        topups=every.payments.topups,
        matches=every.games.checks,
        lobbies=every.games.lobbies,
        ton=_chain_books(every.ton),
        outbox_waiting=f.outbox.count_open,
        progress=every.gifts.progress,
    )
    app: App

    async def log(actor: Actor, job: str) -> None:
        await f.writer.put([f.audit.entry(actor, "job-run", entity=("job", job))])

    watch = ProcessWatch(
        f.supervisor, timing, metrics, books, unready=lambda: app.unready, log=log
    )
    talk = chat(f, every, gateway, leaving, watch, metrics)
    parts = Parts(
        f=f,
        areas=every,
        gateway=gateway,
        chain=chain,
        markets=selling,
        chat=talk,
        scheduler=timing,
        refunding=Refunding(every.payments.refunds),
        web=web_app(
            f,
            every,
            watch,
            bot=gateway.identity.name,
            webhook=_webhook(settings, talk.intake),
        ),
    )
    app = App(stages(parts, lambda: app), f.supervisor)
    return app


def _chain_books(ton: Ton | None) -> ChainBooks | None:
    if ton is None:
        return None
    return ChainBooks(
        checks=ton.checks,
        deposits=ton.deposits,
        withdrawals=ton.withdrawals,
        escrows=ton.escrows.service if ton.escrows is not None else None,
    )


def _webhook(settings: Settings, intake: Intake) -> Webhook | None:
    if not settings.telegram.webhook:
        return None
    secret = settings.telegram.webhook_secret.get_secret_value()
    return WebhookEntrance(intake, secret=secret).handle
