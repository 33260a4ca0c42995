"""Telegram is away when the program starts: the doors are open, and it goes on when it comes."""

import json
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path

import pytest

from tests.bot.plain_start import START_S_MAX, TOKEN, BotApi, start
from tests.program import Json, free_port


def look(url: str) -> tuple[int, Json]:
    """Status and body; 0 while nobody listens."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def until(url: str, status: int) -> Json:
    """The body, once the address answers so."""
    deadline = time.monotonic() + START_S_MAX
    while True:
        told, body = look(url)
        if told == status:
            return body
        assert time.monotonic() < deadline, f"{url}: {told} {body}"
        time.sleep(0.05)


class Telegram:
    """It comes when it is told to, and stays until the app is gone."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._server: HTTPServer | None = None

    def come(self) -> None:
        self._server = HTTPServer(("127.0.0.1", self.port), BotApi)
        threading.Thread(target=self._server.serve_forever).start()

    def go(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    made = Telegram(free_port())
    yield made
    made.go()


@pytest.fixture
def app(tmp_path: Path, telegram: Telegram) -> Iterator[str]:
    """The app's address, while nobody listens where Telegram should be."""
    port = free_port()
    process = start(tmp_path, token=TOKEN, api=f"http://127.0.0.1:{telegram.port}", port=port)
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=15)
    assert (process.returncode, '"ERROR"' in errors) == (0, False), errors


def test_the_doors_are_open_before_telegram_answers(app: str, telegram: Telegram) -> None:
    waiting = json.loads(until(f"{app}/readyz", 503))
    assert waiting["error"]["fields"]["reason"] == "telegram"
    assert json.loads(until(f"{app}/healthz", 200))["ok"] is True
    assert b"<html" in until(f"{app}/", 200)
    assert len(json.loads(until(f"{app}/api/v1/games", 200))["items"]) == 2
    assert look(f"{app}/readyz")[0] == 503
    telegram.come()
    until(f"{app}/readyz", 200)
    assert b"souk_bot" in until(f"{app}/", 200)
