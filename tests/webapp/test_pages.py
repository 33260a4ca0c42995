"""Pages: languages, security policy, static files, errors for people."""

import gzip
import re

import pytest

from tests.webapp.ground import Parts
from tests.webapp.wiring import settings
from tests.webapp.world import World, start_world
from webapp.policy import PageKind, policy
from webapp.static_files import StaticFiles

PAGES = ["/", "/app", "/login", "/terms", "/privacy", "/docs"]
HTML = {"Accept": "text/html,application/xhtml+xml"}
LINK = re.compile(r'(?:src|href)="(/static/[^"]+)"')


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "ru"])
async def test_a_page_speaks_both_languages_and_runs_nothing_inline(
    world: World, path: str, language: str
) -> None:
    answer = await world.call("GET", f"/{path}?lang={language}", headers=HTML)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["Content-Language"] == language
    text = answer.body.decode()
    assert f'<html lang="{language}"' in text
    assert " style=" not in text
    assert "<style" not in text
    for script in re.findall(r"<script([^>]*)>", text):
        assert "src=" in script or 'type="application/json"' in script
    for handler in ("onclick=", "onload=", "javascript:"):
        assert handler not in text


@pytest.mark.parametrize("path", PAGES)
async def test_every_file_that_a_page_names_is_there_for_ever(world: World, path: str) -> None:
    text = (await world.call("GET", f"/{path}", headers=HTML)).body.decode()
    links = LINK.findall(text)
    assert links
    for link in links:
        answer = await world.call("GET", f"/{link}")
        assert answer.status == 200, link
        assert "immutable" in answer.headers["Cache-Control"]


async def test_a_page_speaks_the_browsers_language(world: World) -> None:
    answer = await world.call("GET", "//", headers={**HTML, "Accept-Language": "ru-RU,ru;q=0.9"})
    assert answer.headers["Content-Language"] == "ru"
    assert "Accept-Language" in answer.headers["Vary"]


async def test_the_landing_page_leads_to_what_is_open(world: World) -> None:
    text = (await world.call("GET", "//?lang=en", headers=HTML)).body.decode()
    assert 'href="/gifts"' in text
    assert text.count("Opens soon") == 3, "ads, events and trading"


async def test_only_the_shell_may_be_framed_and_by_telegram_only(world: World) -> None:
    for path in ("/app", "/login"):
        policies = (await world.call("GET", f"/{path}")).headers["Content-Security-Policy"]
        assert "frame-ancestors 'self' https://web.telegram.org;" in policies
    for path in ("/", "/terms", "/docs"):
        policies = (await world.call("GET", f"/{path}")).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policies


def test_the_policy_allows_ourselves_and_telegrams_script() -> None:
    written = policy(settings(), PageKind.FRAMED)
    parts = dict(part.split(" ", 1) for part in written.split("; "))
    assert parts["default-src"] == "'none'"
    assert parts["script-src"] == (
        "'self' https://telegram.org/js/telegram-web-app.js "
        "https://telegram.org/js/telegram-widget.js"
    )
    assert parts["style-src"] == "'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert parts["frame-src"] == "https://oauth.telegram.org"
    assert parts["connect-src"] == "'self' ws://127.0.0.1:8080"
    assert "unsafe" not in written


async def test_wallets_learn_who_asks_from_any_page(world: World) -> None:
    answer = await world.call("GET", "//tonconnect-manifest.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert (answer.body["url"], answer.body["name"]) == ("http://127.0.0.1:8080", "Souk")
    icon = answer.body["iconUrl"].removeprefix("http://127.0.0.1:8080")
    shown = await world.call("GET", f"/{icon}")
    assert (shown.status, shown.headers["Content-Type"]) == (200, "image/png")
    for name, path in (("termsOfUseUrl", "/terms"), ("privacyPolicyUrl", "/privacy")):
        assert answer.body[name] == f"http://127.0.0.1:8080{path}"


async def test_the_browser_speaks_to_the_bridges_of_the_wallets_that_are_offered(
    parts: Parts,
) -> None:
    world, end = await start_world(parts, settings(wallets=("tonkeeper", "telegram-wallet")))
    listed = (await world.call("GET", "//tonconnect-wallets.json")).body
    assert [one["app_name"] for one in listed] == ["tonkeeper", "telegram-wallet"]
    assert {one["image"] for one in listed} == {listed[0]["image"]}
    headers = (await world.call("GET", "//app")).headers
    assert (
        "connect-src 'self' ws://127.0.0.1:8080 https://bridge.tonapi.io https://walletbot.me;"
        in headers["Content-Security-Policy"]
    )
    await end()


async def test_the_sandbox_offers_its_own_wallet_alone(parts: Parts) -> None:
    sandboxed = settings(sandbox_url="http://127.0.0.1:8090", wallets=("tonkeeper",))
    world, end = await start_world(parts, sandboxed)
    listed = (await world.call("GET", "//tonconnect-wallets.json")).body
    assert [one["bridge"] for one in listed] == [[{"type": "js", "key": "soukwallet"}]]
    assert "connect-src 'self' ws://127.0.0.1:8080;" in policy(sandboxed, PageKind.FRAMED)
    await end()


def test_in_the_sandbox_its_page_may_frame_the_shell() -> None:
    written = policy(settings(sandbox_url="http://127.0.0.1:8090"), PageKind.FRAMED)
    assert "frame-ancestors 'self' https://web.telegram.org http://127.0.0.1:8090" in written
    assert "frame-src http://127.0.0.1:8090" in written


def test_files_of_another_host_are_allowed_by_name() -> None:
    written = policy(settings(static_url="https://cdn.example/souk"), PageKind.PLAIN)
    assert "style-src 'self' https://cdn.example 'sha256-" in written
    assert "font-src 'self' https://cdn.example" in written


async def test_https_is_kept_where_it_is_spoken(parts: Parts) -> None:
    world, end = await start_world(parts, settings(public_url="https://souk.example"))
    headers = (await world.call("GET", "//app")).headers
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "wss://souk.example" in headers["Content-Security-Policy"]
    await end()


async def test_files_are_squeezed_tagged_and_typed(world: World) -> None:
    text = (await world.call("GET", "//app")).body.decode()
    link = next(link for link in LINK.findall(text) if link.endswith(".js"))
    raw = await world.client.get(link, headers={"Accept-Encoding": "gzip"}, auto_decompress=False)
    squeezed = await raw.read()
    assert raw.headers["Content-Encoding"] == "gzip"
    plain = await world.call("GET", f"/{link}", headers={"Accept-Encoding": "identity"})
    assert gzip.decompress(squeezed) == plain.body
    assert plain.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    again = await world.call("GET", f"/{link}", headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


async def test_the_file_of_the_day_is_asked_for_each_time(world: World) -> None:
    answer = await world.call("GET", "//static/css/pages.css")
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
    stale = await world.call("GET", "//static/000000000000/css/pages.css")
    assert (stale.status, stale.code) == (404, "not-found")


async def test_the_words_of_the_browser_are_files_too(world: World) -> None:
    text = (await world.call("GET", "//app?lang=ru")).body.decode()
    found = re.search(r"/static/[0-9a-f]+/words/ru\.ftl", text)
    assert found is not None
    answer = await world.call("GET", f"/{found.group()}")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "app-" in answer.body.decode()


def test_one_changed_file_changes_the_whole_tree() -> None:
    first, second = StaticFiles({"words/en.ftl": b"a"}), StaticFiles({"words/en.ftl": b"b"})
    assert first.hash != second.hash
    assert first.address("css/pages.css") == f"/static/{first.hash}/css/pages.css"
    with pytest.raises(AssertionError):
        first.address("css/none.css")


async def test_people_get_errors_as_pages_and_programs_as_json(world: World) -> None:
    page = await world.call("GET", "//nothing", headers={**HTML, "Accept-Language": "ru"})
    assert (page.status, page.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "404" in page.body.decode()
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert (await world.call("GET", "//nothing")).code == "not-found"
    assert (await world.call("GET", "/nothing", headers=HTML)).code == "not-found"
    refused = await world.call("POST", "//terms", headers=HTML)
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


async def test_a_path_in_an_error_page_is_not_repeated_raw(world: World) -> None:
    page = await world.call("GET", "//%3Cscript%3Ealert(1)%3C/script%3E", headers=HTML)
    assert b"<script>alert" not in page.body


async def test_the_reference_shows_every_route(world: World) -> None:
    text = (await world.call("GET", "//docs")).body.decode()
    for path in ("/api/v1/auth", "/api/v1/topups/{id}/refund", "/healthz"):
        assert path in text
