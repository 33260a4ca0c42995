"""The register of cases: each takes a fresh scene, plays it and looks at what came out.

They are functions of a scene and not tests, so that the same plays run on two engines.
"""

from collections.abc import Callable
from typing import Final

from scripts.sandbox.ton.engine import Engine
from tests.contracts.scene import Scene, Terms
from tests.contracts.stage import Ran, Stage

Case = Callable[[Scene], None]
CASES: Final[dict[str, Case]] = {}


def case(play: Case) -> Case:
    name = play.__name__
    assert name not in CASES, f"two cases of one name: {name}"
    CASES[name] = play
    return play


def play(name: str, engine: Engine) -> Stage:
    """Play one case on an empty stage; no coin may be missing afterwards."""
    stage = Stage(engine)
    CASES[name](Scene(stage, Terms()))
    assert stage.missing == 0, f"{stage.missing} nano are nowhere"
    return stage


def refused(ran: Ran, exit_code: int) -> None:
    """The contract threw: what it was changed nothing but fees and rent."""
    assert ran.exit_code == exit_code, ran
    assert ran.aborted


def done(ran: Ran) -> None:
    assert (ran.exit_code, ran.action_code, ran.aborted) == (0, 0, False), ran
