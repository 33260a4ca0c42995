"""What somebody takes with them after a day of playing: all areas, in the forms of the API."""

import re
from collections.abc import Iterator

from tests.engines import both_engines
from tests.handlers.duel import api, lay, match, player, throw, verdict
from tests.program import Json, Program

pytestmark = both_engines

TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z")
YEAR_2000_US = 946_684_800_000_000


def _values(found: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(found, dict):
        for name, value in found.items():
            yield name, value
            yield from _values(value)
    elif isinstance(found, list):
        for one in found:
            yield from _values(one)


def test_no_time_is_a_bare_number(program: Program) -> None:
    alice, bob = player(program, "alice"), player(program, "bob")
    alice.top_up(50)
    match(alice, bob)
    lay(program, alice=[6], bob=[2])
    throw(alice)
    throw(bob)
    verdict(program)
    limit = {"kind": "loss", "period": "day", "asset": "XTR"}
    for amount in ("20", "30"):
        api(alice).send("PUT", "/limits", {**limit, "amount": amount})
    parts = api(alice).get("/me/export")["parts"]
    values = list(_values(parts))
    assert [(n, v) for n, v in values if isinstance(v, int) and v > YEAR_2000_US] == []
    times = [str(v) for n, v in values if v is not None and (n == "at" or n.endswith("_at"))]
    assert len(times) > len(parts["inbox"])
    assert [text for text in times if not TIME.fullmatch(text)] == []
    (played,) = parts["games"]
    assert (played["staked"], played["returned"], played["counts"]) == ("10", "19.4", True)
    (kept,) = parts["play-limits"]
    assert (kept["units"], kept["pending_units"]) == ("20", "30")
    assert TIME.fullmatch(kept["pending_since"])
