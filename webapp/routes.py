"""The one table of routes, and the one list of those that need nobody behind them."""

from typing import Final

from webapp.api import auth, home, inbox, live, me, money, system, topups, wallets
from webapp.api.games import fairness as games_fairness
from webapp.api.games import limits as games_limits
from webapp.api.games import lobbies as games
from webapp.api.games import records as games_records
from webapp.api.gifts import alerts as gift_alerts
from webapp.api.gifts import arbitrage as gift_arbitrage
from webapp.api.gifts import basket as gift_basket
from webapp.api.gifts import listings as gifts
from webapp.api.gifts import portfolio as gift_portfolio
from webapp.api.gifts import searches as gift_searches
from webapp.api.partners import keys as partner_keys
from webapp.api.partners import people as partner_people
from webapp.api.ton import addresses, deposits, escrows, mints, withdrawals
from webapp.routing import Route

TABLE: Final[tuple[Route, ...]] = (
    *auth.ROUTES,
    *me.ROUTES,
    *wallets.ROUTES,
    *home.ROUTES,
    *money.ROUTES,
    *topups.ROUTES,
    *deposits.ROUTES,
    *withdrawals.ROUTES,
    *addresses.ROUTES,
    *escrows.ROUTES,
    *mints.ROUTES,
    *games.ROUTES,
    *games_limits.ROUTES,
    *games_records.ROUTES,
    *games_fairness.ROUTES,
    *gifts.ROUTES,
    *gift_portfolio.ROUTES,
    *gift_basket.ROUTES,
    *gift_alerts.ROUTES,
    *gift_searches.ROUTES,
    *gift_arbitrage.ROUTES,
    *gifts.OF_A_GIFT,
    *inbox.ROUTES,
    *partner_keys.ROUTES,
    *partner_people.ROUTES,
    *system.ROUTES,
    *live.ROUTES,
)

PUBLIC: Final = frozenset(
    {
        "POST /api/v1/auth",
        "POST /api/v1/auth/nonce",
        "GET /api/v1/terms",
        "GET /api/v1/qr",
        "GET /api/v1/status",
        "GET /api/v1/games",
        "POST /api/v1/fairness/verify",
        "GET /api/v1/fairness/dice",
        "GET /api/v1/gifts/listings",
        "GET /api/v1/gifts/listings/{id}",
        "GET /api/v1/gifts/suggest",
        "GET /api/v1/gifts/markets",
        "GET /api/v1/gifts/collections",
        "GET /api/v1/gifts/collections/{key}",
        "GET /api/v1/gifts/collections/{key}/floors",
        "GET /api/v1/gifts/collections/{key}/summary",
        "GET /api/v1/gifts/rates",
        "GET /api/v1/gifts/{gift}",
        "GET /api/v1/gifts/{gift}/events",
        "GET /api/v1/live",
        "GET /api/v1/openapi.json",
        "GET /ws",
        "GET /api/metrics",
        "GET /healthz",
        "GET /readyz",
        "GET /metrics",
        "GET /",
        "GET /app",
        "GET /login",
        "GET /terms",
        "GET /privacy",
        "GET /docs",
        "GET /static/{path:.+}",
        "GET /gifts",
        "GET /gifts/collections/{key}",
        "GET /gifts/collections/{key}/picture",
        "GET /gifts/{gift}",
        "GET /gifts/{gift}/picture",
        "GET /nft/{id}.json",
        "GET /nft/{id}.svg",
        "GET /nft/{id}/{index}.json",
        "GET /nft/{id}/{index}.svg",
        "GET /tonconnect-manifest.json",
        "GET /tonconnect-wallets.json",
        "POST /bot/webhook",
    }
)
"""Everything else refuses whoever has no token. A test walks all routes of the application."""
