"""A partner's program: signs its calls by the published form, knowing none of our code."""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256

from tests.webapp.world import Reply, World


@dataclass
class Partner:
    world: World
    id: str
    secret: str
    ahead_ms: int = 0
    """How far its clock runs ahead of ours."""

    async def call(
        self, method: str, path: str, body: object = None, *, key: str | None = None
    ) -> Reply:
        raw = b"" if body is None else json.dumps(body).encode()
        return await self.send(method, path, raw, self.signed(method, path, raw), key=key)

    async def send(
        self, method: str, path: str, raw: bytes, signed: dict[str, str], *, key: str | None = None
    ) -> Reply:
        """Send a call that is signed already, or is changed since."""
        return await self.world.call(method, path, json=raw or None, headers=signed, key=key)

    def signed(self, method: str, path: str, raw: bytes) -> dict[str, str]:
        # A millisecond more each time, as a clock gives it.
        self.ahead_ms += 1
        stamp = str(self.world.clock.now() // 1000 + self.ahead_ms)
        target = f"/api/v1{path}"
        message = f"{method}\n{target}\n{sha256(raw).hexdigest()}\n{stamp}".encode()
        signature = hmac.new(self.secret.encode(), message, sha256).hexdigest()
        return {"X-Key": self.id, "X-Timestamp": stamp, "X-Signature": signature}


async def partner(world: World, owner: int, *scopes: str, name: str = "Desk") -> Partner:
    """A new key of somebody who is welcome."""
    await world.welcome(owner)
    made = await world.call(
        "POST", "/partner/keys", by=owner, json={"name": name, "scopes": list(scopes)}
    )
    assert made.status == 201, made.body
    return Partner(world=world, id=made.body["id"], secret=made.body["secret"])
