"""Text can be read: WCAG 2.2 contrast of every text colour on what lies under it, light and dark,
computed from the colours that stand in the style sheets; and motion stops for those who ask.

https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "webapp/static/css/app.css"
PAGES = ROOT / "webapp/static/css/pages.css"
DESK = ROOT / "scripts/sandbox/page/css/tokens.css"
AA_TEXT = 4.5
DARK_MEDIA = "@media (prefers-color-scheme: dark)"

Rgb = tuple[float, ...]
Palette = dict[str, Rgb]

Texts = dict[str, tuple[str, ...]]
"""What is written on what."""

APP_TEXT: Texts = {
    "bg": ("text", "hint", "accent", "bad"),
    "page": ("text", "hint", "accent", "bad"),
    "bar": ("hint", "accent"),
    "button": ("button-text",),
    "bad": ("bg",),
    "text": ("page", "bg"),
}
PAGES_TEXT: Texts = {"bg": ("text", "hint", "accent"), "card": ("text", "hint", "accent")}
DESK_TEXT: Texts = {
    "surface": ("text", "hint", "accent", "danger", "warn"),
    "surface-2": ("text", "hint", "accent"),
    "desk": ("text", "hint"),
    "fill": ("on-fill",),
    "their": ("text", "hint", "accent"),
    "own": ("text", "own-meta", "own-accent"),
    "key": ("text",),
}
TINT = 0.13
"""What `--tint` mixes in of the accent under soft buttons and tiles."""


def rgb(text: str) -> Rgb:
    digits = text.lstrip("#")
    return tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))


def palette(block: str) -> Palette:
    """The six-digit colours of a block, by name without `--` and `--o-`."""
    found = re.findall(r"--(?:o-)?([a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;", block)
    return {name: rgb(value) for name, value in found}


def block_of(css: str, selector: str) -> str:
    """What stands between the braces after the selector."""
    begin = css.index("{", css.index(selector)) + 1
    return css[begin : css.index("}", begin)]


def luminance(colour: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(over: Rgb, under: Rgb, share: float) -> Rgb:
    return tuple(a * share + b * (1 - share) for a, b in zip(over, under, strict=True))


def palettes() -> dict[str, tuple[Palette, Texts]]:
    app, pages, desk = (path.read_text("utf-8") for path in (APP, PAGES, DESK))
    light = palette(block_of(app, ":root {"))
    dark = palette(block_of(app, ':root[data-scheme="dark"] {'))
    by_media = palette(block_of(app, ":root:not([data-scheme])"))
    plain = palette(block_of(pages, ":root {"))
    night = palette(block_of(pages[pages.index(DARK_MEDIA) :], ":root {"))
    day = palette(block_of(desk, ':root, [data-theme="light"]'))
    return {
        "app light": (light, APP_TEXT),
        "app dark": ({**light, **dark}, APP_TEXT),
        "app dark by the system": ({**light, **by_media}, APP_TEXT),
        "pages light": (plain, PAGES_TEXT),
        "pages dark": ({**plain, **night}, PAGES_TEXT),
        "sandbox light": (day, DESK_TEXT),
        "sandbox dark": ({**day, **palette(block_of(desk, '[data-theme="dark"] {'))}, DESK_TEXT),
    }


PALETTES = palettes()


@pytest.mark.parametrize("name", PALETTES)
def test_every_text_can_be_read(name: str) -> None:
    colours, texts = PALETTES[name]
    ratios = {
        f"{text} on {under}": round(contrast(colours[text], colours[under]), 2)
        for under, found in texts.items()
        for text in found
    }
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < AA_TEXT} == {}


@pytest.mark.parametrize("name", [name for name in PALETTES if name.startswith("app")])
def test_the_accent_can_be_read_on_its_own_tint(name: str) -> None:
    colours, _ = PALETTES[name]
    for under in ("bg", "page"):
        soft = mixed(colours["accent"], colours[under], TINT)
        assert contrast(colours["accent"], soft) >= AA_TEXT, under


def test_the_measure_is_the_one_of_the_standard() -> None:
    black, white = rgb("#000000"), rgb("#ffffff")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(rgb("#777777"), white) == pytest.approx(4.48, abs=0.01)


def test_the_tint_is_as_it_is_measured_here() -> None:
    share = re.search(
        r"--tint: color-mix\(in srgb, var\(--accent\) (\d+)%", APP.read_text("utf-8")
    )
    assert share is not None
    assert int(share.group(1)) == TINT * 100


MOVING = re.compile(r"\b(animation|transition|scroll-behavior):(?!\s*(none|auto))")
STYLES = sorted((ROOT / "webapp/static/css").glob("*.css"))
SANDBOX_STYLES = sorted((ROOT / "scripts/sandbox/page/css").glob("*.css"))


@pytest.mark.parametrize("sheets", [STYLES, SANDBOX_STYLES], ids=["app", "sandbox"])
def test_motion_stops_for_those_who_ask(sheets: list[Path]) -> None:
    texts = [sheet.read_text("utf-8") for sheet in sheets]
    moving = [text for text in texts if MOVING.search(text)]
    assert moving, "something moves"
    rules = [
        text[text.index("@media (prefers-reduced-motion: reduce)") :]
        for text in texts
        if "@media (prefers-reduced-motion: reduce)" in text
    ]
    everything = [rule for rule in rules if re.match(r"[^{]*\{\s*\*", rule)]
    assert len(everything) == 1, "one rule stops everything"
    assert re.search(r"animation(-duration)?: (none|1ms) !important", everything[0])
    assert re.search(r"transition(-duration)?: (none|1ms) !important", everything[0])
