"""Rates from TON API's face and from the world, and what follows from them, in a real store."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from bot.gateways.markets.adapter import Means
from bot.gateways.markets.tonapi.client import TonApi
from bot.gateways.rates.fixed import FixedRates
from bot.gateways.rates.tonapi import TonApiRates, number, prices_of
from bot.gateways.rates.world import WorldRates
from domain.gifts.rates import KEPT_EVERY, STALE, USD, Rates
from domain.gifts.rates_ports import Currency, Prices, Rate, RateSource
from domain.shared.ids import Instant
from domain.shared.money import POINTS, TON, XTR, Asset, Money, of, stars
from domain.shared.refusals import GatewayError, GatewayRejected
from domain.users.rules import CURRENCIES
from locales.gift_words import GiftWords
from locales.speech import Speech
from locales.words import Words
from scripts.sandbox.server import serving
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.gifts.rates import RateRows
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.sandbox.caller import Caller, calling

EUR = Currency("EUR")
KZT = Currency("KZT")
USDT = Asset("jetton:0:" + "4d" * 32, scale=6, edge_scale=6)


class Source:
    """Says what it is told to, or fails."""

    def __init__(self, name: str, prices: Mapping[tuple[str, Currency], str]) -> None:
        self._name = name
        self.prices = dict(prices)
        self.down = False
        self.asked: list[Collection[Currency]] = []

    @property
    def name(self) -> str:
        return self._name

    async def read(self, currencies: Collection[Currency]) -> Prices:
        self.asked.append(currencies)
        if self.down:
            raise GatewayError(f"{self._name} is down")
        return {pair: Decimal(price) for pair, price in self.prices.items()}


@pytest.fixture
def ton() -> Source:
    return Source("ton", {("TON", USD): "2.41", ("TON", EUR): "2.05"})


@pytest.fixture
def star() -> Source:
    return Source("star", {("XTR", USD): "0.013", ("TON", USD): "9"})


@pytest.fixture
def rows(database: SqliteDatabase | PostgresDatabase) -> RateRows:
    return RateRows(database)


@pytest.fixture
def rates(rows: RateRows, writer: Writer, clock: FakeClock, ton: Source, star: Source) -> Rates:
    return Rates([ton, star], rows, writer, clock, dollars=[USDT.code])


async def test_each_rate_says_who_told_it_and_when(
    rates: Rates, clock: FakeClock, ton: Source
) -> None:
    began = clock.now()
    await rates.refresh()
    wanted = Rate(asset="TON", currency=USD, price=Decimal("2.41"), source="ton", read_at=began)
    assert rates.rate("TON", USD) == wanted, "the first source that knows is believed"
    assert USD in ton.asked[0]
    assert KZT in ton.asked[0]
    clock.advance(STALE)
    ton.down = True
    await rates.refresh()
    star = rates.rate("XTR", USD)
    assert star is not None
    assert star.read_at == clock.now()
    second = rates.rate("TON", USD)
    assert second is not None
    assert (second.price, second.source) == (Decimal(9), "star")


async def test_a_source_that_fails_leaves_the_last_rate_and_its_age(
    rates: Rates, clock: FakeClock, ton: Source, star: Source
) -> None:
    await rates.refresh()
    began, told = clock.now(), rates.rate("TON", EUR)
    ton.down = True
    clock.advance(STALE)
    await rates.refresh()
    star_in_euros = rates.rate("XTR", EUR)
    assert star_in_euros is not None
    assert star_in_euros.read_at == began, "as old as the oldest part of it"
    star.down = True
    with pytest.raises(GatewayError, match="ton is down"):
        await rates.refresh()
    assert rates.rate("TON", EUR) == told
    assert told is not None
    assert not rates.stale(told)
    clock.advance(1)
    assert rates.stale(told)
    worth = rates.worth(of(TON, 1), EUR)
    assert worth is not None
    assert worth.stale


WORTHS = (
    (of(TON, 1), USD, "2.41"),
    (Money(12_900_000_000, TON), USD, "31.09"),
    (Money(8_500_000_000, TON), USD, "20.49"),
    (Money(1, TON), USD, "0.0000"),
    (Money(-12_900_000_000, TON), USD, "-31.09"),
    (stars(1), USD, "0.0130"),
    (stars(1000), USD, "13.00"),
    (of(TON, 1), EUR, "2.05"),
    (stars(1000), EUR, "11.06"),
    (of(USDT, 7), USD, "7.00"),
    (of(USDT, 7), EUR, "5.95"),
    (of(TON, 10**6), USD, "2410000.00"),
    (Money(2**62, TON), USD, "11114163304.41"),
    (of(TON, 1), KZT, "2.41"),
)


async def test_what_amounts_are_worth(rates: Rates) -> None:
    assert rates.worth(of(TON, 1), USD) is None, "nobody was asked yet"
    await rates.refresh()
    for money, currency, text in WORTHS:
        worth = rates.worth(money, currency)
        assert worth is not None
        assert worth.text == text
        assert worth.currency == (USD if currency == KZT else currency), "else in dollars"
    assert rates.worth(of(POINTS, 1), USD) is None
    assert rates.rate("TON", KZT) is None
    assert rates.units(Decimal("2.41"), USD, of(TON, 0)) == of(TON, 1)
    assert rates.units(Decimal(1), USD, Money(0, XTR)) == Money(7692, XTR)
    assert rates.units(Decimal(1), KZT, of(TON, 0)) is None


async def test_prices_are_said_as_in_the_app_and_a_rate_that_is_missing_once(
    rates: Rates,
) -> None:
    def said(currency: str, money: Money) -> tuple[str, str]:
        words = GiftWords(Speech(Words(), "en"), currency, Instant(0), rates.worth)
        return words.worth(money), words.rate_note(money)

    assert said("USD", of(TON, 1)) == ("", "No rate of any currency is known just now.")
    await rates.refresh()
    assert said("USD", Money(8_500_000_000, TON))[0] == "≈ $20.49"
    assert said("USD", Money(200_000_000, TON))[0] == "≈ $0.48"
    assert said("USD", Money(500_000_000_000, TON))[0] == "≈ $1,205"
    assert said("USD", Money(1_000_000_000, TON))[1].startswith("Rate by ton, ")
    worth, note = said("KZT", of(TON, 1))
    assert worth == "≈ $2.41"
    assert note == "No rate in KZT is known just now, so prices are in dollars, too."


async def test_a_start_without_sources_knows_the_last_rates(
    rates: Rates, rows: RateRows, writer: Writer, clock: FakeClock, ton: Source, star: Source
) -> None:
    await rates.refresh()
    ton.prices["TON", USD] = "2.5000000000000000001"
    clock.advance(KEPT_EVERY)
    await rates.refresh()
    later = Rates([], rows, writer, clock)
    await later.load()
    assert later.all() == rates.all()
    assert len(later.all()) == 3


async def test_a_rate_that_stays_is_written_down_now_and_then(
    rates: Rates, rows: RateRows, clock: FakeClock, star: Source
) -> None:
    began = clock.now()
    await rates.refresh()
    clock.advance(KEPT_EVERY - 1)
    star.prices["XTR", USD] = "0.014"
    await rates.refresh()
    kept = {(one.asset, one.currency): one for one in await rows.last()}
    assert kept["TON", USD].read_at == began
    assert kept["XTR", USD].read_at == clock.now()
    clock.advance(1)
    await rates.refresh()
    kept = {(one.asset, one.currency): one for one in await rows.last()}
    assert kept["TON", USD].read_at == clock.now()


async def test_absurd_prices_are_not_believed(rates: Rates, ton: Source) -> None:
    for price in ("0", "-1", "1e-13", "1e13"):
        ton.prices["TON", USD] = price
        await rates.refresh()
        told = rates.rate("TON", USD)
        assert told is not None
        assert told.source == "star"


@pytest.fixture
async def caller(tmp_path: Path) -> AsyncIterator[Caller]:
    async with serving(tmp_path / "world", port=0) as world, calling(world.core.url) as there:
        await there.patch("", {"pace": 100})
        yield there


async def test_the_local_ton_api_and_the_world_tell_the_true_rates(
    caller: Caller, rows: RateRows, writer: Writer, clock: FakeClock
) -> None:
    tonapi = TonApi(f"{caller.url}/markets/tonapi", "a-key", Means(clock=clock), calls_per_s=9)
    tonapi.set_pace(100)
    sources: list[RateSource] = [TonApiRates(tonapi.ask), WorldRates(caller.url, ["XTR"])]
    rates = Rates(sources, rows, writer, clock)
    try:
        for ton, star in (("2.41", "0.013"), ("3.3333", "0.02")):
            await caller.put("/rates", {"TON/USD": ton, "XTR/USD": star})
            await rates.refresh()
            told = {(one.asset, one.currency): (one.price, one.source) for one in rates.all()}
            assert told["TON", USD] == (Decimal(ton), "tonapi")
            assert told["XTR", USD] == (Decimal(star), "world")
            missing = {one for one in CURRENCIES if ("TON", Currency(one)) not in told}
            assert missing == set(), "everybody sees their own currency"
        await caller.make("/faults", {"face": "tonapi", "kind": "html", "times": None})
        await caller.put("/rates", {"XTR/USD": "0.03"})
        await rates.refresh()
        kept = rates.rate("TON", USD)
        fresh = rates.rate("XTR", USD)
        assert kept is not None
        assert fresh is not None
        assert (kept.price, fresh.price) == (Decimal("3.3333"), Decimal("0.03"))
    finally:
        await tonapi.close()


class Recorded:
    """Answers of TON API by the name of the coin that it is asked for."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = dict(answers)
        self.asked: list[str] = []

    async def ask(self, path: str, query: Sequence[tuple[str, str]]) -> object:
        told = dict(query)
        self.asked.append(told["tokens"])
        assert path == "/v2/rates"
        answer = self._answers[told["tokens"]]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.parametrize(
    "old", [GatewayRejected("unknown token"), {"rates": {}}, {"rates": {"TON": {}}}, None]
)
async def test_a_coin_that_was_renamed_is_found_and_remembered(old: object) -> None:
    recorded = Recorded({"ton": old, "gram": {"rates": {"GRAM": {"prices": {"USD": 2.41}}}}})
    source = TonApiRates(recorded.ask)
    for _ in range(2):
        assert await source.read([USD]) == {("TON", USD): Decimal("2.41")}
    assert recorded.asked == ["ton", "gram", "gram"]


async def test_a_service_that_knows_no_ton_is_an_error() -> None:
    source = TonApiRates(Recorded({"ton": {"rates": {}}, "gram": {"rates": []}}).ask)
    with pytest.raises(GatewayError):
        await source.read([USD])


def test_odd_answers_are_left_out() -> None:
    told = {
        "rates": {
            "TON": {"prices": {"USD": "2.41", "EUR": 0, "RUB": -3}, "diff_24h": {"USD": "+1%"}},
            "NOT": {"prices": {"USD": 5}},
        },
        "unheard": 1,
    }
    assert prices_of(told, [USD, EUR, Currency("RUB")]) == {("TON", USD): Decimal("2.41")}
    for odd in (True, None, "free", "1e999", "NaN", "Infinity", " 2", "2,4", -0.0, [2.41]):
        assert number(odd) is None
    assert number(Decimal("2.410")) == Decimal("2.41")
    assert number(1.0e-7) == Decimal("1e-7")


async def test_the_settings_rate_is_fixed() -> None:
    told = await FixedRates({("XTR", USD): Decimal("0.013")}).read([EUR])
    assert told == {("XTR", USD): Decimal("0.013")}
