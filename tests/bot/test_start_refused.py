"""`python main.py` with something wrong says in one line what, and leaves nothing open."""

import signal
import socket
import threading
import time
from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.plain_start import START_S_MAX, TOKEN, BotApi, start

if TYPE_CHECKING:
    import subprocess


@pytest.fixture
def bot_api() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), BotApi)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


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


@pytest.mark.parametrize("below", ["", "deeper"])
@pytest.mark.parametrize("mode", [(), ("--sandbox",)])
def test_data_where_a_file_is(tmp_path: Path, below: str, mode: tuple[str, ...]) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    folder = file / below
    (said,) = words(
        start(folder, token="" if mode else TOKEN, api="http://127.0.0.1:1", mode=mode)
    )
    assert said == f"SOUK_DATA={folder}: not a folder"
    assert file.read_text() == "not a folder"


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
