"""The log: one JSON object a line, the request's id in each, secrets in none."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.runtime.logs import HIDDEN, QUIET, JsonLines, set_up_logging
from domain.shared.trace import traced

TOKEN = "7000000001:sandbox-0123456789abcdef0123456789abcdef"
REAL_TOKEN = "123456789:AAF-local_not_real_00000000000000000"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMDAxIn0.c2lnbmF0dXJlLW9mLXRoaXM"
LAUNCH = (
    "user=%7B%22id%22%3A1001%7D&auth_date=1796115600&signature=zL-ucjNyREiHDE8aihFwpfR9aggP2"
    "&hash=46d2ea5e32911ec8d30999b56247654460c0d20949b6277af519e76271182803"
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """A logger of its own with our format."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(secrets=["the-session-key"]))
    logger = logging.getLogger("souk.test")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    logger.propagate = False
    yield stream
    logger.removeHandler(handler)
    logger.propagate = True


def line(stream: io.StringIO) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(stream.getvalue().splitlines()[-1])
    return found


def test_a_line_has_time_level_name_and_message(log: io.StringIO) -> None:
    logging.getLogger("souk.test").info("hello %s", "world")
    found = line(log)
    assert (found["level"], found["name"], found["message"]) == (
        "INFO",
        "souk.test",
        "hello world",
    )
    assert found["timestamp"].endswith("Z")
    assert len(found["timestamp"]) == len("2026-12-01T09:00:00.000Z")
    assert "request_id" not in found


def test_a_line_carries_the_request_and_what_the_call_adds(log: io.StringIO) -> None:
    with traced("u7"):
        extra = {"method": "GET", "status_code": 200, "duration_ms": 1.5}
        logging.getLogger("souk.test").info("served", extra=extra)
    assert line(log) | {"timestamp": ""} == {
        "timestamp": "",
        "level": "INFO",
        "name": "souk.test",
        "message": "served",
        "request_id": "u7",
        **extra,
    }


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        REAL_TOKEN,
        JWT,
        LAUNCH,
        "hash=46d2ea5e32911ec8d30999b56247654460c0d20949b6277af519e76271182803",
        "the-session-key",
    ],
)
@pytest.mark.parametrize(
    "form", ["{}", "http://127.0.0.1/bot{}/getMe?x=1", "Authorization: tma {}", '{{"a": "{}"}}']
)
def test_no_secret_is_written_in_any_form(log: io.StringIO, secret: str, form: str) -> None:
    logger = logging.getLogger("souk.test")
    text = form.format(secret)
    logger.info(text)
    logger.info("%s", text, extra={"body": {"text": text}})
    logger.error("failed", exc_info=ValueError(text))
    assert secret not in log.getvalue()
    assert log.getvalue().count(HIDDEN) >= 4
    for one in log.getvalue().splitlines():
        json.loads(one)


def test_ordinary_text_is_left_alone(log: io.StringIO) -> None:
    text = "order 12:30 paid, id=5&hash=short, eyJust words"
    logging.getLogger("souk.test").info(text)
    assert line(log)["message"] == text


def test_an_error_shows_where_it_happened(log: io.StringIO) -> None:
    try:
        int("why")
    except ValueError:
        logging.getLogger("souk.test").exception("failed")
    assert "ValueError: invalid literal" in line(log)["error"]
    assert "test_logs.py" in line(log)["error"]


def test_what_cannot_be_json_is_written_as_text(log: io.StringIO) -> None:
    logging.getLogger("souk.test").info("hi", extra={"thing": {1, 2}, "big": 2**80})
    assert line(log)["thing"] == "{1, 2}"


@pytest.fixture
def restored() -> Iterator[None]:
    """Whatever a test sets up, the loggers are as before after it."""
    root = logging.getLogger()
    before = list(root.handlers)
    levels = {name: logging.getLogger(name).level for name in (None, *QUIET)}
    yield
    root.handlers[:] = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.mark.usefixtures("restored")
def test_set_up_takes_everything_to_one_stream() -> None:
    stream = io.StringIO()
    set_up_logging("INFO", secrets=["hidden-thing"], to=stream)
    logging.getLogger("any.where").info("a hidden-thing")
    logging.getLogger("aiogram.event").info("Update id=1 is handled")
    assert len(stream.getvalue().splitlines()) == 1
    assert f"a {HIDDEN}" in stream.getvalue()
