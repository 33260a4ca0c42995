"""The command line for one escrow, against a running app and a chain with its face."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from scripts import escrow
from scripts.sandbox.server import serving
from scripts.sandbox.ton.messages import Outgoing
from scripts.sandbox.world import World as Sandbox
from tests.contracts.scene import COMPILED, Op, Terms, order_body
from tests.ton.escrows.chain import NANO
from tests.webapp.conftest import parts
from tests.webapp.escrow_desk import ALICES, BOBS, Desk, desk
from tests.webapp.world import CAROL

__all__ = ["desk", "parts"]


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    async with serving(tmp_path / "world", port=0) as there:
        yield there


async def command(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, dict[str, object]]:
    """Exit status, and what was said in JSON."""
    status = await asyncio.to_thread(escrow.run, arguments)
    said = capsys.readouterr()
    return status, json.loads(said.out or said.err)


async def test_an_escrow_is_driven_to_its_end(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOUK_TOKEN", await desk.world.token(CAROL))
    app = ("--app", str(desk.world.client.make_url("/")))
    status, made = await command(
        capsys,
        *app,
        *("create", "--advertiser", ALICES, "--owner", BOBS, "--amount", "5"),
        *("--deadline", "2026-12-11T09:00:00Z", "--deal", "deal-1"),
    )
    assert (status, made["state"], made["deal"]) == (0, "waiting", "deal-1")
    escrow_id = str(made["id"])
    status, refused = await command(capsys, *app, "release", escrow_id)
    assert status == 1
    assert isinstance(refused["error"], dict)
    assert refused["error"]["code"] == "escrow-not-funded"
    request = made["deposit"]
    assert isinstance(request, dict)
    desk.pay(request)
    status, shown = await command(capsys, *app, "show", escrow_id)
    assert (status, shown["state"]) == (0, "funded")
    key = "8f1cfd3f-2bd1-4b25-9b9a-2f2f6a0d4f12"
    status, ordered = await command(capsys, *app, "release", escrow_id, "--key", key)
    assert (status, ordered["order"]) == (0, "release")
    desk.chain.tick()
    _, ended = await command(capsys, *app, "show", escrow_id)
    assert ended["state"] == "released"
    assert desk.chain.balance(BOBS) == 5 * NANO


async def test_a_contract_is_read_from_the_chain_itself(
    sandbox: Sandbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOUK_TON_KEY", "a-key")
    chain, terms = sandbox.ton.chain, Terms()
    there = ("--chain", f"{sandbox.core.url}/ton")
    status, nothing = await command(capsys, "read", terms.address, *there)
    assert (status, nothing["ours"], nothing["state"]) == (0, False, None)
    chain.carry(
        chain.send_internal(
            Outgoing(
                source=terms.advertiser,
                destination=terms.address,
                value=terms.amount + NANO,
                bounce=True,
                body=order_body(Op.DEPOSIT),
                init=terms.init,
            )
        )
    )
    status, told = await command(capsys, "read", terms.address, *there)
    assert (status, told["ours"], told["code_hash"]) == (0, True, COMPILED["code_hash"])
    assert isinstance(told["terms"], dict)
    assert told["terms"]["owner"] == terms.owner


async def test_nobody_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    status = await asyncio.to_thread(escrow.run, ["--app", "http://127.0.0.1:9", "show", "x"])
    assert status == 1
    assert "127.0.0.1:9" in capsys.readouterr().err
