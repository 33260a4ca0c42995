"""npm `@ton/ton` drives the face, unmodified; its codecs are strict."""

import asyncio
import json
from pathlib import Path

from tests.sandbox.caller import Caller
from tests.sandbox.tonface.face import Answer

SCRIPT = Path(__file__).with_name("ton_js.mjs")
SEED = "5a" * 32
_SCRIPT_S_MAX = 60


async def run(node: str, *arguments: str) -> Answer:
    process = await asyncio.create_subprocess_exec(
        node, str(SCRIPT), *arguments, stdout=asyncio.subprocess.PIPE
    )
    told, _nothing = await asyncio.wait_for(process.communicate(), _SCRIPT_S_MAX)
    assert process.returncode == 0
    return json.loads(told)


async def test_ton_js_pays_and_reads_all_back(caller: Caller, node: str) -> None:
    # A second that passes may cost bob a nano of rent.
    await caller.put("/clock", {"rate": 0})
    bob = await caller.make("/wallets", {"name": "bob"})
    address = (await run(node, "address", SEED))["address"]
    await caller.post(f"/wallets/{address}/faucet", {"value": {"asset": "TON", "amount": "50"}})
    told = await run(node, "drive", caller.url, SEED, bob["friendly"])
    assert told["before"] == "50000000000"
    assert told["deployed"] is False
    assert told["seqno"] == 3
    assert 45_400_000_000 < int(told["after"]) < 45_500_000_000
    assert (told["received"], told["to"]) == ("4500000000", "uninitialized")
    assert told["stale"]["status"] == told["stale"]["code"] == 500
    assert told["stale"]["error"].startswith("LITE_SERVER_UNKNOWN: cannot apply external message")
    assert "exitcode=133" in told["stale"]["error"]
    assert len(told["lts"]) == 4
    assert told["paged"] == told["lts"] == sorted(told["lts"], key=int, reverse=True)
    assert told["comments"] == ["order 2", "order 1", "order 0"]
    assert told["located"] is told["key"] is True
    assert told["missing"] == 11
    assert told["shard"] == 0
    assert told["rows"] == 1
