"""Thousands of WebSocket readers as a process of their own: they connect, read, and time frames.

`python -m benchmarks.live_client PORT PATH COUNT` prints a line when all are connected; when its
input says `go SECONDS` it reads for so long and prints the figures as one line of JSON. A frame's
payload holds the sender's `time.monotonic()` after the text `"at":`.
"""

import re
import select
import socket
import sys
from time import monotonic

import orjson

_AT = re.compile(rb'"at":([0-9.]+)')


def connect(port: int, path: str, count: int) -> list[socket.socket]:
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ).encode()
    opened = []
    for _ in range(count):
        one = socket.create_connection(("127.0.0.1", port))
        one.sendall(request)
        head = b""
        while b"\r\n\r\n" not in head:
            head += one.recv(4096)
        assert head.startswith(b"HTTP/1.1 101"), head[:200]
        one.sendall(masked(b'{"sub":"ticks"}'))
        one.settimeout(0)
        opened.append(one)
    return opened


def masked(text: bytes) -> bytes:
    """A client's text frame under the mask of zeros."""
    return bytes((0x81, 0x80 | len(text))) + bytes(4) + text


def read(opened: list[socket.socket], seconds: float) -> dict[str, float]:
    poll = select.epoll()
    by_number = {one.fileno(): one for one in opened}
    for number in by_number:
        poll.register(number, select.EPOLLIN)
    lags_ms: list[float] = []
    until = monotonic() + seconds
    while (now := monotonic()) < until:
        for number, _ in poll.poll(until - now, 1024):
            data = by_number[number].recv(65_536)
            assert data, "the server closed a reader"
            now = monotonic()
            lags_ms += [(now - float(at)) * 1000 for at in _AT.findall(data)]
    lags_ms.sort()
    return {
        "frames": len(lags_ms),
        "lag_p50_ms": lags_ms[len(lags_ms) // 2],
        "lag_p99_ms": lags_ms[len(lags_ms) * 99 // 100],
    }


def main(port: int, path: str, count: int) -> None:
    opened = connect(port, path, count)
    print("connected", flush=True)
    for line in sys.stdin:
        figures = read(opened, float(line.split()[1]))
        sys.stdout.buffer.write(orjson.dumps(figures) + b"\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
