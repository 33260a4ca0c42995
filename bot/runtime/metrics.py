"""What /metrics shows: counters of the process, and business figures asked of their owners.

Names are those of the JSON contract; the text form is Prometheus's own.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest

from bot.runtime.supervisor import Supervisor


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One metric with a sample per set of labels. A counter's name ends in `_total`."""

    name: str
    help: str
    kind: Literal["gauge", "counter"] = "gauge"
    labels: tuple[str, ...] = ()
    samples: Mapping[tuple[str, ...], float]


Ask = Callable[[], Awaitable[Sequence[Family]]]


class Metrics:
    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        # Otherwise every counter brings a second line with the time of its making. The library
        # has no types for this function.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self._asked: list[Ask] = []
        self._families: list[Family] = []
        self.registry.register(self)
        self.updates = Counter(
            "souk_updates", "Updates taken in, by kind", ("kind",), registry=self.registry
        )
        self.sent = Counter(
            "souk_outbox_sent", "Outbox rows that ended", ("outcome",), registry=self.registry
        )
        self.requests = Histogram(
            "souk_http_seconds",
            "HTTP requests by route and status",
            ("route", "status"),
            registry=self.registry,
        )

    def ask(self, owner: Ask) -> None:
        """Add an owner of figures, asked at each reading."""
        self._asked.append(owner)

    async def render(self) -> bytes:
        """The text form. An owner that fails leaves its figures out and a line in the log."""
        families: list[Family] = []
        for owner in self._asked:
            families += await self._supervisor.answer("metrics", owner(), ())
        self._families = families
        return generate_latest(self.registry)

    def collect(self) -> Iterator[Metric]:
        """prometheus_client asks this when it writes the text form."""
        for family in self._families:
            yield _metric(family)


def _metric(family: Family) -> Metric:
    if family.kind == "counter":
        made: CounterMetricFamily | GaugeMetricFamily = CounterMetricFamily(
            family.name, family.help, labels=family.labels
        )
    else:
        made = GaugeMetricFamily(family.name, family.help, labels=family.labels)
    for labels, value in family.samples.items():
        made.add_metric(labels, value)
    return made
