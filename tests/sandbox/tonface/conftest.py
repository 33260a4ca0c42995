"""The face with two wallets on a chain that makes blocks only when it is told to."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sandbox.caller import Caller
from tests.sandbox.tonface.face import HUNDRED, Answer, Face

PACKAGES = Path(__file__).parents[3] / "contracts" / "node_modules"


@dataclass(frozen=True, slots=True)
class Pair:
    """Alice has 100 TON and pays; bob's wallet was never used."""

    alice: Answer
    bob: Answer


@pytest.fixture
def face(caller: Caller) -> Face:
    """A client with a key."""
    return Face(caller.url, caller.session)


@pytest.fixture
async def pair(caller: Caller) -> Pair:
    """Two wallets; blocks come by hand from here on.

    The clock stands: each second that coins lie somewhere may cost a nano of rent.
    """
    await caller.put("/clock", {"rate": 0})
    await caller.patch("/chain", {"tick": "manual"})
    alice = await caller.make("/wallets", {"name": "alice", "balance": HUNDRED})
    return Pair(alice, await caller.make("/wallets", {"name": "bob"}))


@pytest.fixture
def node() -> str:
    """Node with the packages of contracts/; without them the test is skipped, or fails."""
    found = shutil.which("node")
    reason = None if found else "no Node here"
    if reason is None and not (PACKAGES / "@ton" / "ton").is_dir():
        reason = "@ton/ton is not installed: npm ci --prefix contracts"
    if reason is not None:
        if os.environ.get("SOUK_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    assert found is not None
    told = subprocess.run([found, "--version"], capture_output=True, check=True, text=True)
    assert told.stdout.startswith("v")
    return found
