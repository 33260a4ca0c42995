"""What the HTTP side is given of alerts, saved searches and arbitrage on paper."""

from dataclasses import dataclass

from domain.gifts.alerts.service import Alerts
from domain.gifts.arbitrage.service import Arbitrage
from domain.gifts.saved.service import Searches


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerting:
    alerts: Alerts
    searches: Searches
    arbitrage: Arbitrage
