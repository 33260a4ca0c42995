"""The one table of routes, and the one list of those that need nobody behind them."""

from typing import Final

from webapp.api import (
    addresses,
    auth,
    deposits,
    escrows,
    games,
    games_fairness,
    games_limits,
    games_records,
    home,
    inbox,
    live,
    me,
    mints,
    money,
    system,
    topups,
    wallets,
    withdrawals,
)
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
    *inbox.ROUTES,
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
