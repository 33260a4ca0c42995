"""A house that mints, over a chain that runs the contracts."""

import pytest

from tests.ton.escrows.house import EscrowWorld
from tests.ton.mints.house import MintHouse


@pytest.fixture
def home(escrow_world: EscrowWorld) -> MintHouse:
    return MintHouse(escrow_world)
