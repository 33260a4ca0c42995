"""Launch data: what is signed here is taken by the validators of others, and nothing else is."""

import hashlib
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from aiogram.utils.auth_widget import check_signature
from aiogram.utils.web_app import check_webapp_signature, safe_parse_webapp_init_data
from aiogram.utils.web_app_signature import check_webapp_signature as check_ed25519

from scripts.sandbox import launch_data
from scripts.sandbox.world import World
from tests.sandbox.caller import Answer, Caller

# Published vectors: of aiogram's own tests, and one made by @telegram-apps/init-data-node.
AIOGRAM_TOKEN = "42:TEST"
AIOGRAM_FIELDS = {
    "auth_date": "1650385342",
    "user": '{"id":42,"first_name":"Test"}',
    "query_id": "test",
}
AIOGRAM_HASH = "46d2ea5e32911ec8d30999b56247654460c0d20949b6277af519e76271182803"
NODE_TOKEN = "123456789:AAF-local-sandbox-token-not-real-000000"
NODE_DATA = (
    "user=%7B%22id%22%3A4242%2C%22first_name%22%3A%22Ann%22%2C%22last_name%22%3A%22O%27Neil+%26"
    "+Co%22%2C%22username%22%3A%22ann%22%2C%22language_code%22%3A%22en%22%2C%22is_premium%22%3A"
    "true%2C%22allows_write_to_pm%22%3Atrue%7D&query_id=AAHsandbox&start_param=ref_42&chat_type="
    "private&chat_instance=8134722200314281151&signature=abc&auth_date=1700000000"
)
NODE_HASH = "b22e9a31418b49ad1cd3923ee1c33939db3b8960bc79b178204379117d167e84"


def key_of(world: World) -> bytes:
    return bytes.fromhex(world.public_launch_key)


async def launched(caller: Caller, **order: object) -> Answer:
    return await caller.post("/people/alice/launch", {"kind": "mini_app", **order})


@pytest.mark.parametrize(
    ("token", "fields", "expected"),
    [
        (AIOGRAM_TOKEN, AIOGRAM_FIELDS, AIOGRAM_HASH),
        (NODE_TOKEN, dict(parse_qsl(NODE_DATA)), NODE_HASH),
    ],
)
def test_the_hash_agrees_with_published_vectors(
    token: str, fields: dict[str, str], expected: str
) -> None:
    assert launch_data._web_app_hash(fields, token) == expected


def test_the_signed_text_agrees_with_a_published_signature() -> None:
    public = bytes.fromhex("4112765021341e5415e772cd65903f6b94e3ea1c2ab669e6d3e18ee2db00da61")
    data = "&".join(f"{name}={value}" for name, value in AIOGRAM_FIELDS.items())
    signature = (
        "JQ0JR2tjC65yq_jNZV0wuJVX6J-SWPMV0mprUXG34g-NvxL4RcF1Rz5n4VVo00VRghEUBf5t___uoeb1-jU_Cw"
    )
    assert check_ed25519(42, f"{data}&signature={signature}", public)
    key = launch_data.new_key()
    ours = launch_data.init_data(AIOGRAM_FIELDS, token=AIOGRAM_TOKEN, private_key=key)
    own = bytes.fromhex(launch_data.public_key(key))
    assert check_ed25519(42, ours, own)
    assert not check_ed25519(42, ours, public)


async def test_a_mini_app_launch_is_signed_both_ways(world: World, caller: Caller) -> None:
    await caller.put("/clock", {"now": "2100-01-01T00:00:00.000Z", "rate": 0})
    await caller.person("alice", name="Ann & O'Neil + Co =?", language="ru", premium=True)
    told = await launched(caller, start_param="gift_plushpepe-1234")
    data = told["auth"]["init_data"]
    assert told["auth"]["kind"] == "mini_app"
    assert check_webapp_signature(world.token, data)
    assert check_ed25519(world.bot.id, data, key_of(world))
    parsed = safe_parse_webapp_init_data(world.token, data)
    assert parsed.user is not None
    assert parsed.user.id == 1001
    assert parsed.user.first_name == "Ann & O'Neil + Co =?"
    assert (parsed.user.language_code, parsed.user.is_premium) == ("ru", True)
    assert parsed.start_param == "gift_plushpepe-1234"
    assert parsed.auth_date.isoformat() == "2100-01-01T00:00:00+00:00"


async def test_every_change_to_launch_data_breaks_it(world: World, caller: Caller) -> None:
    await caller.person("alice")
    await caller.person("bob")
    data = (await launched(caller))["auth"]["init_data"]
    for forged in (
        data.replace("1001", "1002"),
        data.replace("auth_date=1", "auth_date=2"),
        f"{data}&start_param=x",
        data.replace("chat_type=sender", "chat_type=private"),
    ):
        assert forged != data
        assert not check_webapp_signature(world.token, forged)
        assert not check_ed25519(world.bot.id, forged, key_of(world))
    assert not check_webapp_signature(f"{world.token}0", data)
    assert not check_ed25519(world.bot.id + 1, data, key_of(world))


async def test_the_address_carries_what_a_mini_app_reads(caller: Caller) -> None:
    await caller.person("alice")
    told = await launched(caller, theme={"bg_color": "#101010"})
    parts = urlsplit(told["url"])
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "http://127.0.0.1:8080/app"
    fragment = {
        name: unquote(value)
        for name, _, value in (one.partition("=") for one in parts.fragment.split("&"))
    }
    assert fragment["tgWebAppData"] == told["auth"]["init_data"]
    assert fragment["tgWebAppVersion"] == "9.6"
    assert fragment["tgWebAppPlatform"] == "web"
    assert fragment["tgWebAppThemeParams"] == '{"bg_color":"#101010"}'


async def test_each_chat_has_an_instance_of_its_own(caller: Caller) -> None:
    await caller.person("alice")
    await caller.person("bob")
    told = [
        dict(parse_qsl((await caller.post(f"/people/{who}/launch", order))["auth"]["init_data"]))
        for who in ("alice", "alice", "bob")
        for order in ({"kind": "mini_app"},)
    ]
    assert told[0]["chat_instance"] == told[1]["chat_instance"] != told[2]["chat_instance"]


async def test_a_login_widget_launch_is_signed(world: World, caller: Caller) -> None:
    await caller.person("alice")
    told = await caller.post("/people/alice/launch", {"kind": "login_widget"})
    fields = {name: value for name, value in told["auth"].items() if name != "kind"}
    assert told["auth"]["kind"] == "login_widget"
    assert (fields["id"], fields["first_name"], fields["username"]) == (1001, "Alice", "alice")
    assert check_signature(
        world.token,
        fields["hash"],
        **{name: value for name, value in fields.items() if name != "hash"},
    )
    assert not check_signature(world.token, fields["hash"], id=1002, first_name="Alice")
    parts = urlsplit(told["url"])
    assert dict(parse_qsl(parts.query)) == {name: str(value) for name, value in fields.items()}


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"kind": "other"},
        {"kind": "mini_app", "start_param": "a b"},
        {"kind": "mini_app", "start_param": "x" * 65},
        {"kind": "mini_app", "start": "x"},
    ],
)
async def test_a_launch_that_does_not_fit_is_refused(
    caller: Caller, order: dict[str, object]
) -> None:
    await caller.person("alice")
    assert (await caller.refused("POST", "/people/alice/launch", order))[:2] == (400, "invalid")


async def test_nobody_is_launched_who_is_not_there(caller: Caller) -> None:
    refused = await caller.refused("POST", "/people/nobody/launch", {"kind": "mini_app"})
    assert refused[:2] == (404, "person-not-found")


def test_the_widgets_key_is_the_tokens_digest() -> None:
    told = launch_data.login_widget({"id": 1}, token="42:TEST")
    assert told["hash"] != hashlib.sha256(b"id=1").hexdigest()
    assert check_signature("42:TEST", str(told["hash"]), id=1)
