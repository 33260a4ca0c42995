"""The session that the contract shows to scripts, its part about games, call by call."""

from tests.program import Api, Program

KEPT = {"zero-sum", "none-below-zero", "holds-match", "settled-once"}


def meet_by_script(program: Program, who: str) -> Api:
    """The bot met and 50 Stars of credit bought, as the session does it."""
    world = program.world
    world.post("/people", {"username": who, "name": who, "language": "en", "stars": "1000"})
    world.post(f"/chats/{who}/messages", {"start": ""})
    world.idle()
    world.post(f"/chats/{who}/press", {"data": "terms:accept"})
    world.idle()
    world.post(f"/chats/{who}/messages", {"text": "/topup 50"})
    items = world.get(f"/chats/{who}/messages?wait_s=20")["items"]
    slug = [m["world"]["invoice"] for m in items if m["world"]["invoice"]][-1]["slug"]
    assert world.post(f"/invoices/{slug}/pay?as={who}")["status"] == "paid"
    world.idle()
    return program.sign_in(who)


def xtr(api: Api) -> object:
    return next(item for item in api.get("/balances")["items"] if item["asset"] == "XTR")


def test_the_session(program: Program) -> None:
    world = program.world
    alice, bob = meet_by_script(program, "alice"), meet_by_script(program, "bob")
    assert xtr(alice) == {"asset": "XTR", "available": "50", "held": "0"}
    order = {
        "game": "dice",
        "rule": "single",
        "stake": {"asset": "XTR", "amount": "10"},
        "match": "open",
    }
    lobby = alice.act("/lobbies", order)["id"]
    assert bob.act(f"/lobbies/{lobby}/join", {})["state"] in {"locked", "throwing"}
    world.put("/dice", {"alice": [6], "bob": [2]})
    world.idle()
    assert xtr(alice) == {"asset": "XTR", "available": "40", "held": "10"}
    world.post("/chats/alice/messages", {"dice": "🎲"})
    world.post("/chats/bob/messages", {"dice": "🎲"})
    world.idle()
    world.advance(5)
    shown = alice.get(f"/lobbies/{lobby}")
    assert [shown["state"], shown["payout"]["amount"]] == ["resolved", "19.4"]
    assert xtr(alice) == {"asset": "XTR", "available": "59.4", "held": "0"}
    assert xtr(bob) == {"asset": "XTR", "available": "40", "held": "0"}
    status = Api(program.url).get("/status")
    assert {one["name"] for one in status["invariants"] if one["ok"]} >= KEPT
    assert all(one["ok"] for one in status["invariants"])
    assert {"name": "games", "state": "open"} in status["areas"]
