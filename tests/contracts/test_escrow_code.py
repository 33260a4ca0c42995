"""What is committed is what the source gives, and what the house would deploy."""

from tests.contracts.node import CONTRACTS, run_node
from tests.contracts.scene import ALICE, BOB, CODE, COMPILED, HOUSE, TON, Terms
from tests.contracts.stage import START_S


def test_the_committed_code_has_the_committed_hash() -> None:
    assert CODE.hash.hex() == COMPILED["code_hash"]


def test_the_source_compiles_to_the_committed_code() -> None:
    assert run_node(CONTRACTS / "compile.mjs", "--check").strip() == COMPILED["code_hash"]


def test_the_address_of_known_terms_never_changes() -> None:
    terms = Terms(
        deal_id=1,
        amount=5 * TON,
        fee=0,
        deadline_s=START_S,
        controller=HOUSE,
        advertiser=ALICE,
        owner=BOB,
    )
    known = "0:35cb1260a58958014b977fda3c12a74ab22ac0c14f592539f83ab6156c24ffc4"
    assert terms.address == known
