"""Collections and items by the API, and the addresses that contracts name."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.gateways.ton.highload import HighloadWallet
from bot.gateways.ton.nft import TonMinter
from domain.shared.actor import Role, house
from domain.shared.ids import UserId
from domain.ton.mints.frame import MintFrame
from domain.ton.mints.models import MintSettings
from domain.ton.mints.orders import MintOrders
from domain.ton.mints.poll import MintPoll
from domain.ton.mints.service import Mints
from domain.users.models import Wallet
from storage.ton.mints import MintRows
from storage.users.places import WalletRows
from tests.ton.escrows.chain import NANO, EscrowChain, Key, person
from tests.webapp.ground import Parts
from tests.webapp.wiring import settings
from tests.webapp.world import ALICE, BOB, CAROL, Reply, World, start_world
from webapp.limits import LimitSettings

PUBLIC = "https://souk.example"
ALICES = person("alice's wallet")


@dataclass(frozen=True)
class Mint:
    """A world with a minter over a local chain; Carol is finance, Alice has linked her wallet."""

    world: World
    chain: EscrowChain
    poll: MintPoll

    async def make(self, *, by: int = CAROL, **changes: object) -> Reply:
        body = {"name": "event:1", "kind": "sbt", "title": "An <evening>", **changes}
        return await self.world.call("POST", "/collections", by=by, key="new", json=body)

    async def mint(self, collection: str, ref: str = "seat-1", **changes: object) -> Reply:
        body = {"ref": ref, "owner": ALICES, "title": "Seat 1", **changes}
        path = f"/collections/{collection}/items"
        return await self.world.call("POST", path, by=CAROL, key="new", json=body)

    async def act(self, item: str, name: str, *, by: int = CAROL) -> Reply:
        return await self.world.call("POST", f"/mints/{item}/{name}", by=by, key="new", json={})

    async def go_on(self, passes: int = 3) -> None:
        for _ in range(passes):
            await self.poll.poll_mints()
            self.chain.tick()


@pytest.fixture
async def mint(parts: Parts) -> AsyncIterator[Mint]:
    plenty = LimitSettings(per_address=100_000, sign_in=100_000, act_pause_s=0)
    world, end = await start_world(parts, settings(limits=plenty))
    services = world.deps.ton
    assert services is not None
    chain = EscrowChain(world.clock)
    minter = TonMinter(HighloadWallet(Key("minter"), chain), chain)
    frame = MintFrame(
        base=services.deposits._frame,
        rows=MintRows(parts.database),
        minter=minter,
        reader=chain,
        sender=chain,
        settings=MintSettings(public=PUBLIC),
    )
    # Only these tests pay for a machine that runs contracts.
    object.__setattr__(services, "mints", Mints(frame, world.deps.wallets))
    chain.give(minter.address, 10 * NANO)
    for who in (ALICE, BOB, CAROL):
        await world.welcome(who)
    await world.roles.declare(house("test"), UserId(CAROL), Role.FINANCE)
    world.tokens.pop(CAROL)
    mine = Wallet(address=ALICES, person=UserId(ALICE), proved_at=world.clock.now())
    await world.writer.put([WalletRows(parts.database).add(mine)])
    yield Mint(world, chain, MintPoll(frame, MintOrders(frame)))
    await end()


async def test_from_a_collection_to_an_item_that_is_taken_back(mint: Mint) -> None:
    made = await mint.make()
    assert made.status == 201, made.body
    collection = made.body["id"]
    asked = await mint.mint(collection, traits=[{"name": "row", "value": "B"}])
    assert asked.status == 201, asked.body
    assert (asked.body["index"], asked.body["state"]) == (0, "created")
    await mint.go_on(5)
    shown = await mint.world.call("GET", f"/mints/{asked.body['id']}", by=ALICE)
    assert (shown.status, shown.body["state"]) == (200, "minted")
    (tx,) = shown.body["transactions"]
    assert (tx["kind"], tx["state"]) == ("mint", "paid")
    assert tx["value"] == {"asset": "TON", "amount": "0.1"}
    taken = await mint.act(asked.body["id"], "take-back")
    assert taken.body["state"] == "revoking"
    await mint.go_on()
    listed = await mint.world.call("GET", f"/collections/{collection}/items", by=CAROL)
    assert [item["state"] for item in listed.body["items"]] == ["revoked"]
    again = await mint.act(asked.body["id"], "take-back")
    assert (again.status, again.code) == (409, "already-done")
    home = await mint.world.call("GET", f"/collections/{collection}", by=BOB)
    assert (home.body["state"], home.body["items"]) == ("minted", 1)


async def test_the_addresses_in_the_contracts_answer_anybody(mint: Mint) -> None:
    collection = (await mint.make()).body
    item = (await mint.mint(collection["id"])).body
    assert collection["metadata_url"] == f"{PUBLIC}/nft/{collection['id']}.json"
    assert item["metadata_url"] == f"{PUBLIC}/nft/{collection['id']}/0.json"
    for address in (collection["metadata_url"], item["metadata_url"]):
        told = await mint.world.call("GET", f"/{address.removeprefix(PUBLIC)}")
        assert told.status == 200
        assert told.headers["Access-Control-Allow-Origin"] == "*"
        picture = re.sub(r"json$", "svg", address)
        assert told.body["image"] == picture
        drawn = await mint.world.call("GET", f"/{picture.removeprefix(PUBLIC)}")
        assert drawn.headers["Content-Type"].startswith("image/svg+xml")
        assert b"<evening>" not in drawn.body
    for path in ("nothing.json", "nothing.svg", f"{collection['id']}/1.json", "x/-1.svg"):
        assert (await mint.world.call("GET", f"//nft/{path}")).status == 404


async def test_who_may(mint: Mint) -> None:
    refused = await mint.make(by=ALICE)
    assert (refused.status, refused.code) == (403, "not-allowed")
    collection = (await mint.make()).body["id"]
    item = (await mint.mint(collection)).body["id"]
    assert (await mint.world.call("GET", f"/mints/{item}", by=BOB)).status == 404
    listed = await mint.world.call("GET", f"/collections/{collection}/items", by=ALICE)
    assert (listed.status, listed.code) == (403, "not-allowed")
    for name in ("take-back", "retry", "accept"):
        refused = await mint.act(item, name, by=ALICE)
        assert (refused.status, refused.code) == (403, "not-allowed"), name


async def test_what_is_refused(mint: Mint) -> None:
    assert (await mint.make(name="An event")).status == 400
    assert (await mint.make(royalty_bps=5001)).status == 400
    collection = (await mint.make()).body["id"]
    wrong = await mint.mint(collection, owner="nowhere")
    assert wrong.code == "address-invalid"
    assert (await mint.mint("nothing")).status == 404
    assert (await mint.act("nothing", "retry")).status == 404
