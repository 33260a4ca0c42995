"""Public pages of gifts: shared by link, read without a script, safe whatever names say."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.gifts.content_ports import Picture
from domain.gifts.models import Market, SourceState
from domain.gifts.search import SaleKind
from domain.shared.ids import HOUR, Instant
from domain.shared.refusals import GatewayError
from tests.webapp.world import World

HTML = {"Accept": "text/html"}
PNG = b"\x89PNG\r\n\x1a\n"
EVIL = '<script>alert("x")</script>'


class Read(HTMLParser):
    """What a page links to and says of itself."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.said: dict[str, str] = {}
        self.tags: list[str] = []
        self.hidden: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if given.get("type") == "hidden":
            self.hidden.append((given["name"], given["value"]))
        if tag == "a":
            self.links.append(given["href"])
        if tag == "meta" and ("property" in given or "name" in given):
            self.said[given.get("property") or given["name"]] = given.get("content", "")


async def page(world: World, path: str) -> tuple[str, Read]:
    answer = await world.call("GET", f"/{path}", headers=HTML)
    assert answer.status == 200, answer.body
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    text = answer.body.decode()
    return text, Read(text)


async def test_the_price_told_is_one_that_whoever_comes_can_pay(world: World) -> None:
    later = Instant(world.clock.now() + HOUR)
    world.shop.put("Plush Pepe", 1234, "2", market=Market.FRAGMENT, sale_kind=SaleKind.AUCTION)
    world.shop.put("Plush Pepe", 1234, "3", market=Market.MRKT, locked_until=later)
    _, read = await page(world, "/gifts/plushpepe-1234")
    assert "Not for sale" in read.said["og:description"]
    world.shop.put("Plush Pepe", 1234, "12.5")
    _, read = await page(world, "/gifts/plushpepe-1234")
    assert "12.5" in read.said["og:description"]
    world.clock.advance(HOUR)
    _, read = await page(world, "/gifts/plushpepe-1234")
    assert "From 3" in read.said["og:description"]


async def test_a_gift_tells_what_it_shows(world: World) -> None:
    lot = world.shop.put("Plush Pepe", 1234, "12.5")
    text, read = await page(world, "/gifts/plushpepe-1234")
    assert read.said["og:title"] == "Plush Pepe #1234"
    assert "12.5" in read.said["og:description"]
    assert "$25.00" in read.said["og:description"]
    assert read.said["og:image"] == "http://127.0.0.1:8080/gifts/plushpepe-1234/picture"
    assert read.said["og:url"] == "http://127.0.0.1:8080/gifts/plushpepe-1234"
    assert "script" not in read.tags
    assert "https://t.me/souk_bot?startapp=gift_plushpepe-1234" in read.links
    assert any(link.startswith("https://t.me/portals/") for link in read.links)
    assert "/gifts/collections/plushpepe" in read.links
    assert "Steel Frog" in text
    assert "listed on Portals" in text
    world.shop.end(lot)
    _, read = await page(world, "/gifts/plushpepe-1234")
    assert "Not for sale" in read.said["og:description"]


@pytest.mark.parametrize("path", ["/gifts", "/gifts/plushpepe-1", "/gifts/collections/plushpepe"])
@pytest.mark.parametrize("language", ["en", "ru"])
async def test_pages_speak_both_languages(world: World, path: str, language: str) -> None:
    world.shop.put("Plush Pepe", 1)
    world.shop.put("Plush Pepe", 1, "11", market=Market.TONNEL)
    text, read = await page(world, f"{path}?lang={language}&utm_source=somewhere")
    assert f'<html lang="{language}"' in text
    assert ("TON" in text, "style=" in text) == (True, False)
    other = {"en": "ru", "ru": "en"}[language]
    assert any(parse_qs(urlsplit(one).query).get("lang") == [other] for one in read.links)
    for made in re.findall(r'(?:src|href)="(/static/[^"]+)"', text):
        assert (await world.call("GET", f"/{made}")).status == 200, made


async def test_a_search_is_its_address(world: World) -> None:
    shop = world.shop
    shop.put("Plush Pepe", 1, "10", backdrop="Black")
    shop.put("Plush Pepe", 2, "11", backdrop="Lavender")
    shop.put("Toy Bear", 3, "12", backdrop="Black")
    text, read = await page(world, "/gifts?q=pepe&backdrop=Black&lang=en")
    assert "Plush Pepe #1" in text
    assert "#2" not in text
    assert "Bear" not in text
    assert "1 lot for sale" in text
    assert 'value="pepe"' in text
    assert "/gifts?q=pepe&lang=en" in read.links, "the filter can be left out"
    assert "/gifts?q=pepe&backdrop=Black&backdrop=Lavender&lang=en" in read.links
    assert "/gifts/plushpepe-1?lang=en" in read.links
    _, unsaid = await page(world, "/gifts?q=pepe")
    assert "/gifts/plushpepe-1" in unsaid.links
    assert any("backdrop=Black" in one and "lang=ru" in one for one in read.links)
    said, kept = await page(world, "/gifts?q=pepe&sort=-price&number_max=9&include=locked")
    assert "/gifts?q=pepe&include=locked&sort=-price" in kept.links, "each can be left out"
    assert "/gifts?q=pepe&number_max=9&sort=-price" in kept.links
    assert "up to #9" in said
    asked = {("sort", "-price"), ("number_max", "9"), ("include", "locked")}
    assert asked <= set(kept.hidden), "other words, the same order and filters"
    answer = await world.call("GET", "//gifts?q=pepe", headers=HTML)
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]


async def test_pages_go_on_by_links(world: World) -> None:
    for n in range(35):
        world.shop.put(number=n, ton=str(10 + n))
    text, read = await page(world, "/gifts")
    (following,) = [one for one in read.links if "cursor=" in one]
    rest, _ = await page(world, following)
    numbers = [int(n) for n in re.findall(r"<b>Plush Pepe #(\d+)</b>", text + rest)]
    assert numbers == list(range(35))


async def test_names_from_outside_become_no_markup(world: World) -> None:
    world.shop.put("Plush Pepe", 1, model=EVIL, backdrop=f'"{EVIL}', symbol="&amp;")
    for path in ("/gifts", "/gifts/plushpepe-1", "/gifts/collections/plushpepe"):
        text, read = await page(world, path)
        assert EVIL not in text, path
        assert "script" not in read.tags, path
    text, read = await page(world, f"/gifts?q={EVIL}")
    assert EVIL not in text
    assert "script" not in read.tags


async def test_old_prices_and_markets_that_are_down_say_so(world: World) -> None:
    world.shop.put("Plush Pepe", 1, market=Market.TONNEL)
    text, _ = await page(world, "/gifts/plushpepe-1")
    assert "Tonnel: " not in text
    assert "stale" not in text
    world.clock.advance(HOUR)
    text, _ = await page(world, "/gifts/plushpepe-1")
    assert "Tonnel: prices read 1 hour ago" in text
    world.shop.set_state(Market.TONNEL, SourceState.BLOCKED)
    text, _ = await page(world, "/gifts/plushpepe-1")
    assert "Tonnel: blocked, began just now" in text
    assert 'class="stale"' in text


async def test_what_is_not_there_is_a_page_too(world: World) -> None:
    for path in ("/gifts/plushpepe-9", "/gifts/collections/none"):
        answer = await world.call("GET", f"/{path}", headers=HTML)
        assert (answer.status, b"<h1>" in answer.body) == (404, True), path
    odd = await world.call("GET", "//gifts?price_min=-1", headers=HTML)
    assert (odd.status, b"<h1>" in odd.body) == (400, True)


async def test_pictures_come_from_our_own_host_and_are_kept(world: World) -> None:
    lot = world.shop.put("Plush Pepe", 1)
    drawn = await world.call("GET", "//gifts/plushpepe-1/picture")
    assert (drawn.status, drawn.headers["Content-Type"]) == (200, "image/svg+xml")
    assert b"Plush Pepe #1" in drawn.body
    art = Picture(kind="image/png", body=PNG, tag="abc")
    world.shop.pictures.known[lot.lot.gift] = art
    for path in ("//gifts/plushpepe-1/picture", "//gifts/collections/plushpepe/picture"):
        answer = await world.call("GET", path)
        assert (answer.body, answer.headers["Content-Type"]) == (PNG, "image/png")
        assert answer.headers["Cache-Control"] == "public, max-age=86400"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        tagged = {"If-None-Match": answer.headers["ETag"]}
        assert (await world.call("GET", path, headers=tagged)).status == 304
    world.shop.pictures.refuse = GatewayError("away")
    answer = await world.call("GET", "//gifts/plushpepe-1/picture")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/svg+xml")


async def test_nothing_is_fetched_for_gifts_that_nobody_met(world: World) -> None:
    world.shop.pictures.refuse = AssertionError("asked for a gift that is not known")
    for path in ("plushpepe-1", "nothing", "collections/none"):
        assert (await world.call("GET", f"//gifts/{path}/picture")).status == 404
