"""Buttons in chat that open the Mini App name places that it has."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUTER = ROOT / "webapp/static/js/router.js"


def places() -> set[str]:
    table = ROUTER.read_text("utf-8").partition("const PLACES = {")[2].partition("\n};")[0]
    return set(re.findall(r"^  '?([a-z]+)'?: \{", table, re.MULTILINE))


def opened() -> dict[str, str]:
    """The first part of each path, and the file that opens it."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "handlers").rglob("*.py")):
        for name in re.findall(r'"#/([a-z]+)', path.read_text("utf-8")):
            found[name] = path.name
    return found


def test_each_button_into_the_app_opens_a_place_of_its_own() -> None:
    known, asked = places(), opened()
    assert {"gifts", "gift", "wallet"} <= known
    assert len(asked) > 5
    assert {name: file for name, file in asked.items() if name not in known} == {}


def test_a_thing_is_opened_where_the_app_shows_it() -> None:
    """`/gifts/…` is a search: one gift, collection or basket has a place of its own."""
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "handlers/gifts").glob("*.py"))
    assert set(re.findall(r'"#/gifts/(.)', text)) <= {"{"}
    assert re.findall(r'f"#/gifts/\{(\w+)\}"', text) == ["asked"]
