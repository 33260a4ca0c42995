"""Launch data: published vectors, and every way of forging one."""

from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest

from domain.shared.ids import HOUR, SECOND, Instant
from domain.users.refusals import LaunchForged, LaunchStale
from tests.fakes import telegram_launch as telegram
from tests.fakes.clock import MORNING
from webapp.launch import (
    LaunchKeys,
    hash_holds,
    parse_fields,
    read_mini_app,
    read_widget,
    signature_holds,
)

KEYS = LaunchKeys(
    bot_id=telegram.BOT_ID, bot_token=telegram.BOT_TOKEN, telegram_key=telegram.PUBLIC_KEY
)
PRODUCTION = "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"
TEST_SERVERS = "40055058a4ee38156a06562e52eece92a771bcd8346a8c4615cb7376eddf72ec"

# In the tests of Telegram-Mini-Apps/tma.js; signed by Telegram itself.
TMA_JS = (
    "user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22"
    "%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22"
    "%3A%22ru%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22%3Atrue%2C%22photo_url%22"
    "%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic%5C%2F320%5C%2F"
    "4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D&chat_instance=8134722200314281151"
    "&chat_type=private&auth_date=1733584787"
    "&signature=zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4maLSdv6M"
    "LIlADQ&hash=2174df5b000556d044f3f020384e879c8efcab55ddea2ced4eb752e93e7080d6"
)
# In aiogram's tests.
AIOGRAM = (
    "auth_date=1650385342&user=%7B%22id%22%3A42%2C%22first_name%22%3A%22Test%22%7D&query_id=test"
)
AIOGRAM_HASH = "46d2ea5e32911ec8d30999b56247654460c0d20949b6277af519e76271182803"
AIOGRAM_KEY = "4112765021341e5415e772cd65903f6b94e3ea1c2ab669e6d3e18ee2db00da61"
AIOGRAM_SIGNATURE = (
    "JQ0JR2tjC65yq_jNZV0wuJVX6J-SWPMV0mprUXG34g-NvxL4RcF1Rz5n4VVo00VRghEUBf5t___uoeb1-jU_Cw"
)
# Signed by npm @telegram-apps/init-data-node 2.0.10: `+` for a space, %27, %26.
NPM_TOKEN = "123456789:AAF-local-sandbox-token-not-real-000000"
NPM = (
    "user=%7B%22id%22%3A4242%2C%22first_name%22%3A%22Ann%22%2C%22last_name%22%3A%22O%27Neil+%26+"
    "Co%22%2C%22username%22%3A%22ann%22%2C%22language_code%22%3A%22en%22%2C%22is_premium%22%3Atrue"
    "%2C%22allows_write_to_pm%22%3Atrue%7D&query_id=AAHsandbox&start_param=ref_42"
    "&chat_type=private&chat_instance=8134722200314281151&signature=abc&auth_date=1700000000"
    "&hash=b22e9a31418b49ad1cd3923ee1c33939db3b8960bc79b178204379117d167e84"
)


def fresh(**fields: str) -> str:
    return telegram.init_data({"user": telegram.user(1001), **fields}, MORNING)


def without(init_data: str, name: str) -> str:
    return "&".join(p for p in init_data.split("&") if not p.startswith(f"{name}="))


def test_telegrams_own_signature_holds_with_the_production_key_only() -> None:
    fields = parse_fields(TMA_JS)
    assert signature_holds(fields, 7342037359, PRODUCTION)
    assert not signature_holds(fields, 7342037359, TEST_SERVERS)
    assert not signature_holds(fields, 7342037358, PRODUCTION)


def test_aiograms_vectors_hold() -> None:
    assert hash_holds(parse_fields(f"{AIOGRAM}&hash={AIOGRAM_HASH}"), "42:TEST")
    signed = parse_fields(f"{AIOGRAM}&signature={AIOGRAM_SIGNATURE}")
    assert signature_holds(signed, 42, AIOGRAM_KEY)
    assert signature_holds({**signed, "signature": f"{AIOGRAM_SIGNATURE}=="}, 42, AIOGRAM_KEY)


def test_a_launch_signed_by_the_npm_package_holds() -> None:
    assert hash_holds(parse_fields(NPM), NPM_TOKEN)
    keys = LaunchKeys(bot_id=123456789, bot_token=NPM_TOKEN, telegram_key=PRODUCTION)
    launch = read_mini_app(NPM, keys, Instant(1_700_000_000 * SECOND))
    assert (launch.seen.id, launch.seen.name, launch.start_param) == (
        4242,
        "Ann O'Neil & Co",
        "ref_42",
    )
    assert launch.seen.is_premium


def test_both_signed_forms_of_one_launch_are_the_same_launch() -> None:
    whole = fresh(start_param="ref_ab12")
    by_hash = read_mini_app(whole, KEYS, MORNING)
    by_signature = read_mini_app(without(whole, "hash"), KEYS, MORNING)
    assert by_hash == by_signature
    assert by_hash.fingerprint not in whole


FORGERIES: dict[str, Callable[[str], str]] = {
    "nothing": lambda _: "",
    "no proof at all": lambda data: without(without(data, "hash"), "signature"),
    "another hash": lambda data: without(data, "hash") + f"&hash={'0' * 64}",
    "a short hash": lambda data: data[:-1],
    "an upper-case hash": lambda data: (
        data.replace(data.rpartition("=")[2], data.rpartition("=")[2].upper())
        if not data.rpartition("=")[2].isdigit()
        else ""
    ),
    "a hash of other letters": lambda data: without(data, "hash") + "&hash=" + quote("é" * 64),
    "raw letters beyond ASCII": lambda data: data + "é",
    "a user in front": lambda data: urlencode({"user": telegram.user(1)}) + "&" + data,
    "a user behind": lambda data: data + "&" + urlencode({"user": telegram.user(1)}),
    "a hash twice": lambda data: data + "&" + data.rpartition("&")[2],
    "a blank field added": lambda data: data + "&x=",
    "a field added": lambda data: data + "&premium=1",
    "a field taken away": lambda data: without(data, "query_id"),
    "a pair without a sign": lambda data: data + "&x",
    "another date": lambda data: data.replace("auth_date=", "auth_date=1"),
    "a signature of other bytes": lambda data: (
        without(without(data, "hash"), "signature") + f"&signature={'A' * 86}"
    ),
    "a signature that is no base64": lambda data: (
        without(without(data, "hash"), "signature") + "&signature=" + "!" * 86
    ),
    "a short signature": lambda data: without(data, "hash").replace("signature=", "signature=A"),
    "broken percent-encoding of UTF-8": lambda data: data.replace("user=", "user=%ff"),
    "too many fields": lambda data: data + "".join(f"&x{n}=1" for n in range(40)),
    "too long": lambda data: data + "&x=" + "y" * 9000,
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_launch_is_refused(name: str) -> None:
    good = fresh(query_id="AAH")
    assert read_mini_app(good, KEYS, MORNING).seen.id == 1001
    with pytest.raises(LaunchForged):
        read_mini_app(FORGERIES[name](good), KEYS, MORNING)


@pytest.mark.parametrize(
    "user",
    [
        "",
        "null",
        "[]",
        "{",
        '{"id":"1001","first_name":"Alice"}',
        '{"id":true,"first_name":"Alice"}',
        '{"id":0,"first_name":"Alice"}',
        '{"id":-5,"first_name":"Alice"}',
        '{"id":99999999999999999999,"first_name":"Alice"}',
        '{"id":7,"first_name":"Bot","is_bot":true}',
        '{"first_name":"Alice"}',
    ],
)
def test_an_authentic_launch_of_nobody_is_refused(user: str) -> None:
    with pytest.raises(LaunchForged):
        read_mini_app(telegram.init_data({"user": user}, MORNING), KEYS, MORNING)


def test_a_launch_without_a_user_is_refused() -> None:
    with pytest.raises(LaunchForged):
        read_mini_app(telegram.init_data({"query_id": "AAH"}, MORNING), KEYS, MORNING)


@pytest.mark.parametrize(
    ("age", "refusal"),
    [
        (0, None),
        (HOUR, None),
        (HOUR + SECOND, LaunchStale),
        (30 * 24 * HOUR, LaunchStale),
        (-60 * SECOND, None),
        (-61 * SECOND, LaunchForged),
    ],
)
def test_a_launch_is_good_for_an_hour(age: int, refusal: type[Exception] | None) -> None:
    data = telegram.init_data({"user": telegram.user(1001)}, MORNING - age)
    if refusal is None:
        assert read_mini_app(data, KEYS, MORNING).signed_at == MORNING - age
    else:
        with pytest.raises(refusal):
            read_mini_app(data, KEYS, MORNING)


def test_a_forged_launch_is_forged_before_it_is_stale() -> None:
    data = telegram.init_data({"user": telegram.user(1001)}, MORNING - 2 * HOUR, token="1:other")
    with pytest.raises(LaunchForged):
        read_mini_app(without(data, "signature"), KEYS, MORNING)


@pytest.mark.parametrize("date", ["", "abc", "-5", "1e9", "١٢٣", "1796115600.0"])
def test_a_date_that_is_no_date_is_refused(date: str) -> None:
    data = telegram.init_data({"user": telegram.user(1001), "auth_date": date}, MORNING)
    with pytest.raises(LaunchForged):
        read_mini_app(data, KEYS, MORNING)


def as_text(fields: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items()}


def test_the_login_widget_signs_in() -> None:
    fields = as_text(telegram.widget(1001, MORNING, username="alice", last_name="A"))
    launch = read_widget(fields, KEYS, MORNING)
    assert (launch.seen.id, launch.seen.username, launch.seen.name) == (1001, "alice", "Alice A")


@pytest.mark.parametrize(
    "forged", [{"id": "1002"}, {"hash": "0" * 64}, {"hash": ""}, {"extra": "1"}]
)
def test_a_forged_widget_is_refused(forged: dict[str, str]) -> None:
    fields = as_text(telegram.widget(1001, MORNING, username="alice"))
    with pytest.raises(LaunchForged):
        read_widget({**fields, **forged}, KEYS, MORNING)


def test_an_old_widget_is_stale() -> None:
    fields = as_text(telegram.widget(1001, MORNING - HOUR - SECOND))
    with pytest.raises(LaunchStale):
        read_widget(fields, KEYS, MORNING)


def test_a_mini_apps_hash_is_not_a_widgets() -> None:
    fields = parse_fields(fresh())
    with pytest.raises(LaunchForged):
        read_widget(fields, KEYS, MORNING)
