"""Whatever a script sends, the world answers as its document says, and never breaks."""

import asyncio
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import status_code_conformance

from tests.fakes.app_link import FakeApp
from tests.sandbox.caller import calling, sandbox_process
from tests.sandbox.plain_bot import PlainBot, Wire

EXAMPLES = 12
# A clock that jumps far lets the markets live through all of it before the next answer.
PATIENCE_S = 120
# A reset ends what the others work on; it has tests of its own.
LEFT_OUT = "/world/reset"
COINS = {"asset": "TON", "amount": "100"}
NAMES = ("alice", "bob", "club", "1", "bot")


def send_all_sorts(url: str) -> dict[str, int]:
    """Call every operation with what its schema allows and with what it does not."""
    schema = schemathesis.openapi.from_url(f"{url}/world/openapi.json")
    answers: dict[str, int] = {}
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        if operation.path == LEFT_OUT:
            continue

        @hypothesis.settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            derandomize=True,
            # What fails is shown as it came: a smaller case is not worth minutes.
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(
            case=operation.as_strategy(), name=hypothesis.strategies.sampled_from(NAMES)
        )
        def run(case: schemathesis.Case[Any], name: str) -> None:
            for part in case.path_parameters or {}:
                # Most made-up names lead nowhere: these lead somewhere.
                case.path_parameters[part] = name
            case.query = {**(case.query or {}), "as": name}
            response = case.call(timeout=PATIENCE_S)
            status = str(response.status_code)
            answers[status] = answers.get(status, 0) + 1
            assert response.status_code in range(200, 500), response.text
            case.validate_response(response, checks=[status_code_conformance])

        run()
    return answers


async def answer_with_nothing(bot: PlainBot, query: Wire) -> None:
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[])


async def answer_press(bot: PlainBot, query: Wire) -> None:
    await bot.call("answerCallbackQuery", callback_query_id=query["id"])


@pytest.mark.slow
async def test_no_call_breaks_the_world(tmp_path: Path) -> None:
    async with sandbox_process(tmp_path) as process, calling(process.url) as caller:
        await caller.person("alice")
        await caller.person("bob", id=1)
        order = {"type": "supergroup", "title": "C", "username": "club", "owner": "alice"}
        await caller.make("/chats", order)
        await caller.make("/wallets", {"person": "alice", "balance": COINS})
        await caller.make("/chats/alice/messages", {"text": "hi"})
        token = (await caller.get())["bot"]["token"]
        async with FakeApp(process.url), PlainBot(process.url, token) as bot:
            bot.on["inline_query"] = answer_with_nothing
            bot.on["callback_query"] = answer_press
            bot.start()
            answers = await asyncio.to_thread(send_all_sorts, process.url)
        assert answers["200"] > 50
        assert answers["400"] > 50
        assert (await caller.get("/people/1001"))["id"] == 1001
