"""Who may speak to the sandbox, and beside what it does not start."""

from pathlib import Path

import aiohttp
import pytest

from scripts.sandbox.guard import BesideRealToken, is_sandbox_token, refuse_real_token
from tests.sandbox.caller import Caller, sandbox_process

REAL = "123456789:AAF-not-a-token-of-anybody-0000000000"
OURS = f"7000000001:sandbox-{'0123456789abcdef' * 2}"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8090"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "127.0.0.1@evil.example"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1"},
    ],
)
@pytest.mark.parametrize("path", ["", "/people", "/openapi.json", "/nothing"])
async def test_foreign_hosts_and_origins_are_refused(
    caller: Caller, headers: dict[str, str], path: str
) -> None:
    status, told = await caller.call("GET", path, None, **headers)
    assert (status, told["error"]["code"]) == (403, "foreign-origin")


async def test_the_faces_and_the_page_are_guarded_too(caller: Caller) -> None:
    for path in ("/", "/bot1:x/getMe", "/app", "/world/live", "/static/x.js"):
        async with caller.session.get(
            f"{caller.url}{path}", headers={"Origin": "http://evil.example"}
        ) as response:
            assert response.status == 403, path


async def test_the_own_origin_is_served(caller: Caller) -> None:
    status, _told = await caller.call("GET", "", None, Origin=caller.url)
    assert status == 200


async def test_localhost_is_sent_to_the_one_address(caller: Caller) -> None:
    port = caller.url.rsplit(":", 1)[1]
    async with caller.session.get(
        f"{caller.url}/world/people?limit=3",
        headers={"Host": f"localhost:{port}"},
        allow_redirects=False,
    ) as response:
        assert response.status == 307
        assert response.headers["Location"] == f"{caller.url}/world/people?limit=3"


async def test_nothing_answers_beyond_loopback(caller: Caller) -> None:
    port = int(caller.url.rsplit(":", 1)[1])
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"http://127.0.0.2:{port}/world")


@pytest.mark.parametrize(
    ("setting", "token", "stops"),
    [
        ("BOT_TOKEN", REAL, True),
        ("TELEGRAM_BOT_TOKEN", REAL, True),
        ("TOKEN", REAL, True),
        ("BOT_TOKEN", "anything", True),
        ("TOKEN", "of-some-other-program", False),
        ("BOT_TOKEN", OURS, False),
        ("BOT_TOKEN", "", False),
        ("BOT_TOKEN", OURS.replace("a", "A"), True),
        ("OTHER", REAL, False),
    ],
)
def test_a_real_token_stops_the_sandbox(setting: str, token: str, *, stops: bool) -> None:
    if stops:
        with pytest.raises(BesideRealToken) as found:
            refuse_real_token({setting: token})
        assert found.value.setting == setting
        assert token not in str(found.value)
    else:
        refuse_real_token({setting: token})


def test_only_one_form_of_token_is_the_sandboxs() -> None:
    assert is_sandbox_token(OURS)
    for token in (REAL, f"{OURS}0", OURS[:-1], f" {OURS}", f"{OURS}\n", "sandbox-1"):
        assert not is_sandbox_token(token)


async def test_the_process_does_not_start_beside_a_real_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_TOKEN", REAL)
    with pytest.raises(IndexError):
        async with sandbox_process(tmp_path / "w"):
            pass
    told = capfd.readouterr().err
    assert "BOT_TOKEN" in told
    assert REAL not in told
    assert not (tmp_path / "w").exists()
