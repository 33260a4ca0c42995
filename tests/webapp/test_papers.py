"""`docs/api.md` holds what the program does."""

import json
import re
from pathlib import Path
from typing import Any

from tests.contracts.node import run_node
from webapp import feed
from webapp.limits import LimitSettings
from webapp.routes import PUBLIC, TABLE

PAPER = Path(__file__).parents[2] / "docs" / "api.md"
# Wherever a route is written in a table of ours: `METHOD /path`.
ROUTE = re.compile(r"`((?:GET|POST|PUT|PATCH|DELETE) /[^`]*)`")
SEEDS = (
    "POST /auth/telegram",
    "/ws",
    "GET /api/metrics",
    "POST /register",
    "POST /start/game",
    "POST /write/res",
    "POST /leave",
    "POST /create_user",
    "GET /get_balance",
    "POST /modify_balance",
    "POST /owner/channels",
    "GET /market/listings",
    "POST /deals",
    "/aviator/*",
    "/roulette/*",
    "/stars/*",
)


def rows() -> list[list[str]]:
    """The table of seed routes, cell by cell."""
    text = PAPER.read_text("utf-8").partition("## Routes of the seeds")[2]
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_route_of_the_seeds_has_its_row_and_a_reason() -> None:
    named = {row[0].strip("`") for row in rows()}
    assert set(SEEDS) <= named
    assert all(len(row) == 3 and row[2] for row in rows())


def test_every_route_of_ours_in_the_table_is_served() -> None:
    served = {route.name for route in TABLE} | PUBLIC
    for row in rows():
        if row[1].startswith("none"):
            continue
        found = ROUTE.findall(row[1])
        assert found, row
        assert set(found) <= served, row


def test_what_is_said_to_come_is_not_there_yet() -> None:
    served = {route.name for route in TABLE}
    for row in rows():
        if row[1] == "none yet":
            assert not set(ROUTE.findall(row[2])) & served, f"{row[0]} has landed: say so"


def test_figures_in_the_paper_are_those_of_the_program() -> None:
    text = " ".join(PAPER.read_text("utf-8").split())
    limits = LimitSettings()
    assert f"per address: {limits.per_address}, signing in {limits.sign_in}" in text
    assert f"{limits.act_burst} may come at once; reads are {limits.person_reads} a minute" in text
    assert f"({feed.RING}, of private topics {feed.RING_PRIVATE})" in text


VECTOR_ARGUMENTS = ("souk_example", "POST", "/api/v1/partner/people?x=1", '{"person":1001}')
STAMP = "1796115600000"


def block(language: str) -> str:
    """The example of signing in this language."""
    text = PAPER.read_text("utf-8").partition("## Partners' programs")[2]
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def vector() -> str:
    """The signature that the page prints."""
    found = re.search(r"`([0-9a-f]{64})`", PAPER.read_text("utf-8"))
    assert found is not None
    return found[1]


def test_the_python_example_gives_the_vector() -> None:
    made: dict[str, Any] = {}
    exec(block("python"), made)
    secret, method, target, body = VECTOR_ARGUMENTS
    assert made["sign"](secret, method, target, body.encode(), STAMP) == vector()


def test_the_javascript_example_gives_the_vector(tmp_path: Path) -> None:
    arguments = ", ".join(json.dumps(one) for one in (*VECTOR_ARGUMENTS, STAMP))
    script = tmp_path / "example.mjs"
    script.write_text(f"{block('javascript')}\nconsole.log(await sign({arguments}));\n", "utf-8")
    assert run_node(script).strip() == vector()
