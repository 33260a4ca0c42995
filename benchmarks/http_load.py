"""A load generator as a process of its own: keep-alive connections, one request at a time each.

It parses just enough of HTTP/1.1 to know where an answer ends, so that it is not the limit.
Options come as one JSON argument; the figures leave as one line of JSON.
"""

import asyncio
import sys
from time import perf_counter

import orjson
import uvloop


class Client(asyncio.Protocol):
    """One connection that asks the same again and again until time is over."""

    def __init__(self, request: bytes, until_s: float, waits_s: list[float]) -> None:
        self._request = request
        self._until_s = until_s
        self._waits_s = waits_s
        self._held = b""
        self._asked_s = 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport) or hasattr(transport, "write")
        self._write = transport.write
        self._close = transport.close
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._held += data
        head = self._held.find(b"\r\n\r\n")
        if head < 0:
            return None
        if len(self._held) < head + 4 + _length(self._held[:head].lower()):
            return None
        if not self._held.startswith(b"HTTP/1.1 200"):
            self.done.set_exception(RuntimeError(self._held[:300].decode()))
            return self._close()
        self._held = b""
        now_s = perf_counter()
        self._waits_s.append(now_s - self._asked_s)
        if now_s < self._until_s:
            return self._ask()
        self.done.set_result(None)
        return self._close()

    def _ask(self) -> None:
        self._asked_s = perf_counter()
        self._write(self._request)


async def load(port: int, path: str, tokens: list[str], seconds: float) -> dict[str, float]:
    loop = asyncio.get_running_loop()
    waits_s: list[float] = []
    started_s = perf_counter()
    clients = []
    for token in tokens:
        signed = f"Authorization: Bearer {token}\r\n" if token else ""
        request = (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n"
            f"{signed}\r\n"
        ).encode()
        _, client = await loop.create_connection(
            lambda request=request: Client(request, started_s + seconds, waits_s),  # type: ignore[misc]
            "127.0.0.1",
            port,
        )
        clients.append(client)
    await asyncio.gather(*(client.done for client in clients))
    spent_s = perf_counter() - started_s
    waits_s.sort()
    return {
        "requests": len(waits_s),
        "seconds": spent_s,
        "p50_ms": waits_s[len(waits_s) // 2] * 1000,
        "p99_ms": waits_s[len(waits_s) * 99 // 100] * 1000,
    }


def _length(head: bytes) -> int:
    start = head.index(b"content-length:") + 15
    end = head.find(b"\r\n", start)
    return int(head[start:] if end < 0 else head[start:end])


if __name__ == "__main__":
    asked = orjson.loads(sys.argv[1])
    figures = uvloop.run(load(asked["port"], asked["path"], asked["tokens"], asked["seconds"]))
    sys.stdout.buffer.write(orjson.dumps(figures) + b"\n")
