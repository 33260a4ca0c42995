"""G9, G10: a lot on the chain, swept into a basket, is paid by a wallet, and is then one's own."""

import csv
import io

from tests.contract.outsider import Client, Json, Outside, new_name

CAP = {"asset": "TON", "amount": "12"}


def linked(outside: Outside) -> tuple[Client, str, str]:
    """Somebody with a proved wallet of 100 TON: the client, its name, its address."""
    guest = outside.guest()
    client = outside.sign_in(guest)
    bearer = {"Authorization": f"Bearer {client.token}"}
    order = {"person": guest.name, "name": new_name(), "balance": ton("100")}
    wallet = outside.world.post("/wallets", order)
    payload = outside.app("POST", "/auth/nonce", {}, **bearer).body["payload"]
    domain = outside.program.url.removeprefix("http://")
    order = {"domain": domain, "payload": payload}
    proof = outside.world.post(f"/wallets/{wallet['name']}/proof", order)
    assert outside.app("POST", "/me/wallets", proof, **bearer).status in {200, 201}
    return client, str(wallet["name"]), str(wallet["address"])


def ton(amount: str) -> Json:
    return {"asset": "TON", "amount": amount}


def offer(outside: Outside, market: str, amount: str, *, onchain: bool = False) -> Json:
    """A new gift for sale."""
    order = {"collection": "lolpop", "onchain": onchain, "model": "Test Model"}
    gift = outside.world.post("/gifts", order)["gift"]
    order = {"market": market, "gift": gift, "price": ton(amount)}
    return outside.world.post("/listings", order)


def swept(outside: Outside, bearer: dict[str, str]) -> tuple[Json, Json]:
    """A basket checked after one lot was sold and one got dearer; and the lot on the chain."""
    onchain = offer(outside, "getgems", "9", onchain=True)
    plain = offer(outside, "portals", "10")
    sold, dear = offer(outside, "mrkt", "10.5"), offer(outside, "portals", "11")
    offer(outside, "portals", "12.5")
    outside.world.idle(60)
    query = {"collection": ["lolpop"], "model": ["Test Model"], "price_min": ["9"]}
    picked = outside.app(
        "POST", "/gifts/basket", {"query": query, "count": 5, "cap": CAP}, **bearer
    )
    assert picked.status == 201, picked.body
    lots = [one["id"] for one in (onchain, plain, sold, dear)]
    assert [one["listing"] for one in picked.body["items"]] == lots
    outside.world.post(f"/listings/{sold['id']}/sale", {})
    outside.world.patch(f"/listings/{dear['id']}", {"price": ton("13")})
    path = f"/gifts/basket/{picked.body['id']}/check"
    checked = outside.app("POST", path, {}, **bearer).body
    assert [(one["state"], one["why"]) for one in checked["items"]] == [
        ("ready", None),
        ("ready", None),
        ("left_out", "gone"),
        ("left_out", "over_cap"),
    ]
    assert checked["items"][1]["link"].startswith("https://t.me/portals/")
    assert checked["total"] == ton("19")
    return checked, onchain


def test_a_sweep_is_paid_by_a_wallet_and_stands_in_the_portfolio(either: Outside) -> None:
    outside = either
    client, wallet, address = linked(outside)
    bearer = {"Authorization": f"Bearer {client.token}"}
    basket, lot = swept(outside, bearer)
    (transaction,) = basket["transactions"]
    assert transaction["listings"] == [lot["id"]]
    assert [one["amount"] for one in transaction["messages"]] == ["9000000000"]
    sent = {name: transaction[name] for name in ("valid_until", "messages")}
    outside.world.post(f"/wallets/{wallet}/transactions", sent)
    outside.world.idle(60)
    # Sold, in the world and in the app; mine, in the basket and in the portfolio.
    assert outside.app("GET", f"/gifts/listings/{lot['id']}").status == 404
    after = outside.app("GET", f"/gifts/basket/{basket['id']}", **bearer).body
    assert [one["state"] for one in after["items"]][:2] == ["bought", "ready"]
    (position,) = outside.app("GET", "/gifts/portfolio", **bearer).body["positions"]
    assert position["subject"]["gift"] == lot["gift"]
    assert (position["cost"], position["where"]["wallet"]) == (ton("9"), address)
    listed_and_sold(outside, bearer, lot["gift"])


def listed_and_sold(outside: Outside, bearer: dict[str, str], gift: str) -> None:
    """Put up for sale the gift lies in a contract, and still counts once; sold it is a gain."""
    outside.world.post("/listings", {"market": "getgems", "gift": gift, "price": ton("20")})
    outside.world.idle(60)
    exported = outside.app("GET", "/gifts/portfolio/export?form=csv", **bearer)
    (row,) = csv.DictReader(io.StringIO(exported.body))
    assert (row["kind"], row["gift"], row["cost"]) == ("position", gift, "9")
    whole = outside.app("GET", "/gifts/portfolio/export?form=json", **bearer).body
    (position,) = whole["portfolio"]["positions"]
    assert position["where"]["price"] == ton("20")
    assert position["where"]["contract"] is not None
    (listing,) = outside.world.get(f"/gifts/{gift}")["listings"]
    outside.world.post(f"/listings/{listing['id']}/sale", {})
    outside.world.idle(60)
    portfolio = outside.app("GET", "/gifts/portfolio", **bearer).body
    assert portfolio["positions"] == []
    # GetGems takes two percent of the twenty.
    assert [one["profit"] for one in portfolio["gains"]] == [ton("10.6")]
    assert portfolio["totals"]["realised"] == ton("10.6")
    (day,) = outside.app("GET", "/gifts/portfolio/history", **bearer).body["items"]
    assert (day["realised"], day["value"]["USD"]) == (ton("10.6"), "0.00")


def test_lots_by_hand_are_told_corrected_and_taken_back(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    bearer = {"Authorization": f"Bearer {client.token}"}
    now = outside.world.get("/clock")["now"]
    lots = "/gifts/portfolio/lots"
    order = {"collection": "lolpop", "quantity": 3, "price": ton("10"), "at": now}
    made = outside.app("POST", lots, order, **bearer)
    assert made.status == 201, made.body
    sale = {**order, "side": "sold", "quantity": 1, "price": ton("5")}
    assert outside.app("POST", lots, sale, **bearer).status == 201
    portfolio = outside.app("GET", "/gifts/portfolio", **bearer).body
    (gain,) = portfolio["gains"]
    assert (gain["cost"], gain["profit"]) == (ton("3.333333333"), ton("1.666666667"))
    (position,) = portfolio["positions"]
    assert (position["quantity"], position["cost"]) == (2, ton("6.666666667"))
    path = f"{lots}/{made.body['id']}"
    assert outside.app("PATCH", path, {"price": None}, **bearer).body["price"] is None
    portfolio = outside.app("GET", "/gifts/portfolio", **bearer).body
    assert (portfolio["gains"][0]["profit"], portfolio["totals"]["unknown_cost"]) == (None, 2)
    assert outside.app("DELETE", path, **bearer).status == 204
    assert outside.app("DELETE", path, **bearer).status == 404
    assert len(outside.app("GET", lots, **bearer).body["items"]) == 1


REFUSED: tuple[tuple[str, str, Json, int, str], ...] = (
    ("POST", "/gifts/basket", {"count": 1, "cap": ton("0.000000001")}, 409, "nothing-fits"),
    ("POST", "/gifts/basket", {"count": 1, "cap": ton("0")}, 409, "amount-too-small"),
    ("POST", "/gifts/basket", {"count": 21, "cap": ton("1")}, 400, "invalid"),
    ("POST", "/gifts/basket", {"count": 1, "cap": ton("-1")}, 400, "invalid"),
    ("POST", "/gifts/basket", {"count": 1, "cap": ton("1"), "query": {"x": []}}, 400, "invalid"),
    ("POST", "/gifts/basket/nothing/check", {}, 404, "not-found"),
    ("GET", "/gifts/basket/nothing", None, 404, "not-found"),
    ("POST", "/gifts/portfolio/lots", {"gift": "a", "at": "2026-12-01"}, 400, "invalid"),
    ("PATCH", "/gifts/portfolio/lots/nothing", {"note": "x"}, 404, "not-found"),
    ("GET", "/gifts/portfolio/history?from=2026-13-01", None, 400, "invalid"),
    ("GET", "/gifts/portfolio/export?form=xml", None, 400, "invalid"),
)


def test_what_does_not_fit_is_refused(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    for method, path, body, status, code in REFUSED:
        assert outside.app(method, path, body).status == 401, path
        answer = outside.app(method, path, body, Authorization=f"Bearer {client.token}")
        assert (answer.status, answer.code) == (status, code), (path, body)


def test_the_chat_sweeps_and_shows_what_is_owned(outside: Outside) -> None:
    guest = outside.guest()
    lot = offer(outside, "portals", "0.02")
    name = f"Lol Pop #{lot['number']}"
    outside.world.idle(60)
    assert name in guest.say(f"/portfolio bought {lot['gift']} 4")
    shown = guest.say("/portfolio")
    assert name in shown
    assert "4\N{NO-BREAK SPACE}TON" in shown
    assert "/basket plush pepe 5 12.5" in guest.say("/basket lol pop 1")
    assert f"{name} \N{EM DASH} 0.02" in guest.say("/basket lol pop 3 0.03")
    guest.press("basket:check:*")
    rows = guest.screen["reply_markup"]["inline_keyboard"]
    links = [button["url"] for row in rows for button in row if "url" in button]
    assert len(links) == 1
    assert links[0].startswith("https://t.me/portals/market?startapp=gift_")
    guest.press("basket:drop:*")
    assert "basket:check" not in str(guest.buttons())
    guest.press(guest.button("portfolio"))
    assert name in guest.newest
    guest.say("/gifts lol pop")
    guest.press("basket:new")
    assert f"{name} \N{EM DASH} 0.02" in guest.say("2 0.03")
    guest.press("lang:ru", forged=True)
    russian = guest.say("/portfolio")
    assert name in russian
    assert "\N{CYRILLIC CAPITAL LETTER EM}" in russian
