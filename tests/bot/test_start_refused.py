"""`python main.py` with something wrong says in one line what, and leaves nothing open."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
START_S_MAX = 60.0


class BotApi(BaseHTTPRequestHandler):
    """Knows one bot and no other, in the Bot API's own words."""

    def do_POST(self) -> None:
        known = f"/bot{TOKEN}/" in self.path
        me = {"id": 123456789, "is_bot": True, "first_name": "Souk", "username": "souk_bot"}
        told = {"ok": True, "result": me if self.path.endswith("/getMe") else True}
        refused = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        body = json.dumps(told if known else refused).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def bot_api() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), BotApi)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def start(folder: Path, *, token: str, api: str, port: int = 0) -> "subprocess.Popen[str]":
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SOUK_", "BOT_"))}
    given = {
        "BOT_TOKEN": token,
        "SOUK_TELEGRAM_API": api,
        "SOUK_DATA": str(folder),
        "SOUK_HTTP_PORT": str(port),
    }
    return subprocess.Popen(
        [sys.executable, "main.py"],
        cwd=ROOT,
        env={**clean, **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def words(process: "subprocess.Popen[str]") -> list[str]:
    """What the person at the terminal is told, apart from the log."""
    _, errors = process.communicate(timeout=START_S_MAX)
    assert process.returncode == 1
    return [line for line in errors.splitlines() if not line.startswith("{")]


def test_a_token_that_telegram_does_not_know(tmp_path: Path, bot_api: str) -> None:
    (said,) = words(start(tmp_path, token="987654321:AAunknown", api=bot_api))
    assert said.startswith("BOT_TOKEN: ")
    assert "AAunknown" not in said


@pytest.mark.parametrize("token", ["hello", "12 3:x", "123456789:"])
def test_what_is_no_token(tmp_path: Path, token: str) -> None:
    (said,) = words(start(tmp_path, token=token, api="http://127.0.0.1:1"))
    assert said == "BOT_TOKEN: not a token as @BotFather gives it"


def test_a_port_that_is_taken(tmp_path: Path, bot_api: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        (said,) = words(start(tmp_path, token=TOKEN, api=bot_api, port=port))
    assert said.startswith("SOUK_HTTP_PORT: ")
    kept = [path for path in tmp_path.iterdir() if path.stat().st_mode & 0o077]
    assert (tmp_path / "souk.db").exists()
    assert kept == [], "the store is readable by its owner only"


def test_a_stop_while_telegram_is_away_leaves_nothing_open(tmp_path: Path) -> None:
    process = start(tmp_path, token=TOKEN, api="http://127.0.0.1:1")
    assert process.stderr is not None
    deadline = time.monotonic() + START_S_MAX
    while "does not answer" not in process.stderr.readline():
        assert time.monotonic() < deadline, "it says that it waits"
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=10)
    assert process.returncode == 0
    assert [line for line in errors.splitlines() if '"ERROR"' in line or line[:1] != "{"] == []
