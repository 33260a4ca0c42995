"""Settings: every name is listed, aliases work, and nothing secret is ever shown."""

import re
from pathlib import Path

import pytest
from pydantic import AliasChoices

from bot.run import in_world
from bot.settings import Settings, SettingsRefused, is_sandbox_token, read
from bot.settings_forms import Section

ROOT = Path(__file__).parents[2]


def names() -> set[str]:
    found: set[str] = set()
    for section in Settings.model_fields.values():
        kind = section.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            for field in kind.model_fields.values():
                if isinstance(field.validation_alias, AliasChoices):
                    found.update(str(choice) for choice in field.validation_alias.choices)
    return found


def test_every_setting_is_listed_in_the_example_and_nothing_else() -> None:
    listed = set(re.findall(r"[A-Z][A-Z0-9_]{3,}", (ROOT / ".env.example").read_text()))
    assert names() <= listed
    unknown = (
        set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
        - names()
    )
    assert unknown == set()


@pytest.mark.parametrize("name", ["BOT_TOKEN", "TELEGRAM_BOT_TOKEN", "TOKEN"])
def test_the_token_has_the_names_of_older_deployments(name: str) -> None:
    assert read({name: "42:abc"}).telegram.token.get_secret_value() == "42:abc"


def test_a_postgres_password_alone_means_the_local_server() -> None:
    assert (
        read({"POSTGRES_PASSWORD": "pw"}).data.address
        == "postgresql://postgres:pw@127.0.0.1:5432/souk"
    )
    assert (
        read({"DATABASE_URL": "postgresql://a/b", "POSTGRES_PASSWORD": "pw"}).data.address
        == "postgresql://a/b"
    )
    assert read({}).data.address == ""


def test_a_rate_may_be_written_with_its_period() -> None:
    assert read({"APP_RATE_LIMIT_DEFAULT": "90/minute"}).limits.per_address == 90


def test_lists_are_separated_by_commas() -> None:
    assert read({"SOUK_OWNERS": "1, 2,"}).people.owners == (1, 2)


def test_only_assets_that_exist_may_be_staked() -> None:
    assert read({"SOUK_GAMES_ASSETS": "POINTS, XTR"}).games.assets == ("POINTS", "XTR")
    with pytest.raises(SettingsRefused, match="SOUK_GAMES_ASSETS"):
        read({"SOUK_GAMES_ASSETS": "USD"})


def test_unused_names_are_reported() -> None:
    assert read({"MEILISEARCH_API_KEY": "x"}).unused == ("MEILISEARCH_API_KEY",)


def test_a_wrong_value_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsRefused) as refused:
        read({"SOUK_HTTP_PORT": "hunter2"})
    assert "SOUK_HTTP_PORT" in str(refused.value)
    assert "hunter2" not in str(refused.value)


def test_secrets_do_not_show_themselves() -> None:
    settings = read(
        {
            "BOT_TOKEN": "42:geheim",
            "SECRET_KEY": "geheim",
            "DATABASE_URL": "postgresql://u:geheim@h/d",
        }
    )
    assert "geheim" not in repr(settings)


def test_only_the_sandbox_form_is_a_sandbox_token() -> None:
    assert is_sandbox_token("7000000001:sandbox-00ff")
    assert not is_sandbox_token("7000000001:AAF00ff")
    assert not is_sandbox_token("")


def test_the_chain_is_the_main_net_until_another_is_named() -> None:
    main, test = read({}).ton, read({"SOUK_TON_NETWORK": "-3"}).ton
    assert (main.chain, main.base) == ("-239", "https://toncenter.com")
    assert (test.chain, test.base) == ("-3", "https://testnet.toncenter.com")
    assert read({"SOUK_TON_URL": "http://127.0.0.1:1/ton/"}).ton.base == "http://127.0.0.1:1/ton"
    assert test.explorer_url.startswith("https://testnet.")
    with pytest.raises(SettingsRefused, match="SOUK_TON_NETWORK"):
        read({"SOUK_TON_NETWORK": "-217"})


def test_jettons_are_named_by_symbol_decimals_and_master() -> None:
    master = "0:" + "ab" * 32
    (usdt,) = read({"SOUK_TON_JETTONS": f"USDT:6:{master}"}).ton.jettons
    assert (usdt.symbol, usdt.decimals, usdt.master) == ("USDT", 6, master)
    for wrong in ("USDT", f"USDT:6.5:{master}", f"USDT:99:{master}", "USDT:6:short"):
        with pytest.raises(SettingsRefused, match="SOUK_TON_JETTONS"):
            read({"SOUK_TON_JETTONS": wrong})


class _World:
    url, token, launch_key = "http://127.0.0.1:8090", "1:sandbox-" + "0" * 32, "00" * 32


def test_the_sandbox_takes_nothing_of_a_real_chain() -> None:
    given = {
        "SOUK_TON_KEY": "real",
        "SOUK_TON_KEYS": "/real/keys.json",
        "SOUK_TON_PASSPHRASE": "real",
        "SOUK_TON_LITE_CONFIG": "/real/global.json",
        "SOUK_TON_QUARANTINE_H": "2",
    }
    ton = in_world(read(given), _World()).ton
    assert (ton.chain, ton.base, ton.quarantine_h) == ("-3", "http://127.0.0.1:8090/ton", 2)
    assert "real" not in "".join(
        map(str, (ton.key.get_secret_value(), ton.passphrase.get_secret_value(), ton.keys))
    )
    assert ton.lite_config is None


def test_the_main_net_and_the_sandbox_never_go_together() -> None:
    with pytest.raises(SettingsRefused, match="SOUK_TON_NETWORK"):
        in_world(read({"SOUK_TON_NETWORK": "-239"}), _World())
