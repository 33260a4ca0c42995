"""Mints over the house of TON and a real store, with the standard contracts on a local chain."""

from typing import Final

from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from bot.gateways.ton.cells import address_of, library_address, state_init
from bot.gateways.ton.codes import code
from bot.gateways.ton.highload import HighloadWallet
from bot.gateways.ton.nft import MINT, TonMinter
from domain.shared.change import Store
from domain.ton.frame import CHAIN
from domain.ton.mints.frame import MintFrame
from domain.ton.mints.models import (
    Collection,
    CreateCollection,
    Item,
    MintItem,
    MintSettings,
    MintState,
    TokenKind,
)
from domain.ton.mints.orders import MintOrders
from domain.ton.mints.poll import MintPoll
from domain.ton.mints.service import Mints
from domain.users.wallets import Wallets
from scripts.sandbox.ton.messages import Outgoing
from storage.ton.mints import MintRows
from storage.users.places import WalletRows
from tests.ton.escrows.chain import NANO, EscrowChain, Key, person
from tests.ton.escrows.house import EscrowWorld
from tests.ton.house import TonHouse

PUBLIC: Final = "https://souk.example"
ALICES: Final = person("alice's wallet")
BOBS: Final = person("bob's wallet")
STRANGER: Final = person("a stranger's wallet")


class MintHouse(TonHouse):
    """One run of the app."""

    def __init__(self, world: EscrowWorld, *, store: Store | None = None) -> None:
        super().__init__(world, store=store)
        self.local: EscrowChain = world.local
        wallet = HighloadWallet(Key("minter"), world.local)
        self.minter = TonMinter(wallet, world.local)
        self.parts = MintFrame(
            base=self.frame,
            rows=MintRows(world.database),
            minter=self.minter,
            reader=world.local,
            sender=world.local,
            settings=MintSettings(public=PUBLIC, most_items=3),
        )
        self.poll = MintPoll(self.parts, MintOrders(self.parts))
        self.mints = Mints(self.parts, Wallets(WalletRows(world.database), self.gate))

    def give_coins(self, nano: int = 20 * NANO) -> None:
        self.local.give(self.minter.address, nano)

    async def make(self, kind: TokenKind = TokenKind.NFT, name: str = "event:1") -> Collection:
        order = CreateCollection(name=name, kind=kind, title="An evening", royalty_bps=250)
        return await self.mints.create_collection(CHAIN, order, key=self.key())

    async def want(self, home: Collection, ref: str, owner: str = ALICES) -> Item:
        order = MintItem(collection=home.id, ref=ref, owner=owner, title=f"Ticket {ref}")
        return await self.mints.request(CHAIN, order, key=self.key())

    async def deployed(self, kind: TokenKind = TokenKind.NFT) -> Collection:
        """A collection that is on the chain."""
        self.give_coins()
        home = await self.make(kind)
        await self.go_on(3)
        home = await self.mints.collection(home.id)
        assert home.state is MintState.MINTED
        return home

    async def minted(self, home: Collection, ref: str = "1", owner: str = ALICES) -> Item:
        item = await self.want(home, ref, owner)
        await self.go_on(3)
        item = await self.mints.item(item.id)
        assert item.state is MintState.MINTED
        return item

    async def go_on(self, passes: int = 2, *, seconds: int = 5) -> None:
        """The duty, and blocks after each."""
        for _ in range(passes):
            await self.poll.poll_mints()
            self.local.tick(seconds)

    async def standing(self, item: Item) -> MintState:
        return (await self.mints.item(item.id)).state

    async def paid(self, item: Item) -> list[str]:
        """States of the messages that carried it."""
        return [message.state.value for message in await self.mints.history(item)]


def mint_by(world: EscrowWorld, by: str, home: Collection, index: int, owner: str) -> None:
    """Anybody tells a collection to mint."""
    born = Builder().store_address(library_address(owner))
    born.store_ref(Builder().store_bytes(b"x.json").end_cell())
    body = Builder().store_uint(MINT, 32).store_uint(7, 64).store_uint(index, 64)
    body.store_coins(NANO // 20).store_ref(born.end_cell())
    _say(world, by, home.address, body.end_cell())


def transfer_by(world: EscrowWorld, by: str, item: str, to: str) -> None:
    """`transfer` of TEP-62."""
    body = Builder().store_uint(0x5FCC3D14, 32).store_uint(7, 64)
    body.store_address(library_address(to)).store_address(library_address(by))
    body.store_bits("0").store_coins(0).store_bits("0")
    _say(world, by, item, body.end_cell())


def forge(world: EscrowWorld, home: Collection, owner: str) -> str:
    """An item by somebody else that says it is the collection's first; its address."""
    data = Builder().store_uint(0, 64).store_address(library_address(home.address))
    data.store_address(library_address(owner))
    data.store_ref(Builder().store_bytes(b"0.json").end_cell())
    init = state_init(code("nft_item"), data.end_cell())
    _say(world, owner, address_of(init), Builder().end_cell(), init=init)
    return address_of(init)


def squat(world: EscrowWorld, home: Collection, index: int) -> str:
    """Somebody else brings an item's account to life before it is minted; its address."""
    data = Builder().store_uint(index, 64).store_address(library_address(home.address))
    init = state_init(code("nft_item"), data.end_cell())
    _say(world, STRANGER, address_of(init), Builder().end_cell(), init=init)
    return address_of(init)


def _say(world: EscrowWorld, by: str, to: str, body: Cell, *, init: Cell | None = None) -> None:
    chain = world.local
    chain.chain.send_internal(
        Outgoing(source=by, destination=to, value=NANO // 5, bounce=True, body=body, init=init)
    )
    chain.tick()
