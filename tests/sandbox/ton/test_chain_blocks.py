"""When blocks are made, what waits for them, what idle waits for, and what outlives a kill."""

import asyncio
from pathlib import Path

import pytest

from scripts.sandbox.ton import cells, messages
from scripts.sandbox.ton.chain import FAUCET
from scripts.sandbox.ton.state import FUND_COMMENT, FUND_NANO
from scripts.sandbox.world import World
from tests.fakes.app_link import FakeApp
from tests.sandbox.caller import Answer, Caller, calling, sandbox_process

CLOCK = {"now": "2026-12-01T09:00:00.000Z", "rate": 0}
PAYMENT = {"to": "bob", "value": {"asset": "TON", "amount": "1"}}
HOUSE = f"0:{11:064x}"


async def two_people(caller: Caller) -> None:
    for name in ("alice", "bob"):
        await caller.person(name)
        order = {"person": name, "balance": {"asset": "TON", "amount": "10"}}
        await caller.make("/wallets", order)


async def amount(caller: Caller, name: str) -> str:
    held = (await caller.get(f"/wallets/{name}"))["balances"]
    return str(held[0]["amount"])


async def quiet(caller: Caller) -> Answer:
    """The chain once nothing waits for its next block."""
    for _ in range(1_000):
        told = await caller.get("/chain")
        if told["waiting"] == 0:
            return told
        await asyncio.sleep(0.005)
    raise AssertionError("a message waits for ever")


async def test_blocks_come_by_themselves_as_soon_as_a_message_waits(caller: Caller) -> None:
    await two_people(caller)
    before = await caller.get("/chain")
    assert set(before) == {"tick", "seqno", "now", "waiting"}
    assert (before["tick"], before["waiting"]) == ("auto", 0)
    await caller.post("/wallets/alice/transfers", PAYMENT)
    after = await quiet(caller)
    # One for the wallet, one for whom it pays.
    assert after["seqno"] == before["seqno"] + 2
    assert await amount(caller, "bob") == "11"


async def test_by_hand_each_block_takes_what_waits(caller: Caller) -> None:
    await two_people(caller)
    told = await caller.patch("/chain", {"tick": "manual"})
    assert told["tick"] == "manual"
    for _ in range(3):
        await caller.post("/wallets/alice/transfers", PAYMENT)
    await caller.post("/wallets/bob/transfers", {**PAYMENT, "to": "alice"})
    assert (await caller.get("/chain"))["waiting"] == 4
    first = await caller.post("/chain/blocks", {"count": 1})
    assert (first["seqno"], first["waiting"]) == (told["seqno"] + 1, 4)
    assert (await caller.get("/wallets/alice"))["deployed"] is True
    second = await caller.post("/chain/blocks")
    assert (second["seqno"], second["waiting"]) == (told["seqno"] + 2, 0)
    third = await caller.post("/chain/blocks", {"count": 10})
    assert third["seqno"] == told["seqno"] + 12
    assert float(await amount(caller, "bob")) == pytest.approx(12, abs=0.05)
    back = await caller.patch("/chain", {"tick": "auto"})
    assert (back["tick"], back["seqno"]) == ("auto", third["seqno"])


async def test_the_faucet_does_not_wait_for_a_block_by_hand(caller: Caller) -> None:
    await two_people(caller)
    await caller.patch("/chain", {"tick": "manual"})
    await caller.post("/wallets/alice/transfers", PAYMENT)
    await caller.post("/wallets/bob/faucet", {"value": {"asset": "TON", "amount": "5"}})
    assert await amount(caller, "bob") == "15"
    assert (await caller.get("/chain"))["waiting"] == 1


@pytest.mark.parametrize("body", [{"tick": "fast"}, {}, {"tick": "auto", "more": 1}])
async def test_an_unknown_tick_is_refused(caller: Caller, body: object) -> None:
    assert (await caller.refused("PATCH", "/chain", body))[:2] == (400, "invalid")


@pytest.mark.parametrize("count", [0, -1, 1_001, "1", 1.5])
async def test_an_odd_number_of_blocks_is_refused(caller: Caller, count: object) -> None:
    assert (await caller.refused("POST", "/chain/blocks", {"count": count}))[1] == "invalid"


async def test_blocks_carry_the_world_clock_and_a_jump_makes_one(
    world: World, caller: Caller
) -> None:
    await caller.post("/reset", {"clock": CLOCK})
    await caller.patch("/chain", {"tick": "manual"})
    before = await caller.get("/chain")
    assert before["now"] == CLOCK["now"]
    assert world.ton.chain.head.utime == 1_796_115_600
    await caller.post("/clock/advance", {"seconds": 600})
    after = await caller.get("/chain")
    assert (after["seqno"], after["now"]) == (before["seqno"] + 1, "2026-12-01T09:10:00.000Z")
    assert world.ton.chain.head.utime == 1_796_116_200


async def test_a_clock_that_is_set_moves_the_time_of_a_chain_that_ticks(
    world: World, caller: Caller
) -> None:
    await caller.post("/reset", {"clock": CLOCK})
    await caller.put("/clock", {"now": "2026-12-01T09:00:07.000Z"})
    assert world.ton.chain.head.utime == 1_796_115_607
    await caller.patch("/chain", {"tick": "manual"})
    await caller.put("/clock", {"now": "2026-12-01T09:00:09.000Z"})
    assert world.ton.chain.head.utime == 1_796_115_607


async def test_time_past_what_a_chain_can_write_does_not_break_it(caller: Caller) -> None:
    for now in ("1900-01-01T00:00:00.000Z", "9999-01-01T00:00:00.000Z"):
        await caller.post("/reset", {"clock": {"now": now, "rate": 0}})
        await two_people(caller)
        await caller.post("/wallets/alice/transfers", PAYMENT)
        await quiet(caller)
        assert await amount(caller, "bob") == "11"


async def test_while_the_clock_runs_so_does_the_time_of_the_chain(
    world: World, caller: Caller
) -> None:
    before = world.ton.chain.head
    await caller.put("/clock", {"rate": 1000})
    for _ in range(2_000):
        if world.ton.chain.head.seqno > before.seqno:
            break
        await asyncio.sleep(0.01)
    assert world.ton.chain.head.utime >= before.utime + 30


async def test_messages_under_way_count_and_those_that_wait_for_a_hand_do_not(
    world: World, caller: Caller, app: FakeApp
) -> None:
    await two_people(caller)
    await caller.patch("/chain", {"tick": "manual"})
    await caller.post("/wallets/alice/transfers", PAYMENT)
    assert (await caller.get("/idle?wait_s=5"))["idle"] is True
    world.ton.tick = "auto"
    refused = await caller.refused("GET", "/idle")
    assert refused[2]["busy"] == {"messages": 1}
    await caller.patch("/chain", {"tick": "auto"})
    assert (await caller.get("/chain?wait_s=5"))["waiting"] == 0


async def test_the_app_must_have_read_to_the_last_block(caller: Caller, app: FakeApp) -> None:
    await two_people(caller)
    await caller.post("/wallets/alice/transfers", PAYMENT)
    head = (await quiet(caller))["seqno"]
    app.read_to = head - 1
    assert (await caller.refused("GET", "/idle?wait_s=0.05"))[2] == {"busy": {"chain": 1}}
    assert app.last("busy")["chain"] == head
    app.read_to = head
    assert (await caller.get("/idle?wait_s=5"))["idle"] is True
    await caller.post("/chain/blocks")
    assert (await caller.refused("GET", "/idle?wait_s=0.05"))[2] == {"busy": {"chain": 1}}


async def test_a_chain_under_a_fault_without_end_does_not_count_for_ever(
    caller: Caller, app: FakeApp
) -> None:
    app.read_to = 0
    bounded = {"face": "ton", "kind": "error", "status": 500, "times": 3}
    await caller.make("/faults", bounded)
    assert (await caller.refused("GET", "/idle?wait_s=1.5"))[2] == {"busy": {"chain": 1}}
    made = await caller.make("/faults", {**bounded, "times": None})
    assert (await caller.get("/idle?wait_s=20"))["idle"] is True
    await caller.delete(f"/faults/{made['id']}")
    assert (await caller.refused("GET", "/idle?wait_s=0.05"))[2] == {"busy": {"chain": 1}}


async def test_the_app_is_given_its_working_capital_once(world: World, caller: Caller) -> None:
    app = FakeApp(world.core.url)
    app.hello = {"ton": {"fund": [HOUSE, "nobody", 7]}}
    async with app:
        assert await amount(caller, HOUSE) == "1000"
        await app.die()
        await app.start()
        assert await amount(caller, HOUSE) == "1000"
        (tx,) = world.ton.chain.transactions(HOUSE)
        raw = cells.read_transaction(tx.boc)
        assert raw.in_msg is not None
        header = messages.read_header(raw.in_msg)
        assert (header.source, header.value) == (FAUCET, FUND_NANO)
        assert header.body == cells.comment(FUND_COMMENT)
        await caller.post("/reset", {"clock": CLOCK})
        assert await amount(caller, HOUSE) == "1000", "a new world gives anew"


async def live_a_little(caller: Caller) -> None:
    await caller.post("/reset", {"seed": 7, "clock": CLOCK})
    await two_people(caller)
    (usdt,) = (await caller.get())["ton"]["jettons"]
    jetton = {"asset": f"jetton:{usdt['master']}", "amount": "7.5"}
    await caller.post("/wallets/alice/faucet", {"value": jetton})
    await caller.post("/wallets/alice/transfers", {**PAYMENT, "comment": "K7Q2"})
    await caller.post("/wallets/alice/transfers", {"to": "bob", "value": jetton})
    await quiet(caller)
    await caller.patch("/chain", {"tick": "manual"})
    await caller.post("/wallets/bob/transfers", {**PAYMENT, "to": "alice"})


async def everything(caller: Caller) -> list[Answer]:
    return [await caller.get(path) for path in ("/chain", "/wallets", "/people", "")]


async def test_a_chain_survives_a_kill_with_what_waits(tmp_path: Path) -> None:
    async with sandbox_process(tmp_path) as first, calling(first.url) as caller:
        await live_a_little(caller)
        before = await everything(caller)
        # No pause: what somebody was told is written.
        await first.kill()
    async with sandbox_process(tmp_path) as second, calling(second.url) as caller:
        assert await everything(caller) == before
        assert before[0]["waiting"] == 1
        told = await caller.post("/chain/blocks", {"count": 2})
        assert told["waiting"] == 0
        assert float(await amount(caller, "alice")) > 8.9
        await caller.post("/wallets/alice/transfers", PAYMENT)
        assert (await caller.make("/wallets", {"name": "new"}))["name"] == "new"


async def test_a_chain_goes_on_after_a_restart_as_if_nothing_had_been(tmp_path: Path) -> None:
    async def go_on(caller: Caller) -> list[Answer]:
        await caller.patch("/chain", {"tick": "auto"})
        await quiet(caller)
        hashes = [(await caller.post("/wallets/bob/transfers", _to("alice")))["hash"]]
        made = await caller.make("/wallets", {"name": "new"})
        await quiet(caller)
        return [hashes, made, await caller.get("/wallets")]

    ends: list[list[Answer]] = []
    for name, stop in (("a", True), ("b", False)):
        folder = tmp_path / name
        async with sandbox_process(folder) as first, calling(first.url) as caller:
            await live_a_little(caller)
            if not stop:
                ends.append(await go_on(caller))
                continue
            await first.stop()
        async with sandbox_process(folder) as second, calling(second.url) as caller:
            ends.append(await go_on(caller))
    assert ends[0] == ends[1]


def _to(name: str) -> dict[str, object]:
    return {**PAYMENT, "to": name}


async def test_what_the_app_sent_and_nobody_saw_counts_unless_it_lies_here(
    caller: Caller, app: FakeApp
) -> None:
    await two_people(caller)
    app.busy = {"unseen": 1}
    assert (await caller.refused("GET", "/idle"))[2] == {"busy": {"unseen": 1}}
    await caller.patch("/chain", {"tick": "manual"})
    assert (await caller.refused("GET", "/idle"))[2] == {"busy": {"unseen": 1}}
    await caller.post("/wallets/alice/transfers", PAYMENT)
    assert (await caller.get("/idle?wait_s=5"))["idle"] is True
