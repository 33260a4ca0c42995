"""No game goes around the gate of responsible play: one place holds stakes, and it takes only
what the gate has let through.
"""

import ast
from pathlib import Path

from domain.games.stakes import Admitted, Stakes

GAMES = Path(__file__).parents[2] / "domain" / "games"
HOLDS = {"hold", "transfer"}
OURS = {"stakes.py": {"hold"}, "points.py": {"transfer"}, "books.py": {"transfer"}}
"""Where games touch the ledger: stakes are held, points are given, matches are settled."""


def _ledger_calls(path: Path) -> set[str]:
    """Methods of anything called a ledger that move or hold money."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in HOLDS and ast.unparse(node.func.value).endswith("ledger"):
            found.add(node.func.attr)
    return found


def test_stakes_are_held_in_one_place() -> None:
    found = {path.name: calls for path in GAMES.rglob("*.py") if (calls := _ledger_calls(path))}
    assert found["stakes.py"] == {"hold"}
    assert {name for name, calls in found.items() if "hold" in calls} == {"stakes.py"}
    assert found.keys() <= OURS.keys()
    assert all(calls <= OURS[name] for name, calls in found.items())


def test_only_the_gate_makes_what_is_held() -> None:
    """`Admitted` is made where the gate has judged, and nowhere else."""
    made = {
        path.name
        for path in GAMES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == Admitted.__name__
    }
    assert made == {"stakes.py"}
    admit = ast.unparse(ast.parse((GAMES / "stakes.py").read_text("utf-8")))
    body = admit[admit.index(f"def {Stakes.admit.__name__}") :]
    assert body.index(".judge(") < body.index(f"{Admitted.__name__}(")
    assert body.index("self.enter(") < body.index(".judge(")
