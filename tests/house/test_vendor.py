"""Vendored files are what their table says, with licences; each icon that we name exists."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "webapp/static/vendor"
JS = ROOT / "webapp/static/js"
TEMPLATES = ROOT / "webapp/templates"
ROW = re.compile(r"^\| `(?P<file>[^`]+)` \|.*\| `(?P<sha>[0-9a-f]{64})` \|$", re.MULTILINE)


def table() -> dict[str, str]:
    text = (VENDOR / "README.md").read_text("utf-8")
    return {match["file"]: match["sha"] for match in ROW.finditer(text)}


def sprite_icons() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text("utf-8")))


@pytest.mark.parametrize("name", sorted(table()))
def test_a_vendored_file_has_the_bytes_of_its_row(name: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == table()[name]


def test_every_vendored_file_has_a_row_or_is_a_licence_that_a_row_names() -> None:
    text = (VENDOR / "README.md").read_text("utf-8")
    licences = set(re.findall(r"`([\w.-]+\.LICENSE)`", text))
    assert licences, "no row names its licence"
    there = {path.name for path in VENDOR.iterdir()} - {"README.md"}
    assert there == set(table()) | licences


def test_a_row_names_a_licence_file() -> None:
    for line in (VENDOR / "README.md").read_text("utf-8").splitlines():
        if ROW.match(line):
            assert ".LICENSE`" in line, line


def named_icons() -> set[str]:
    """Icons in places where only icons are named: attributes, calls and tables of icons."""
    found: set[str] = set()
    for path in JS.rglob("*.js"):
        text = path.read_text("utf-8")
        found |= set(re.findall(r'<\$\{Icon\} name="([\w-]+)"', text))
        found |= set(re.findall(r'\bicon="([\w-]+)"', text))
        found |= set(re.findall(r"\bicon: '([\w-]+)'", text))
        for block in re.findall(r"const (?:STATE_)?ICONS = \{(.*?)\};", text, re.DOTALL):
            found |= set(re.findall(r": '([\w-]+)'", block))
    for path in TEMPLATES.glob("*.html"):
        found |= set(re.findall(r"icon\('([\w-]+)'", path.read_text("utf-8")))
    return found


def test_each_icon_that_we_name_is_in_the_sprite() -> None:
    assert len(named_icons()) > 15, "the search for icon names found too little"
    assert named_icons() <= sprite_icons()
