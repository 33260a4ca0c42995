"""Which markets are read, by which key, at what fees; and that the sandbox takes none of it."""

import pytest

from bot.run import in_world
from bot.settings import Settings, SettingsRefused, read
from bot.settings_markets import MARKET_NAMES, FeeGiven

ALL_KEYS = {
    "SOUK_GETGEMS_KEY": "geheim-1",
    "SOUK_PORTALS_TOKEN": "geheim-2",
    "SOUK_PORTALS_INIT_DATA": "geheim-3",
    "SOUK_MRKT_INIT_DATA": "geheim-4",
    "SOUK_TONNEL_INIT_DATA": "geheim-5",
    "TONAPI_KEY": "geheim-6",
}


class _World:
    url, token, launch_key = "http://127.0.0.1:8090", "1:sandbox-" + "0" * 32, "00" * 32


def those_read(settings: Settings) -> set[str]:
    return {name for name in MARKET_NAMES if settings.markets.reads(name)}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, {"tonapi"}),
        ({"SOUK_GETGEMS_KEY": "k"}, {"getgems", "tonapi"}),
        ({"SOUK_PORTALS_INIT_DATA": "d"}, {"portals", "tonapi"}),
        ({"SOUK_MRKT_INIT_DATA": "d", "SOUK_TONNEL_INIT_DATA": "d"}, {"mrkt", "tonnel", "tonapi"}),
        (ALL_KEYS, {"getgems", "portals", "mrkt", "tonnel", "tonapi"}),
        ({"SOUK_MARKETS": "fragment, portals, tonnel"}, {"fragment", "portals", "tonnel"}),
        ({"SOUK_MARKETS": "getgems,mrkt"}, set()),
        ({"SOUK_MARKETS": "getgems", **ALL_KEYS}, {"getgems"}),
    ],
)
def test_a_market_is_read_with_its_key_or_by_name(given: dict[str, str], names: set[str]) -> None:
    assert those_read(read(given)) == names


def test_a_market_that_there_is_not_is_refused() -> None:
    with pytest.raises(SettingsRefused, match="SOUK_MARKETS"):
        read({"SOUK_MARKETS": "opensea"})


def test_portals_is_asked_with_the_better_of_two_keys() -> None:
    assert read({}).markets.portals_authorization == ""
    launch = read({"SOUK_PORTALS_INIT_DATA": "d"}).markets
    assert launch.portals_authorization == "tma d"
    assert read(ALL_KEYS).markets.portals_authorization == "partners geheim-2"


def test_fees_have_a_first_day() -> None:
    (told,) = read({"SOUK_MARKET_FEES": "tonnel:2026-12-01:600/0/25"}).markets.fees
    assert told == FeeGiven(
        market="tonnel", since="2026-12-01", on_top_bps=600, inside_bps=0, seller_bps=25
    )


def test_keys_of_markets_do_not_show_themselves() -> None:
    settings = read(ALL_KEYS)
    assert "geheim" not in repr(settings)
    assert len(settings.markets.secrets) == len(ALL_KEYS)


def test_the_sandbox_takes_no_key_of_a_real_market() -> None:
    settings = in_world(read({**ALL_KEYS, "SOUK_GETGEMS_URL": "https://real"}), _World())
    markets = settings.markets
    assert not [one for one in markets.secrets if "geheim" in one.get_secret_value()]
    assert those_read(settings) == set(MARKET_NAMES)
    addresses = [getattr(markets, f"{name}_url") for name in MARKET_NAMES]
    assert addresses == [f"http://127.0.0.1:8090/markets/{name}" for name in MARKET_NAMES]
