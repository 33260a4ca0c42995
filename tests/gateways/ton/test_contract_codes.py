"""The code that the house carries is the code that others publish."""

import json

import pytest
from pytoniq_core.boc.cell import Cell
from ton_core.contrib.contracts import CONTRACT_CODES, ContractVersion

from bot.gateways.ton import codes
from bot.gateways.ton.cells import from_base64, hash_of

LISTED = json.loads(codes.FILE.read_text())["codes"]
PUBLISHED = {
    "v3r2": ContractVersion.WalletV3R2,
    "v4r2": ContractVersion.WalletV4R2,
    "v5r1": ContractVersion.WalletV5R1,
    "highload_v3": ContractVersion.WalletHighloadV3R1,
    "nft_collection": ContractVersion.NFTCollectionStandard,
    "nft_item": ContractVersion.NFTItemStandard,
    "sbt_item": ContractVersion.NFTItemSoulbound,
}


@pytest.mark.parametrize("name", LISTED)
def test_code_has_the_hash_that_is_told_for_it(name: str) -> None:
    assert hash_of(from_base64(LISTED[name]["boc"])) == LISTED[name]["hash"]
    assert codes.names()[LISTED[name]["hash"]] == name
    assert LISTED[name]["licence"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_code_is_what_a_library_carries_too(name: str) -> None:
    assert Cell.one_from_boc(CONTRACT_CODES[PUBLISHED[name]]).hash.hex() == LISTED[name]["hash"]


@pytest.mark.parametrize(
    ("name", "first_half"),
    [
        ("v4r2", "feb5ff6820e2ff0d"),
        ("v5r1", "20834b7b72b11214"),
        ("highload_v3", "11acad7955844090"),
        ("nft_collection", "8e5aab17e2e503be"),
        ("nft_item", "4c9123828682fa6f"),
        ("sbt_item", "2ffbf52beaf81615"),
    ],
)
def test_hashes_are_the_ones_of_the_chain(name: str, first_half: str) -> None:
    assert LISTED[name]["hash"].startswith(first_half)
