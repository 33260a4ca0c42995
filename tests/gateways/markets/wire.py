"""A market whose answers are recorded: a transport with memory instead of a network."""

from collections import deque
from typing import Any

import orjson

from bot.gateways.markets.adapter import Means
from bot.gateways.markets.transport import Call, Reply
from domain.shared.money import Asset
from tests.fakes.clock import FakeClock

USDT = Asset("jetton:0:" + "ab" * 32, scale=6, edge_scale=6)
# A row of a fixture, as loose as JSON is.
Row = dict[str, Any]


class Wire:
    """Implements Transport. Answers lie ready by the end of the path, in the order in which they
    are asked for; the last one stays.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._answers: dict[str, deque[Reply]] = {}

    def answer(
        self, path: str, body: object, *, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        told = {"content-type": "application/json", **(headers or {})}
        reply = Reply(status=status, headers=told, body=content)
        self._answers.setdefault(path, deque()).append(reply)

    async def send(self, call: Call) -> Reply:
        self.calls.append(call)
        for path, answers in self._answers.items():
            if call.url.endswith(path):
                return answers[0] if len(answers) == 1 else answers.popleft()
        return Reply(status=404, headers={}, body=b"{}")

    async def close(self) -> None:
        """Nothing is open."""

    def means(self) -> Means:
        return Means(clock=FakeClock(), usdt=USDT, transport=self)
