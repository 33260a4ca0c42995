"""Alerts in chat and over the API, in the whole program: made, told, muted, deleted."""

from uuid import uuid4

import pytest

from tests.handlers.gifts.bazaar import Bazaar
from tests.program import Api, Json, Refused, Reply
from tests.talk import Somebody

NBSP = "\N{NO-BREAK SPACE}"


def urls(somebody: Somebody) -> list[str]:
    rows = somebody.screen["reply_markup"]["inline_keyboard"]
    return [str(button["url"]) for row in rows for button in row if "url" in button]


def put_up(bazaar: Bazaar, collection: str, ton: str, market: str = "portals") -> Json:
    """A new gift for sale, heard of by the app when it returns."""
    world = bazaar.program.world
    gift = world.post("/gifts", {"collection": collection})["gift"]
    price = {"asset": "TON", "amount": ton}
    lot = world.post("/listings", {"market": market, "gift": gift, "price": price})
    world.idle(wait_s=60)
    return lot


def app(bazaar: Bazaar, somebody: Somebody) -> Api:
    return bazaar.program.sign_in(somebody.name)


def send(api: Api, method: str, path: str, body: Json = None) -> Reply | Refused:
    """What came of it, a refusal too."""
    keyed = {"Idempotency_Key": str(uuid4())} if method == "POST" else {}
    try:
        return api.send(method, path, body, **keyed)
    except Refused as refused:
        return refused


def test_one_line_makes_an_alert_and_its_message_comes(bazaar: Bazaar) -> None:
    title, lots = bazaar.shelf(3)
    alice, bob = bazaar.somebody(), bazaar.somebody(language="ru")
    assert "No alert yet" in alice.say("/alerts")
    assert title in alice.say(f"/alerts {title.lower()} under 0.5")
    assert f"0.5{NBSP}TON or less" in alice.newest
    assert title in bob.say(f"/alerts {title} до 0,5 TON")
    heard = alice.count()
    cheap = put_up(bazaar, lots[0]["collection"], "0.4")
    put_up(bazaar, lots[0]["collection"], "0.6")
    assert alice.count() == heard + 1
    assert f"#{cheap['number']}" in alice.newest
    assert f"for 0.4{NBSP}TON on Portals" in alice.newest
    assert f"за 0,4{NBSP}TON на Portals" in bob.newest
    assert alice.buttons()[0] == f"gift:{cheap['gift']}"
    assert [url.partition("?")[0] for url in urls(alice)] == ["https://t.me/portals/market"]
    # One tap, and nothing more comes; the message stays.
    assert "Muted" in alice.answer(alice.button("alerts:mute:"))
    put_up(bazaar, lots[0]["collection"], "0.3")
    assert alice.count() == heard + 1
    alice.say("/alerts")
    alice.press(alice.button("alerts:one:"))
    assert "Muted: nothing comes" in alice.newest
    alice.press(alice.button("alerts:unmute:"))
    assert "on again" in alice.newest
    alice.press(alice.button("alerts:drop:"))
    assert "No alert yet" in alice.newest


def test_step_by_step(bazaar: Bazaar) -> None:
    title, _ = bazaar.shelf(3)
    alice = bazaar.somebody()
    alice.say("/alerts")
    alice.press("alerts:new")
    assert "1 of 3" in alice.newest
    assert "2 of 3" in alice.say(title)
    alice.press("alerts:kind:value")
    assert "3 of 3" in alice.newest
    assert "number of percent" in alice.say("a lot")
    assert "20% or more under fair value" in alice.say("20%")
    for typed, words in (
        (f"{title} floor 10%", "moves by 10%"),
        (f"{title} rare 1.5", "1.5% or rarer"),
        (f"{title} new", f"new: {title}"),
        (f"{title} back", "is there again"),
        (f"{title} 0:{'ab' * 32}", "what UQ"),
    ):
        assert words in alice.say(f"/alerts {typed}"), typed
    alice.say("/alerts")
    assert "6 of 50" in alice.newest
    assert "no collection by that name" in alice.say("/alerts floor 10%")
    assert "about every lot" in alice.say("/alerts new")
    alice.say("/alerts")
    alice.press("alerts:paper")
    assert "on paper" in alice.newest


def test_a_search_is_saved_in_the_app_and_tells_in_the_chat(bazaar: Bazaar) -> None:
    _, lots = bazaar.shelf(3)
    key = lots[0]["collection"]
    alice, bob = bazaar.somebody(), bazaar.somebody()
    api, other = app(bazaar, alice), app(bazaar, bob)
    order = {"name": "Bargains", "query": {"collection": [key], "price_max": ["0.25"]}}
    saved = send(api, "POST", "/gifts/searches", {**order, "notify": True})
    assert saved.status == 201
    assert saved.body["query"] == order["query"]
    heard = alice.count()
    put_up(bazaar, key, "0.2", market="mrkt")
    assert alice.count() == heard + 1
    assert "Your search: Bargains" in alice.newest
    (rule,) = api.get("/gifts/alerts")["items"]
    assert (rule["kind"], rule["search"]) == ("listed", saved.body["id"])
    (told,) = api.get("/gifts/alerts/fired")["items"]
    assert (told["state"], told["alert"]) == ("told", rule["id"])
    assert told["buyer_total"] == {"asset": "TON", "amount": "0.2"}
    path = f"/gifts/searches/{saved.body['id']}"
    assert send(other, "GET", path).status == 404
    assert send(other, "PATCH", path, {"notify": False}).status == 404
    assert send(api, "PATCH", path, {"notify": False, "name": "Cheap"}).body["name"] == "Cheap"
    assert api.get("/gifts/alerts")["items"] == []
    assert send(api, "DELETE", path).status == 204
    assert api.get("/gifts/searches")["items"] == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"kind": "under", "query": {"price_max": ["5"]}}, 201, ""),
        ({"kind": "under", "query": {"price_max": [5]}}, 400, "invalid"),
        ({"kind": "under", "query": {"price_max": ["-5"]}}, 400, "invalid"),
        ({"kind": "under", "query": {}}, 400, "invalid"),
        ({"kind": "dreams"}, 400, "invalid"),
        ({"kind": "listed", "query": {"colour": ["red"]}}, 400, "invalid"),
        ({"kind": "listed", "query": {}}, 409, "alert-too-wide"),
        ({"kind": "wallet", "wallet": "me"}, 400, "invalid"),
        ({"kind": "rarity", "permille": 0}, 400, "invalid"),
        ({"kind": "value", "share_bps": "20"}, 400, "invalid"),
    ],
)
def test_orders_over_the_api(bazaar: Bazaar, body: Json, status: int, code: str) -> None:
    api = app(bazaar, bazaar.somebody())
    answer = send(api, "POST", "/gifts/alerts", body)
    assert answer.status == status, answer.body
    if code:
        assert answer.body["error"]["code"] == code
        return
    path = f"/gifts/alerts/{answer.body['id']}"
    assert send(api, "PATCH", path, {"muted": True}).body["muted"]
    changed = send(api, "PATCH", path, {"query": {"price_max": ["6"]}})
    assert changed.body["query"] == {"price_max": ["6"]}
    assert send(api, "DELETE", path).status == 204
    assert send(api, "DELETE", path).status == 404


def test_arbitrage_over_the_api(bazaar: Bazaar) -> None:
    api = app(bazaar, bazaar.somebody())
    journal = api.get("/gifts/arbitrage/journal")
    assert journal["score"]["reconciled"] is True
    shown = {one["id"] for one in api.get("/gifts/arbitrage")["items"]}
    assert shown <= {one["id"] for one in journal["items"]}
    for one in journal["items"]:
        assert float(one["profit"]["amount"]) >= 1
