"""Price charts for chat: the floor of a collection over the last week, in a person's words."""

from collections.abc import Mapping
from typing import Final, Protocol

from domain.gifts.models import CollectionKey
from domain.gifts.value.charts import Chart, Painter
from domain.gifts.value.floor_history import FloorHistory
from domain.gifts.value.spans import FloorPoint
from domain.shared.clock import Clock
from domain.shared.ids import DAY, HOUR, Instant
from domain.shared.money import TON, Money
from locales.speech import Speech

SPAN: Final = 7 * DAY
STEP: Final = HOUR
_LABELS: Final = 3


class Titles(Protocol):
    async def titles(self) -> Mapping[str, str]:
        """What people call the collections, by key."""
        ...


class GiftCharts:
    def __init__(
        self, history: FloorHistory, titles: Titles, painter: Painter, clock: Clock
    ) -> None:
        self._history = history
        self._titles = titles
        self._painter = painter
        self._clock = clock

    async def paint(self, speech: Speech, collection: str, *, dark: bool = False) -> bytes:
        """A PNG; one that says so where nothing is known."""
        now = self._clock.now()
        since = Instant(now - SPAN)
        points = await self._history.series(
            CollectionKey(collection), since=since, until=now, step=STEP
        )
        title = (await self._titles.titles()).get(collection, collection)
        chart = Chart(
            values=[_floor(point) for point in points],
            title=speech.say("gifts-chart-title", collection=title),
            note=speech.say("gifts-chart-note"),
            amount=lambda units: speech.number(Money(units, TON).text),
            times=[
                speech.day(Instant(since + SPAN * place // (_LABELS - 1)))
                for place in range(_LABELS)
            ],
            empty=speech.say("gifts-chart-empty"),
            dark=dark,
        )
        return await self._painter.paint(chart)


def _floor(point: FloorPoint) -> int | None:
    """None where nothing was known, or nothing was for sale."""
    if point.floor is None or point.floor.floor is None:
        return None
    return point.floor.floor.units
