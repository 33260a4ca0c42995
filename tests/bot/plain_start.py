"""`python main.py` with a real token, and a Bot API that knows one bot and no other."""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
START_S_MAX = 60.0


class BotApi(BaseHTTPRequestHandler):
    """Knows one bot and no other, in the Bot API's own words."""

    def do_POST(self) -> None:
        known = f"/bot{TOKEN}/" in self.path
        me = {"id": 123456789, "is_bot": True, "first_name": "Souk", "username": "souk_bot"}
        answers = {"getMe": me, "getUpdates": [], "getStarTransactions": {"transactions": []}}
        told = {"ok": True, "result": answers.get(self.path.rpartition("/")[2], True)}
        refused = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        body = json.dumps(told if known else refused).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


def start(
    folder: Path, *, token: str, api: str, port: int = 0, mode: tuple[str, ...] = ()
) -> "subprocess.Popen[str]":
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SOUK_", "BOT_"))}
    given = {
        **({"BOT_TOKEN": token, "SOUK_TELEGRAM_API": api} if token else {}),
        "SOUK_DATA": str(folder),
        "SOUK_HTTP_PORT": str(port),
    }
    return subprocess.Popen(
        [sys.executable, "main.py", *mode],
        cwd=ROOT,
        env={**clean, **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
