"""The second reader over peers of pytoniq's form: it tells what the first one tells, and whatever
the library raises is a failure of the server, never the end of a task.

The local chain has no lite server, so the peers here are made of its bytes; the library itself is
met where nobody listens.
"""

import asyncio
import base64
import json
import socket
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from nacl.signing import SigningKey
from pytoniq.contract.contract import ContractError
from pytoniq.liteclient.client import LiteClientError, LiteServerError
from pytoniq_core.boc.builder import Builder

from bot.gateways.ton.bodies import comment
from bot.gateways.ton.cells import BadCell, boc_of, parse
from bot.gateways.ton.lite import ConfigRefused, LiteServers, Peers, lite_servers
from bot.gateways.ton.second import LiteReader
from domain.shared.refusals import GatewayError
from domain.ton.models import NO_HASH, ORIGIN, AccountState, Cursor
from scripts.sandbox.ton import jettons
from scripts.sandbox.ton.chain import Chain
from tests.gateways.ton.chains import (
    BOB,
    NOW_S,
    LocalReader,
    fund,
    history,
    house_wallet,
    payout,
    send,
)
from tests.gateways.ton.lite_peers import FakePeers

CALLS: tuple[Callable[[LiteReader], Awaitable[object]], ...] = (
    lambda reader: reader.head(),
    lambda reader: reader.account(BOB),
    lambda reader: reader.transactions(BOB, after=ORIGIN, limit=1),
    lambda reader: reader.transaction(BOB, Cursor(lt=5, hash="11" * 32)),
    lambda reader: reader.run(BOB, "seqno"),
)


@pytest.fixture
def chain() -> Chain:
    made = Chain(seed="second", now=NOW_S)
    jettons.deploy(made, jettons.usdt())
    return made


@pytest.fixture
def peers(chain: Chain) -> FakePeers:
    return FakePeers(chain)


@pytest.fixture
def reader(peers: FakePeers) -> LiteReader:
    return LiteReader(LiteServers(lambda: peers))


async def test_it_tells_what_the_bytes_tell(reader: LiteReader, chain: Chain) -> None:
    wallet = house_wallet(chain)
    send(chain, wallet.sign([payout()], query_id=1, created_at_s=NOW_S - 30, deploy=True))
    for n in range(40):
        fund(chain, wallet.address, n + 1)
    told = history(chain, wallet.address)
    assert list(await reader.transactions(wallet.address, after=ORIGIN, limit=1000)) == told
    some = await reader.transactions(wallet.address, after=told[9].cursor, limit=20)
    assert list(some) == told[10:30]
    assert await reader.transactions(wallet.address, after=told[-1].cursor, limit=5) == ()
    assert await reader.transaction(wallet.address, told[7].cursor) == told[7]


async def test_accounts(reader: LiteReader, chain: Chain) -> None:
    nobody = await reader.account(BOB)
    assert (nobody.state, nobody.last_hash, nobody.code_hash) == (AccountState.NONE, NO_HASH, None)
    assert await reader.transactions(BOB, after=ORIGIN, limit=5) == ()
    fund(chain, BOB, 7)
    assert (await reader.account(BOB)).state is AccountState.UNINIT
    wallet = house_wallet(chain)
    send(chain, wallet.sign([payout()], query_id=1, created_at_s=NOW_S - 30, deploy=True))
    view = await reader.account(wallet.address)
    assert (view.state, view.balance) == (
        AccountState.ACTIVE,
        chain.account(wallet.address).balance,
    )
    assert (view.code_hash or "").startswith("11acad7955844090")
    data = chain.account(wallet.address).data
    assert data is not None
    assert parse(view.data or b"").hash == data.hash
    assert (await reader.head()).at_s == NOW_S


async def test_jettons_and_get_methods(reader: LiteReader, chain: Chain) -> None:
    usdt = jettons.usdt()
    own = await reader.jetton_wallet(usdt.master, BOB)
    assert own == jettons.wallet_of(chain, usdt, BOB)
    assert (await reader.jetton_balance(own)).balance == 0
    jettons.mint(chain, usdt, to=BOB, units=5)
    assert (await reader.jetton_balance(own)).owner == BOB
    wallet = house_wallet(chain)
    send(chain, wallet.sign([payout()], query_id=1, created_at_s=NOW_S - 30, deploy=True))
    first = await LocalReader(chain).run(wallet.address, "get_public_key")
    assert await reader.run(wallet.address, "get_public_key") == first
    assert (await reader.run(wallet.address, "nonsense")).exit_code == 11


async def test_what_is_not_there_is_denied_only_by_a_server_that_has_read_past_it(
    reader: LiteReader, peers: FakePeers, chain: Chain
) -> None:
    fund(chain, BOB, 1)
    fund(chain, BOB, 1)
    last = history(chain, BOB)[-1]
    made_up = Cursor(lt=last.lt - 1, hash="11" * 32)
    assert await reader.transaction(BOB, made_up) is None
    with pytest.raises(GatewayError, match="behind"):
        await reader.transaction(BOB, Cursor(lt=last.lt + 1, hash="11" * 32))
    peers.behind = 1
    with pytest.raises(GatewayError):
        await reader.transaction(BOB, Cursor(lt=last.lt, hash="11" * 32))


@pytest.mark.parametrize(
    "error",
    [
        ContractError("not even an Exception"),
        AttributeError("'NoneType' object has no attribute 'write'"),
        LiteClientError("Connection is closed"),
        LiteServerError(652, "block 651 not applied"),
        IndexError("list index out of range"),
        TimeoutError(),
        ConnectionResetError(),
        AssertionError(),
        GeneratorExit(),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_whatever_the_library_raises_is_a_failure_of_the_server(
    reader: LiteReader, peers: FakePeers, error: BaseException
) -> None:
    await reader.head()
    peers.raises = error
    for call in CALLS:
        with pytest.raises(GatewayError):
            await call(reader)
    peers.raises = None
    await reader.head()


async def test_being_stopped_is_being_stopped(reader: LiteReader, peers: FakePeers) -> None:
    await reader.head()
    peers.raises = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await reader.head()


async def test_it_connects_once_and_only_when_asked(chain: Chain) -> None:
    made: list[FakePeers] = []

    def connect() -> Peers:
        made.append(FakePeers(chain))
        return made[-1]

    reader = LiteReader(LiteServers(connect))
    assert made == []
    await asyncio.gather(*(reader.head() for _ in range(5)))
    assert len(made) == 1
    assert made[0].calls.count("start_up") == 1
    await reader.close()
    assert made[0].closed


async def test_servers_that_do_not_start_are_let_alone_for_a_while(chain: Chain) -> None:
    made: list[FakePeers] = []

    def connect() -> Peers:
        made.append(FakePeers(chain, raises=LiteClientError("no alive peers")))
        return made[-1]

    reader = LiteReader(LiteServers(connect))
    for _ in range(3):
        with pytest.raises(GatewayError):
            await reader.head()
    assert len(made) == 1
    await reader.close()


async def test_the_library_itself_where_nobody_listens(tmp_path: Path) -> None:
    file = tmp_path / "global.json"
    file.write_text(json.dumps(_config()))
    reader = LiteReader(lite_servers(file))
    with pytest.raises(GatewayError):
        await reader.head()
    await reader.close()


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"liteservers": [], "validator": {"init_block": {}}}', "ключ"]
)
def test_a_file_that_is_no_configuration_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "global.json"
    file.write_text(content)
    with pytest.raises(ConfigRefused):
        lite_servers(file)
    with pytest.raises(ConfigRefused):
        lite_servers(tmp_path / "nowhere.json")


def test_a_strangers_tangle_is_not_written_out() -> None:
    tangled = comment("leaf")
    for _ in range(40):
        tangled = Builder().store_ref(tangled).store_ref(tangled).end_cell()
    with pytest.raises(BadCell):
        boc_of(tangled)
    deep = comment("leaf")
    for _ in range(900):
        deep = Builder().store_ref(deep).end_cell()
    with pytest.raises(BadCell):
        boc_of(deep)
    plain = comment("long text " * 100)
    assert parse(boc_of(plain)).hash == plain.hash


def _config() -> dict[str, object]:
    """Two servers of the loopback where nobody listens."""
    (ip,) = struct.unpack(">i", socket.inet_aton("127.0.0.1"))
    keys = [bytes(SigningKey(bytes([n]) * 32).verify_key) for n in (1, 2)]
    return {
        "liteservers": [
            {"ip": ip, "port": 9, "id": {"key": base64.b64encode(key).decode()}} for key in keys
        ],
        "validator": {
            "init_block": {
                "workchain": -1,
                "shard": -(2**63),
                "seqno": 1,
                "root_hash": base64.b64encode(bytes(32)).decode(),
                "file_hash": base64.b64encode(bytes(32)).decode(),
            }
        },
    }
