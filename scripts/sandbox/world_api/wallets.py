"""Wallets of people on the local chain: made, filled, and paid from."""

import binascii

from pytoniq_core.boc.cell import Cell

from scripts.sandbox.forms import Json, Refusal, listed, page
from scripts.sandbox.routes import Call, ListQuery, Route
from scripts.sandbox.ton import cells, jettons, spending
from scripts.sandbox.ton.cells import BadCells
from scripts.sandbox.ton.wallet_contracts import Order
from scripts.sandbox.ton.wallets import Wallet, friendly, read_address
from scripts.sandbox.world import World
from scripts.sandbox.world_api import names
from scripts.sandbox.world_api.money import Value, balances, read_money
from scripts.sandbox.world_api.wallet_forms import (
    Asked,
    AskedTransaction,
    BocTold,
    Faucet,
    HashTold,
    NewWallet,
    ProofOrder,
    ProofTold,
    RejectQuery,
    Transfer,
    WalletsTold,
    WalletTold,
)


async def add(call: Call) -> Json:
    order, world = call.given(NewWallet), call.world
    owner = None if order.person is None else names.person(world, order.person)
    first = (
        None if order.balance is None else read_money(world.ton, order.balance, field="balance")
    )
    name = order.name or (None if owner is None else owner.username)
    wallet = world.ton.wallets.create(
        name=name, person=0 if owner is None else owner.id, version=order.version
    )
    if owner is not None:
        owner.wallets.append(wallet.address)
        world.telegram.people.table.save(owner)
        world.core.live.tell("person", person=owner.id)
    if first is not None:
        _give(world, wallet.address, first)
    return view(world, wallet.address)


async def read_all(call: Call) -> Json:
    asked, world = call.asked(ListQuery), call.world
    found, following = page(
        world.ton.wallets.all(),
        key=lambda one: one.number,
        limit=asked.limit,
        cursor=asked.cursor,
    )
    return listed([view(world, one.address) for one in found], following)


async def read(call: Call) -> Json:
    return view(call.world, _address(call.world, call.part("wallet")))


async def faucet(call: Call) -> Json:
    world, address = call.world, _address(call.world, call.part("wallet"))
    _give(world, address, read_money(world.ton, call.given(Faucet).value))
    return view(world, address)


async def transfer(call: Call) -> Json:
    world, order = call.world, call.given(Transfer)
    wallet, to = _wallet(call), _address(world, order.to, field="to")
    value = read_money(world.ton, order.value)
    body = _body(order)
    if value.jetton is None:
        sent = Order(to=to, value=value.units, bounce=order.bounce, body=body)
    else:
        sent = jettons.transfer(
            world.ton.chain,
            value.jetton,
            owner=wallet.address,
            to=to,
            units=value.units,
            payload=body,
        )
    return {"hash": spending.send(world.ton, wallet, [sent]).hash}


async def prove(call: Call) -> Json:
    order = call.given(ProofOrder)
    return spending.prove(
        call.world.ton, _wallet(call), domain=order.domain, payload=order.payload
    )


async def sign(call: Call) -> Json:
    world, order, wallet = call.world, call.given(AskedTransaction), _wallet(call)
    if call.asked(RejectQuery).reject:
        raise Refusal("user-rejects")
    _check_meant(world, wallet, order)
    orders = [_order(world, at, asked) for at, asked in enumerate(order.messages)]
    sent = spending.send(world.ton, wallet, orders, valid_until=order.valid_until)
    return {"boc": sent.boc, "hash": sent.hash}


def view(world: World, address: str) -> Json:
    """A wallet as scripts see it; an address that is nobody's has neither name nor key."""
    wallet = world.ton.wallets.at(address)
    contract = None if wallet is None else wallet.contract
    return {
        "name": None if wallet is None else wallet.name,
        "address": address,
        "friendly": friendly(address),
        "bounceable": friendly(address, bounceable=True),
        "version": None if wallet is None else wallet.version,
        "public_key": None if contract is None else contract.public_key.hex(),
        "state_init": None if contract is None else cells.boc_text(contract.init),
        "deployed": world.ton.chain.account(address).active,
        "balances": balances(world.ton, address),
    }


def _give(world: World, address: str, value: Value) -> None:
    if value.units == 0:
        return
    if value.jetton is None:
        world.ton.give(address, value.units)
    else:
        jettons.mint(world.ton.chain, value.jetton, to=address, units=value.units)


def _wallet(call: Call) -> Wallet:
    """A wallet that has a key here. Refuses: `wallet-not-found`."""
    told = call.part("wallet")
    found = _named(call.world, told)
    if found is None and (read := read_address(told)) is not None:
        found = call.world.ton.wallets.at(read[0])
    if found is None:
        raise Refusal("wallet-not-found", wallet=told)
    return found


def _address(world: World, told: str, *, field: str = "wallet") -> str:
    """Raw, of an address or a wallet's name. Refuses: `wallet-not-found`."""
    named = _named(world, told)
    if named is not None:
        return named.address
    read = read_address(told)
    if read is None:
        raise Refusal("wallet-not-found", **{field: told})
    return read[0]


def _named(world: World, told: str) -> Wallet | None:
    """By its own name, or a person's for the first wallet that they made."""
    found = world.ton.wallets.named(told)
    owner = world.telegram.people.by_username(told) if found is None else None
    return next(iter(world.ton.wallets.of(owner.id)), None) if owner is not None else found


def _body(order: Transfer) -> Cell | None:
    given = [one for one in (order.comment, order.comment_hex, order.payload) if one is not None]
    if len(given) > 1:
        raise Refusal("invalid", comment="one of comment, comment_hex and payload")
    if order.comment is not None:
        return cells.comment(order.comment.encode())
    if order.comment_hex is not None:
        try:
            return cells.comment(binascii.unhexlify(order.comment_hex))
        except ValueError as error:
            raise Refusal("invalid", comment_hex="not hex") from error
    return _cell(order.payload, "payload")


def _check_meant(world: World, wallet: Wallet, order: AskedTransaction) -> None:
    """Refuses `invalid` what a wallet would not even show: another network, another sender."""
    network = world.ton.view()["network"]
    if order.network not in (None, network):
        raise Refusal("invalid", network=f"this wallet is on {network}")
    if order.sender is not None:
        read = read_address(order.sender)
        if read is None or read[0] != wallet.address:
            raise Refusal("invalid", **{"from": "not this wallet"})
    if len(order.messages) > wallet.contract.orders_max:
        raise Refusal("invalid", messages=f"at most {wallet.contract.orders_max} at once")


def _order(world: World, at: int, asked: Asked) -> Order:
    read = read_address(asked.address)
    if read is None:
        raise Refusal("invalid", **{f"messages.{at}.address": "not an address"})
    to, bounce = read
    init = _cell(asked.state_init, f"messages.{at}.stateInit")
    if bounce is None:
        # The raw form does not say: a message that finds or brings code may bounce.
        bounce = init is not None or world.ton.chain.account(to).active
    body = _cell(asked.payload, f"messages.{at}.payload")
    return Order(to=to, value=int(asked.amount), bounce=bounce, body=body, init=init)


def _cell(boc: str | None, field: str) -> Cell | None:
    if boc is None:
        return None
    try:
        return cells.parse_boc(boc)
    except BadCells as error:
        raise Refusal("invalid", **{field: str(error)}) from error


ROUTES = (
    Route(
        method="POST",
        path="/world/wallets",
        act=add,
        says="A new wallet, of a person or nobody's, with coins in it.",
        body=NewWallet,
        answer=WalletTold,
        status=201,
        refusals=("person-not-found", "taken"),
    ),
    Route(
        method="GET",
        path="/world/wallets",
        act=read_all,
        says="All wallets, in the order of their making.",
        query=ListQuery,
        answer=WalletsTold,
    ),
    Route(
        method="GET",
        path="/world/wallets/{wallet}",
        act=read,
        says="One wallet, by name or address.",
        answer=WalletTold,
        refusals=("wallet-not-found",),
    ),
    Route(
        method="POST",
        path="/world/wallets/{wallet}/faucet",
        act=faucet,
        says="Coins or jettons out of nowhere, at once.",
        body=Faucet,
        answer=WalletTold,
        refusals=("wallet-not-found",),
    ),
    Route(
        method="POST",
        path="/world/wallets/{wallet}/transfers",
        act=transfer,
        says="Pay somebody; the answer is the hash of the message sent.",
        body=Transfer,
        answer=HashTold,
        refusals=("wallet-not-found", "chain-refused"),
    ),
    Route(
        method="POST",
        path="/world/wallets/{wallet}/proof",
        act=prove,
        says="TON Connect's proof that the wallet is one's own.",
        body=ProofOrder,
        answer=ProofTold,
        refusals=("wallet-not-found",),
    ),
    Route(
        method="POST",
        path="/world/wallets/{wallet}/transactions",
        act=sign,
        says="Sign and send what an app asks for by TON Connect, or reject it.",
        body=AskedTransaction,
        query=RejectQuery,
        answer=BocTold,
        refusals=("wallet-not-found", "chain-refused", "user-rejects"),
    ),
)
