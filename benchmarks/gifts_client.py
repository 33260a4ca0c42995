"""One reader of a socket, as a process of its own: when it first saw which mark.

`python -m benchmarks.gifts_client PORT` prints how long it took until a snapshot was there. Told
`{"wait": n}`, it prints when it has seen n marks (`mark-7` and so on), by `time.monotonic()`,
which all processes of a machine share.
"""

import re
import socket
import sys
import threading
from time import monotonic

import orjson

from benchmarks.live_client import masked

_MARK = re.compile(rb"mark-\d+")
WAIT_S_MAX = 60.0


def connect(port: int) -> socket.socket:
    request = (
        f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ).encode()
    opened = socket.create_connection(("127.0.0.1", port))
    opened.sendall(request)
    opened.sendall(masked(b'{"sub":"it"}'))
    return opened


def follow(opened: socket.socket, seen: dict[str, float], begun: threading.Event) -> None:
    tail = b""
    while data := opened.recv(262_144):
        now = monotonic()
        if b'"items"' in tail + data:
            begun.set()
        for mark in _MARK.findall(tail + data):
            seen.setdefault(mark.decode(), now)
        tail = data[-32:]


def main(port: int) -> None:
    seen: dict[str, float] = {}
    begun = threading.Event()
    began_s = monotonic()
    opened = connect(port)
    threading.Thread(target=follow, args=(opened, seen, begun), daemon=True).start()
    assert begun.wait(WAIT_S_MAX), "no snapshot came"
    print(orjson.dumps({"opened_s": monotonic() - began_s}).decode(), flush=True)
    for line in sys.stdin:
        wanted, until = orjson.loads(line)["wait"], monotonic() + WAIT_S_MAX
        while len(seen) < wanted and monotonic() < until:
            threading.Event().wait(0.05)
        sys.stdout.buffer.write(orjson.dumps(seen) + b"\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
