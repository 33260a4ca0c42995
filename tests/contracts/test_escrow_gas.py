"""Too few coins for gas, at every act and at every nano where something changes."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from scripts.sandbox.ton.engine import NativeEngine
from tests.contracts.cases import done
from tests.contracts.scene import (
    DEPOSIT_EXTRA,
    FUNDED,
    ORDER_LEAST,
    TON,
    WAITING,
    Exit,
    Op,
    Scene,
    Terms,
)
from tests.contracts.stage import START_S, Ran, Stage

TERMS = Terms(fee=TON // 10, deadline_s=START_S + 60)
# The cheapest instruction burns 18; a unit of gas costs 400 nano.
INSTRUCTION = 18 * 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act on a scene that is ready for it, where only the value attached decides.

    `least` is the value from which on it succeeds, None when only gas decides; `beneath` is the
    exit code one nano under that.
    """

    op: int
    by: str
    ready: Callable[[Scene], object]
    least: int | None
    beneath: int


def _past_the_deadline(scene: Scene) -> None:
    scene.deposit()
    scene.wait_until(TERMS.deadline_s)


ACTS = {
    "deposit": Act(
        op=Op.DEPOSIT,
        by=TERMS.advertiser,
        ready=lambda scene: scene.deploy(),
        least=TERMS.amount + DEPOSIT_EXTRA,
        beneath=Exit.DEPOSIT_TOO_SMALL,
    ),
    "release": Act(
        op=Op.RELEASE,
        by=TERMS.controller,
        ready=lambda scene: scene.deposit(),
        least=ORDER_LEAST,
        beneath=Exit.GAS_TOO_SMALL,
    ),
    "refund": Act(
        op=Op.REFUND,
        by=TERMS.controller,
        ready=lambda scene: scene.deposit(),
        least=ORDER_LEAST,
        beneath=Exit.GAS_TOO_SMALL,
    ),
    "auto_refund": Act(
        op=Op.AUTO_REFUND,
        by=TERMS.owner,
        ready=_past_the_deadline,
        least=None,
        beneath=Exit.OUT_OF_GAS,
    ),
    "sweep": Act(
        op=Op.SWEEP,
        by=TERMS.owner,
        ready=lambda scene: (scene.deploy(), scene.deposit(TON, bounce=False)),
        least=None,
        beneath=Exit.OUT_OF_GAS,
    ),
}


@pytest.fixture(scope="module")
def machine() -> NativeEngine:
    return NativeEngine()


@pytest.mark.parametrize("name", ACTS)
def test_an_act_succeeds_from_one_value_on_and_does_nothing_beneath_it(
    name: str, machine: NativeEngine
) -> None:
    act, scene = ACTS[name], _ready(ACTS[name], machine)
    least = _least(lambda value: _try(scene, act, value).exit_code == 0)
    assert act.least in {None, least}
    assert _try(scene, act, least - 1).exit_code == act.beneath
    # Gas alone is well under what the house attaches.
    assert act.least is not None or least < 5_000_000
    for value in (least, least + 1, 2 * least, 10 * TON):
        done(_try(scene, act, value))


@pytest.mark.parametrize("name", ACTS)
def test_gas_that_ends_in_the_middle_leaves_state_and_coins_alone(
    name: str, machine: NativeEngine
) -> None:
    act, scene = ACTS[name], _ready(ACTS[name], machine)
    decided = _least(
        lambda value: _try(scene, act, value).exit_code not in {None, Exit.OUT_OF_GAS}
    )
    began = _least(lambda value: _try(scene, act, value).exit_code is not None)
    assert 0 < began < decided
    for value in range(began, decided, INSTRUCTION):
        assert _try(scene, act, value).exit_code == Exit.OUT_OF_GAS
    assert _try(scene, act, decided - 1).exit_code == Exit.OUT_OF_GAS


def _ready(act: Act, machine: NativeEngine) -> Scene:
    scene = Scene(Stage(machine), TERMS)
    act.ready(scene)
    return scene


def _try(scene: Scene, act: Act, value: int) -> Ran:
    """The act on a copy; one that fails must have left everything as it was."""
    copy = Scene(scene.stage.copy(), scene.terms)
    ran = copy.say(act.op, value, by=act.by)
    assert copy.stage.missing == 0
    if ran.exit_code != 0:
        assert ran.aborted
        assert copy.state == scene.state
        assert copy.state in {WAITING, FUNDED}
        # Rent is the one thing that time takes; the value that came never makes it less.
        assert copy.balance() >= scene.balance() - 20_000
    return ran


def _least(holds: Callable[[int], bool]) -> int:
    """The least value for which it holds, by halving: it must hold from there on."""
    low, high = 0, 20 * TON
    assert holds(high)
    assert not holds(low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
