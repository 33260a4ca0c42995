"""Price charts as PNG, drawn by Pillow on a thread of their own.

One line on one axis, a hairline grid, gaps left as gaps. Everything is drawn at twice its size and
scaled down, since Pillow's lines have no soft edges.
"""

import asyncio
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from domain.gifts.value.charts import Chart, runs, ticks

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

FONT: Final = Path(__file__).with_name("Inter-Regular.ttf")
SIZE: Final = (1200, 675)
_SCALE: Final = 2
_LEFT, _TOP, _RIGHT, _BOTTOM = 48, 176, 1152, 580
_TICKS_MOST: Final = 5
_LINE: Final = 5
_DOT: Final = 6
_AXIS_GAP: Final = 20
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    ground: str
    text: str
    hint: str
    grid: str
    line: str
    area: str


LIGHT: Final = Colours(
    ground="#ffffff",
    text="#0f1419",
    hint="#5f6b76",
    grid="#e4e7ea",
    line="#2481cc",
    area="#eaf3fb",
)
DARK: Final = Colours(
    ground="#17212b",
    text="#f5f5f5",
    hint="#9fb0c0",
    grid="#2a3846",
    line="#6ab3f3",
    area="#1d2f40",
)


class ChartPainter:
    """Implements domain.gifts.value.charts.Painter."""

    async def paint(self, chart: Chart) -> bytes:
        return await asyncio.to_thread(draw, chart)


def draw(chart: Chart) -> bytes:
    # Imported here: a start needs no pictures.
    from PIL import Image, ImageDraw

    colours = DARK if chart.dark else LIGHT
    width, height = (side * _SCALE for side in SIZE)
    picture = Image.new("RGB", (width, height), colours.ground)
    _Sheet(ImageDraw.Draw(picture), colours).draw(chart)
    told = BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).save(told, "PNG", optimize=True)
    return told.getvalue()


class _Sheet:
    """Places are given in the size of the picture, not in that of the drawing."""

    def __init__(self, on: "ImageDraw", colours: Colours) -> None:
        self._on = on
        self._colours = colours
        self._fonts: dict[int, FreeTypeFont] = {}

    def draw(self, chart: Chart) -> None:
        colours = self._colours
        self._write((_LEFT, 40), chart.title, 44, colours.text, "la")
        self._write((_LEFT, 104), chart.note, 30, colours.hint, "la")
        known = [value for value in chart.values if value is not None]
        if not known:
            middle = ((_LEFT + _RIGHT) / 2, (_TOP + _BOTTOM) / 2)
            self._write(middle, chart.empty, 32, colours.hint, "mm")
            return
        marks = ticks(min(known), max(known), _TICKS_MOST)
        left = self._grid(chart, marks)
        self._times(chart, left)
        self._lines(chart, marks, left)

    def _grid(self, chart: Chart, marks: tuple[int, ...]) -> float:
        """The axis; answers where the line may begin, right of what stands at it."""
        words = [chart.amount(mark) for mark in marks]
        wide = max(self._font(26).getlength(word) for word in words) / _SCALE
        left = _LEFT + wide + _AXIS_GAP
        for mark, word in zip(marks, words, strict=True):
            y = _height(mark, marks)
            self._on.line(_scaled([(left, y), (_RIGHT, y)]), self._colours.grid, _SCALE)
            self._write((left - _AXIS_GAP, y), word, 26, self._colours.hint, "rm")
        return left

    def _times(self, chart: Chart, left: float) -> None:
        last = len(chart.times) - 1
        for place, word in enumerate(chart.times):
            x = left + (_RIGHT - left) * place / last if last else left
            anchor = "la" if place == 0 else "ra" if place == last else "ma"
            self._write((x, _BOTTOM + 24), word, 26, self._colours.hint, anchor)

    def _lines(self, chart: Chart, marks: tuple[int, ...], left: float) -> None:
        steps = max(len(chart.values) - 1, 1)
        for run in runs(chart.values):
            points = [
                (left + (_RIGHT - left) * place / steps, _height(value, marks))
                for place, value in run
            ]
            if len(points) > 1:
                self._area(points)
                self._on.line(_scaled(points), self._colours.line, _LINE * _SCALE, joint="curve")
            self._dot(points[-1])
            self._dot(points[0])

    def _area(self, points: list[Point]) -> None:
        below = [(points[-1][0], float(_BOTTOM)), (points[0][0], float(_BOTTOM))]
        self._on.polygon(_scaled([*points, *below]), self._colours.area)

    def _dot(self, at: Point) -> None:
        x, y = at
        corners = [(x - _DOT, y - _DOT), (x + _DOT, y + _DOT)]
        self._on.ellipse(_scaled(corners), self._colours.line)

    def _write(self, at: Point, text: str, size: int, colour: str, anchor: str) -> None:
        self._on.text(_scaled([at])[0], text, colour, self._font(size), anchor)

    def _font(self, size: int) -> "FreeTypeFont":
        from PIL import ImageFont

        if size not in self._fonts:
            self._fonts[size] = ImageFont.truetype(FONT, size * _SCALE)
        return self._fonts[size]


def _height(value: int, marks: tuple[int, ...]) -> float:
    """Where a value lies between the lowest and the highest mark."""
    return _BOTTOM - (_BOTTOM - _TOP) * (value - marks[0]) / (marks[-1] - marks[0])


def _scaled(points: list[Point]) -> list[Point]:
    return [(x * _SCALE, y * _SCALE) for x, y in points]
