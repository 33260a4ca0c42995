"""The log: one JSON object per line, the request's id in each, secrets in none.

Fields: timestamp, level, name, message, request_id, and whatever a call gave as `extra`.
Redaction works on the finished line, so neither an argument nor a traceback gets around it.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable
from typing import Final, TextIO

import orjson

from bot.runtime.clock import text_of
from domain.shared.ids import SECOND, Instant
from domain.shared.trace import current_trace

HIDDEN: Final = "[redacted]"
_OWN: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_SECRETS: Final = (
    # A bot token, the sandbox's too.
    re.compile(r"[0-9]{5,16}:[A-Za-z0-9_-]{24,}"),
    # A JSON web token.
    re.compile(r"eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*"),
    # Launch data: any run of form fields that holds a hash or a signature.
    re.compile(r"[A-Za-z0-9_]+=[^\s\"'\\]*(?:hash|signature)=[A-Za-z0-9_%-]{16,}[^\s\"'\\]*"),
    re.compile(r"(?:hash|signature)=[A-Za-z0-9_%-]{16,}[^\s\"'\\]*"),
    re.compile(r"(?i)(?<=\btma )[^\s\"'\\]+"),
    re.compile(r"(?i)(?<=\bbearer )[^\s\"'\\]+"),
)
QUIET: Final = {
    "aiogram.event": logging.WARNING,
    "aiohttp.access": logging.WARNING,
    # Malformed requests, with their bytes: anybody could fill the log. Our own errors are logged
    # at the entrance.
    "aiohttp.server": logging.CRITICAL,
    "alembic.runtime.plugins": logging.WARNING,
    "apscheduler": logging.WARNING,
}


class JsonLines(logging.Formatter):
    """`secrets` are exact strings that must never be written, such as the settings' own."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "timestamp": text_of(Instant(int(record.created * SECOND))),
            "level": record.levelname,
            "name": record.name,
            "message": record.getMessage(),
        }
        extra = {key: value for key, value in vars(record).items() if key not in _OWN}
        trace = extra.pop("request_id", None) or current_trace()
        if trace:
            line["request_id"] = trace
        line |= extra
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return self._redact(_text(line))

    def _redact(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for pattern in _SECRETS:
            text = pattern.sub(HIDDEN, text)
        return text


def _text(line: dict[str, object]) -> str:
    try:
        return orjson.dumps(line, default=str).decode()
    except orjson.JSONEncodeError:
        # Numbers past 64 bits; slower, and there is no line that it cannot write.
        return json.dumps(line, default=str)


def set_up_logging(level: str, *, secrets: Iterable[str] = (), to: TextIO | None = None) -> None:
    """Everything that is logged goes to one stream (standard error unless given)."""
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(JsonLines(secrets))
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(least)
