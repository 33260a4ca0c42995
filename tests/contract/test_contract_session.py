"""§8: the session with curl and jq, run as it stands."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.contract.outsider import Outside

SCRIPT = Path(__file__).with_name("session.sh")
CURL_LEAST = (7, 82)


def _missing() -> str:
    """What keeps the script from running here, "" for nothing."""
    if shutil.which("jq") is None:
        return "jq is not installed"
    if shutil.which("curl") is None:
        return "curl is not installed"
    told = subprocess.run(["curl", "--version"], check=True, capture_output=True, text=True).stdout
    found = re.match(r"curl (\d+)\.(\d+)", told)
    if found is None or (int(found[1]), int(found[2])) < CURL_LEAST:
        return "curl is older than 7.82 and has no --json"
    return ""


def test_the_session_prints_what_its_comments_say(either: Outside) -> None:
    missing = _missing()
    if missing and os.environ.get("SOUK_REQUIRE_ALL") != "1":
        pytest.skip(missing)
    where = {"SOUK_WORLD": either.world.url, "SOUK_API": either.api}
    ran = subprocess.run(
        ["bash", str(SCRIPT)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **where},
        timeout=120,
    )
    assert ran.returncode == 0, (ran.stdout, ran.stderr)
    lines = ran.stdout.splitlines()
    assert lines[:3] == ["paid", "paid", '{"asset":"XTR","available":"50","held":"0"}']
    assert lines[3] in {"locked", "throwing"}
    assert lines[4:6] == ['["resolved","19.4"]', '["credited","2.5"]']
    assert lines[6:] == ["404", '["blocked","ok"]', "true"]
