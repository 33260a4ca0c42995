"""The three forms of TEP-64, read from contracts on the local chain through toncenter's face."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pytoniq_core.boc.builder import Builder

from bot.gateways.gift_content.client import GiftContent, Reach
from bot.gateways.gift_content.tep64 import read_content
from bot.gateways.ton.client import TonCenter
from domain.gifts.content_ports import Attribute, ContentForm, ContentGone, ContentRefused
from domain.gifts.models import GiftKey
from domain.shared.refusals import GatewayError, GatewayRejected
from scripts.sandbox.server import serving
from scripts.sandbox.ton.chain import Chain
from scripts.sandbox.world import World
from tests.gateways.gift_content.conftest import Make
from tests.gateways.gift_content.content_host import Host
from tests.gateways.gift_content.token_cells import (
    chunked,
    deploy_collection,
    deploy_item,
    deploy_unminted,
    off_chain,
    on_chain,
    small_bag,
    snake,
)
from tests.sandbox.caller import calling

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff"
    b"\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
LONG = "A long way through many cells. " * 40


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with serving(tmp_path / "world", port=0) as there:
        there.ton.set_tick("manual")
        yield there


@pytest.fixture
def chain(world: World) -> Chain:
    return world.ton.chain


@pytest.fixture
async def toncenter(world: World) -> AsyncIterator[TonCenter]:
    client = TonCenter(f"{world.core.url}/ton", "a-key", calls_per_s=1000)
    yield client
    await client.close()


async def test_content_off_the_chain(
    chain: Chain, toncenter: TonCenter, host: Host, make: Make
) -> None:
    host.tell(
        "/a/pepe.json",
        {
            "name": "Plush Pepe #7",
            "description": "Soft.",
            "image": "pepe.webp",
            "lottie": "https://elsewhere.example/pepe.lottie.json",
            "attributes": [{"trait_type": "Model", "value": "Frog"}],
        },
    )
    item = deploy_item(chain, off_chain(host.at("/a/pepe.json")))
    told = await make(toncenter).of_item(item)
    assert told.form is ContentForm.OFF_CHAIN
    assert told.uri == host.at("/a/pepe.json")
    assert (told.name, told.description) == ("Plush Pepe #7", "Soft.")
    assert told.image == host.at("/a/pepe.webp"), "told relative to the metadata"
    assert told.animation == "https://elsewhere.example/pepe.lottie.json"
    assert told.attributes == (Attribute(trait="Model", value="Frog"),)
    assert told.attribute("model") == "Frog"
    assert told.whole


async def test_content_on_the_chain_asks_nobody_else(
    chain: Chain, toncenter: TonCenter, host: Host, make: Make
) -> None:
    content = on_chain(
        {
            "name": b"Plush Pepe",
            "description": LONG.encode(),
            "image": chunked(b"https://pictures.example/" + b"p" * 300, 40),
            "image_data": PIXEL,
            "attributes": b'[{"trait_type":"Backdrop","value":"Black"}]',
            "color": b"unknown names are nobody's business",
        }
    )
    told = await make(toncenter).of_collection(deploy_collection(chain, content))
    assert told.form is ContentForm.ON_CHAIN
    assert told.uri is None
    assert told.name == "Plush Pepe"
    assert told.description == LONG.strip(), "it runs through a dozen cells"
    assert told.image == "https://pictures.example/" + "p" * 300, "put together from its chunks"
    assert told.image_data == PIXEL
    assert told.attribute("Backdrop") == "Black"
    assert host.asked == []


async def test_of_semi_chain_content_the_chain_wins(
    chain: Chain, toncenter: TonCenter, host: Host, make: Make
) -> None:
    host.tell("/half.json", {"name": "Their name", "description": "Theirs.", "image": "a.png"})
    content = on_chain({"uri": host.at("/half.json").encode(), "name": b"Our name"})
    told = await make(toncenter).of_collection(deploy_collection(chain, content))
    assert told.form is ContentForm.SEMI_CHAIN
    assert told.name == "Our name"
    assert told.description == "Theirs."
    assert told.image == host.at("/a.png")


async def test_an_item_of_a_collection_is_put_together_by_it(
    chain: Chain, toncenter: TonCenter, host: Host, make: Make
) -> None:
    host.tell("/items/7.json", {"name": "Seven"})
    home = deploy_collection(chain, off_chain(host.at("/c.json")), items=host.at("/items/"))
    item = deploy_item(chain, snake(b"7.json"), collection=home)
    told = await make(toncenter).of_item(item)
    assert told.uri == host.at("/items/7.json")
    assert told.name == "Seven"


async def test_an_item_whose_collection_is_not_there_speaks_for_itself(
    chain: Chain, toncenter: TonCenter, host: Host, make: Make
) -> None:
    host.tell("/own.json", {"name": "Alone"})
    item = deploy_item(chain, off_chain(host.at("/own.json")), collection="0:" + "c0" * 32)
    assert (await make(toncenter).of_item(item)).name == "Alone"


async def test_what_is_not_there_is_gone(
    chain: Chain, toncenter: TonCenter, host: Host, make: Make
) -> None:
    content = make(toncenter)
    home = deploy_collection(chain, off_chain(host.at("/none.json")))
    for address in ("0:" + "dd" * 32, deploy_unminted(chain, home)):
        with pytest.raises(ContentGone):
            await content.of_item(address)
    with pytest.raises(ContentGone):
        await content.of_collection(home)


async def test_a_contract_of_another_kind_is_refused(
    chain: Chain, toncenter: TonCenter, host: Host, make: Make
) -> None:
    content = make(toncenter)
    home = deploy_collection(chain, off_chain(host.at("/c.json")))
    with pytest.raises(ContentRefused):
        await content.of_item(home)
    with pytest.raises(ContentRefused):
        await content.of_collection(deploy_item(chain, snake(b"\x02what?")))


async def test_a_part_off_the_chain_that_fails_leaves_the_part_on_it(
    chain: Chain, toncenter: TonCenter, host: Host, make: Make
) -> None:
    host.tell("/half.json", b"", status=503)
    content = on_chain({"uri": host.at("/half.json").encode(), "name": b"Still here"})
    home = deploy_collection(chain, content)
    reader = make(toncenter)
    told = await reader.of_collection(home)
    assert (told.name, told.whole) == ("Still here", False), "another time may tell more"
    host.tell("/half.json", b"", status=410)
    told = await reader.of_collection(home)
    assert (told.name, told.whole) == ("Still here", True), "nothing more will come"


async def test_nothing_on_the_chain_and_a_failure_off_it_is_a_failure(
    chain: Chain, toncenter: TonCenter, host: Host, make: Make
) -> None:
    host.tell("/pepe.json", b"", status=503)
    with pytest.raises(GatewayError) as failed:
        await make(toncenter).of_item(deploy_item(chain, off_chain(host.at("/pepe.json"))))
    assert not isinstance(failed.value, GatewayRejected)


async def test_a_gift_of_the_local_markets(
    world: World, toncenter: TonCenter, tmp_path: Path
) -> None:
    """As the program is put together in the sandbox: an item that somebody has, its collection's
    word on it, its metadata and its picture.
    """
    url = world.core.url
    async with calling(url) as caller:
        await caller.person("alice")
        await caller.make("/wallets", {"person": "alice"})
        order = {"collection": "plushpepe", "number": 777, "owner": "alice", "onchain": True}
        gift = await caller.make("/gifts", {**order, "model": "Steel Frog", "backdrop": "Black"})
    local = f"{url}/markets/fragment"
    reach = Reach(stand_ins={"https://nft.fragment.com": local}, trusted=(url,), alone=True)
    content = GiftContent(toncenter, tmp_path / "pictures", reach)
    try:
        told = await content.of_item(gift["address"])
        assert told.form is ContentForm.OFF_CHAIN
        assert told.uri == "https://nft.fragment.com/gift/plushpepe-777.json"
        assert told.name == "Plush Pepe #777"
        assert told.attribute("Model") == "Steel Frog"
        assert told.attribute("Backdrop") == "Black"
        published = await content.of_gift(GiftKey("plushpepe-777"))
        assert (published.name, published.attributes) == (told.name, told.attributes)
        assert told.image is not None
        shown = await content.picture(told.image)
        assert shown.kind == "image/png"
        assert await content.picture_of(GiftKey("plushpepe-777")) == shown
        with pytest.raises(ContentGone):
            await content.of_gift(GiftKey("plushpepe-778"))
    finally:
        await content.close()


def test_a_dictionary_that_refers_to_itself_without_end_is_read_at_once() -> None:
    """Each fork's two sides are one cell: 2^256 entries, of which a few are looked for."""
    node = Builder().store_uint(0, 2).store_ref(snake(b"\x00same for all")).end_cell()
    for _ in range(256):
        node = Builder().store_uint(0, 2).store_ref(node).store_ref(node).end_cell()
    content = Builder().store_uint(0, 8).store_bit(1).store_ref(node).end_cell()
    told = read_content(small_bag(content))
    assert told.values["name"] == b"same for all"


@pytest.mark.parametrize(
    "boc",
    [b"", b"\x00", b"\xb5\xee\x9c\x72" + bytes(30), b"text", bytes(1 << 19)],
    ids=["nothing", "zero", "half a bag", "text", "too large"],
)
def test_bytes_that_are_no_cells_are_refused(boc: bytes) -> None:
    with pytest.raises(ValueError, match="bag"):
        read_content(boc)
