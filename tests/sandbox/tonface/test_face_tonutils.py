"""PyPI `tonutils` drives the face, unmodified: a wallet, and an NFT collection of its own."""

import pytest
from ton_core import (
    CONTRACT_CODES,
    Address,
    Cell,
    ContractState,
    ContractVersion,
    NFTCollectionContent,
    NFTCollectionData,
    NFTCollectionMintItemBody,
    NFTItemStandardMintRef,
    NFTTransferBody,
    OffchainCommonContent,
    OffchainContent,
    OffchainItemContent,
    RoyaltyParams,
    to_nano,
)
from tonutils.contracts import NFTCollectionStandard
from tonutils.exceptions import ProviderResponseError, RunGetMethodError

from tests.sandbox.caller import Caller
from tests.sandbox.tonface.conftest import Pair
from tests.sandbox.tonface.face import Face, blocks
from tests.sandbox.tonface.ton_utils import toncenter, wallet


async def test_tonutils_pays_and_reads_all_back(caller: Caller, pair: Pair) -> None:
    async with toncenter(caller.url) as client:
        own = await wallet(caller, client)
        assert (await client.get_info(pair.bob["address"])).state is ContractState.NONEXIST
        for number in range(3):
            await own.transfer(pair.bob["friendly"], to_nano(1), body=f"order {number}")
            await blocks(caller)
        await own.refresh()
        assert own.state is ContractState.ACTIVE
        assert to_nano(46) < own.balance < to_nano(47)
        assert await client.run_get_method(own.address, "seqno") == [3]
        rows = await client.get_transactions(own.address)
        assert len(rows) == 4
        assert [row.lt for row in rows] == sorted((row.lt for row in rows), reverse=True)
        newest = await client.get_transactions(own.address, limit=1)
        assert newest[0].lt == rows[0].lt
        assert len(await client.get_transactions(own.address, to_lt=rows[2].lt)) == 2
        with pytest.raises(RunGetMethodError) as missing:
            await client.run_get_method(own.address, "no_such_method")
        assert missing.value.exit_code == 11
        assert 8 in await client.get_config()
        assert (await client.get_info(pair.bob["address"])).state is ContractState.UNINIT


async def test_tonutils_hears_why_a_message_is_refused(caller: Caller, pair: Pair) -> None:
    async with toncenter(caller.url) as client:
        own = await wallet(caller, client)
        sent = await own.transfer(pair.bob["friendly"], to_nano(1))
        await blocks(caller)
        with pytest.raises(ProviderResponseError) as stale:
            await client.send_message(sent.as_hex)
    assert stale.value.code == 500
    assert "LITE_SERVER_UNKNOWN: cannot apply external message" in str(stale.value)
    assert "exitcode=133" in str(stale.value)


async def test_nfts_are_read_from_their_contracts(caller: Caller, face: Face, pair: Pair) -> None:
    async with toncenter(caller.url) as client:
        own = await wallet(caller, client)
        code = Cell.one_from_boc(CONTRACT_CODES[ContractVersion.NFTItemStandard])
        content = NFTCollectionContent(
            content=OffchainContent("https://nfts.test/all.json"),
            common_content=OffchainCommonContent("https://nfts.test/"),
        )
        data = NFTCollectionData(
            owner_address=own.address,
            content=content,
            royalty_params=RoyaltyParams(0, 1000, own.address),
            nft_item_code=code,
        )
        made = NFTCollectionStandard.from_data(client, data.serialize())
        for number in range(2):
            ref = NFTItemStandardMintRef(own.address, OffchainItemContent(f"{number}.json"))
            body = NFTCollectionMintItemBody(
                item_index=number, item_ref=ref.serialize(), forward_amount=to_nano("0.05")
            )
            init = made.state_init if number == 0 else None
            await own.transfer(
                made.address, to_nano("0.1"), body=body.serialize(), state_init=init
            )
            await blocks(caller, 3)
        item = NFTCollectionStandard.calculate_nft_item_address(1, code, made.address)
        moved = NFTTransferBody(destination=pair.alice["address"], response_address=own.address)
        await own.transfer(item, to_nano("0.1"), body=moved.serialize())
        await blocks(caller, 3)
    await _check_nfts(face, pair, raw(own.address), raw(made.address), raw(item))


async def _check_nfts(face: Face, pair: Pair, owner: str, collection: str, item: str) -> None:
    found = await face.v3("nft/collections", collection_address=collection)
    assert [one["next_item_index"] for one in found["nft_collections"]] == ["2"]
    assert found["nft_collections"][0]["collection_content"] == {
        "uri": "https://nfts.test/all.json"
    }
    items = (await face.v3("nft/items", collection_address=collection))["nft_items"]
    assert [one["index"] for one in items] == ["0", "1"]
    assert items[1]["content"] == {"uri": "https://nfts.test/1.json"}
    assert items[1]["address"] == item.upper()
    assert items[1]["collection"]["address"] == collection.upper()
    assert [one["owner_address"] for one in items] == [
        owner.upper(),
        pair.alice["address"].upper(),
    ]
    mine = await face.v3("nft/items", owner_address=pair.alice["friendly"])
    assert [one["index"] for one in mine["nft_items"]] == ["1"]
    assert (await face.v3("nft/items", index="0"))["nft_items"] == items[:1]
    moves = (await face.v3("nft/transfers", item_address=item))["nft_transfers"]
    assert [(one["old_owner"], one["new_owner"]) for one in moves] == [
        (owner.upper(), pair.alice["address"].upper())
    ]
    assert moves[0]["transaction_aborted"] is False


def raw(address: Address) -> str:
    """The raw form of an address of tonutils."""
    return str(address.to_str(is_user_friendly=False))
