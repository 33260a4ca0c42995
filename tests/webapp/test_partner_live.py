"""The live feed opened by a partner's signature."""

import pytest
from aiohttp import WSServerHandshakeError

from domain.shared.money import stars
from tests.webapp.partner import partner
from tests.webapp.world import ALICE, World
from webapp import live


async def test_a_signed_socket_hears_what_its_owner_may(world: World) -> None:
    desk = await partner(world, ALICE, "read")
    headers = desk.signed("GET", "/live", b"")
    async with world.client.ws_connect("/api/v1/live", headers=headers) as ws:
        await ws.send_json({"sub": "balances"})
        assert (await ws.receive_json(timeout=5))["topic"] == "balances"
        await world.fund(ALICE, stars(5))
        delta = (await ws.receive_json(timeout=5))["delta"]
        assert delta["items"] == [{"asset": "XTR", "available": "5", "held": "0"}]


async def test_a_revoked_key_closes_its_socket(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "CHECK_S", 0.05)
    desk = await partner(world, ALICE, "read")
    headers = desk.signed("GET", "/live", b"")
    async with world.client.ws_connect("/api/v1/live", headers=headers) as ws:
        await ws.send_json({"sub": "balances"})
        await ws.receive_json(timeout=5)
        await world.call("DELETE", f"/partner/keys/{desk.id}", by=ALICE)
        await ws.receive(timeout=5)
        assert ws.close_code == live.SESSION_OVER


async def test_a_forged_or_narrow_signature_opens_no_socket(world: World) -> None:
    desk = await partner(world, ALICE, "read")
    acting = await partner(world, ALICE, "write", name="Acting")
    forged = {**desk.signed("GET", "/live", b""), "X-Signature": "0" * 64}
    for headers, status in ((forged, 401), (acting.signed("GET", "/live", b""), 403)):
        with pytest.raises(WSServerHandshakeError) as refused:
            await world.client.ws_connect("/api/v1/live", headers=headers)
        assert refused.value.status == status
