"""The price chart as a picture: round marks, gaps as gaps, words of both alphabets."""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from bot.charts.painter import DARK, FONT, LIGHT, SIZE, ChartPainter
from domain.gifts.value.charts import Chart, runs, ticks

_BOX = (60, 170, 1160, 590)
"""Where the line may be."""


def chart(values: Sequence[int | None], *, dark: bool = False, title: str = "Plush Pepe") -> Chart:
    return Chart(
        values=values,
        title=title,
        note="12.9 TON",
        amount=lambda units: f"{units}",
        times=("14 Nov", "21 Nov"),
        empty="Nothing is known yet",
        dark=dark,
    )


def paint(made: Chart) -> Image.Image:
    png = asyncio.run(ChartPainter().paint(made))
    picture = Image.open(BytesIO(png))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def _columns(picture: Image.Image, colour: str) -> set[int]:
    """Where the colour is met, as places from left to right."""
    wanted = tuple(bytes.fromhex(colour.removeprefix("#")))
    inside = picture.crop(_BOX)
    pixels = inside.tobytes()
    width = inside.width
    return {
        place % width
        for place in range(width * inside.height)
        if tuple(pixels[3 * place : 3 * place + 3]) == wanted
    }


@pytest.mark.parametrize("dark", [False, True])
def test_a_chart_is_drawn_in_both_themes(dark: bool) -> None:  # noqa: FBT001  a table's column
    picture = paint(chart([10, 12, 11, 14, 13], dark=dark))
    colours = DARK if dark else LIGHT
    assert picture.size == SIZE
    assert picture.getpixel((0, 0)) == tuple(bytes.fromhex(colours.ground.removeprefix("#")))
    there = _columns(picture, colours.line)
    assert len(there) > 100
    assert max(there) - min(there) > 1000


def test_a_gap_is_left_empty() -> None:
    """The middle third of the time is unknown: nothing stands there but the grid."""
    picture = paint(chart([10] * 10 + [None] * 10 + [12] * 10))
    there = _columns(picture, LIGHT.line) | _columns(picture, LIGHT.area)
    width = _BOX[2] - _BOX[0]
    assert not [place for place in there if width * 0.37 < place < width * 0.63]
    assert [place for place in there if place < width * 0.25]
    assert [place for place in there if place > width * 0.75]


def test_nothing_known_is_said_in_words() -> None:
    nothing = paint(chart([None, None]))
    assert _columns(nothing, LIGHT.hint)
    assert not _columns(nothing, LIGHT.line)


@pytest.mark.parametrize("values", [[5], [5, 5, 5], [None, 7, None], [0, 0], [10**18, 10**18 + 1]])
def test_odd_series_are_drawn(values: list[int | None]) -> None:
    assert _columns(paint(chart(values)), LIGHT.line)


def test_the_font_has_both_alphabets() -> None:
    font = ImageFont.truetype(FONT, 32)
    missing = bytes(font.getmask("\uffff"))
    letters = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    assert missing not in {bytes(font.getmask(letter)) for letter in letters + "AZaz09.,%·—₽$€"}
    latin, russian = (paint(chart([1, 2], title=title)) for title in ("Plush", "Плюш"))
    assert latin.tobytes() != russian.tobytes()


def test_the_font_is_what_its_table_says() -> None:
    text = FONT.with_name("README.md").read_text("utf-8")
    (row,) = re.findall(
        r"^\| `([^`]+)` \|.*`([\w.]+)`\) \| `([0-9a-f]{64})` \|$", text, re.MULTILINE
    )
    name, licence, digest = row
    folder = Path(FONT).parent
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert "SIL Open Font License" in (folder / licence).read_text("utf-8")


@given(st.integers(0, 10**15), st.integers(0, 10**15), st.integers(2, 8))
def test_marks_are_round_few_and_hold_everything(one: int, other: int, most: int) -> None:
    low, high = sorted((one, other))
    marks = ticks(low, high, most)
    steps = {later - mark for mark, later in pairwise(marks)}
    assert 2 <= len(marks) <= max(most, 2)
    assert marks[0] <= low
    assert high <= marks[-1]
    (step,) = steps
    assert str(step).rstrip("0") in {"1", "2", "5"}


def test_runs_end_at_gaps() -> None:
    assert runs([1, 2, None, None, 3]) == (((0, 1), (1, 2)), ((4, 3),))
    assert runs([None]) == ()
