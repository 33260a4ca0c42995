"""A house with escrows, over a chain that runs their contract."""

import pytest

from tests.ton.escrows.house import EscrowHouse, EscrowWorld


@pytest.fixture
def home(escrow_world: EscrowWorld) -> EscrowHouse:
    return EscrowHouse(escrow_world)
