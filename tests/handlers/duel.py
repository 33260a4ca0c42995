"""People who play: what tests of games do again and again."""

import re

from tests.program import Api, Json, Program
from tests.talk import Somebody, meet

DIE = "\N{GAME DIE}"
DART = "\N{DIRECT HIT}"
PAUSE_S = 5
"""A second over the pause before the verdict."""
THROW_S = 45
HOUSE_S = 30
RECEIPT = re.compile(r"^Receipt [0-9a-z]{26}$", re.MULTILINE)
KEPT = ("zero-sum", "none-below-zero", "holds-match", "settled-once")


def player(program: Program, who: str, **person: Json) -> Somebody:
    """Somebody who has come to play: with the day's points, the day's reminder read."""
    one = meet(program, who, **person)
    one.say("/play")
    ask(one, "dice single 10 POINTS open")
    one.press("seen:*")
    one.press("lobby:leave:*")
    return one


def ask(one: Somebody, order: str) -> str:
    """`/play <order>`, and yes to the question."""
    one.say(f"/play {order}")
    one.press("confirm:*")
    return one.newest


def refused(one: Somebody, order: str) -> str:
    """The same, and the words that pop up, or stand in the chat where they are long."""
    one.say(f"/play {order}")
    return one.answer("confirm:*") or one.newest


def seated(one: Somebody, order: str = "dice single 10 POINTS open") -> str:
    """Opens, or joins; the lobby's id."""
    ask(one, order)
    return lobby_of(one)


def lobby_of(one: Somebody) -> str:
    """The newest lobby in which they have a seat."""
    return str(api(one).get("/lobbies?mine=true")["items"][0]["id"])


def api(one: Somebody) -> Api:
    return one.program.sign_in(one.name)


def shown(one: Somebody, lobby: str) -> Json:
    return api(one).get(f"/lobbies/{lobby}")


def join(one: Somebody, lobby: str) -> str:
    """By the link, as somebody who was sent it."""
    one.start(f"match_{lobby}")
    return one.answer(f"lobby:join:{lobby}", forged=True)


def match(alice: Somebody, bob: Somebody, order: str = "dice single 10 POINTS open") -> str:
    """Both seated and asked to throw."""
    lobby = seated(alice, order)
    join(bob, lobby)
    assert shown(alice, lobby)["state"] == "throwing"
    return lobby


def lay(program: Program, **values: list[int]) -> None:
    program.world.put("/dice", values)


def throw(one: Somebody, emoji: str = DIE, *, times: int = 1) -> None:
    for _ in range(times):
        one.send({"dice": emoji})


def verdict(program: Program) -> None:
    """The dice come to rest."""
    program.world.advance(PAUSE_S)


def points(one: Somebody) -> tuple[str, str]:
    """Available and held."""
    items = api(one).get("/balances")["items"]
    found = [item for item in items if item["asset"] == "POINTS"]
    return (found[0]["available"], found[0]["held"]) if found else ("0", "0")


def texts(one: Somebody) -> list[str]:
    """Everything the bot has said here, oldest first."""
    return [str(message.get("text", "")) for message in one.from_bot()]


def prompts(one: Somebody) -> list[Json]:
    """The words to throw."""
    return [m for m in one.from_bot() if "I throw for you" in str(m.get("text", ""))]


def not_counted(one: Somebody) -> list[str]:
    return [text for text in texts(one) if text.startswith("Not counted")]


def receipts(one: Somebody) -> list[str]:
    """Verdicts, each with its receipt."""
    return [text for text in texts(one) if RECEIPT.search(text)]


def holds(program: Program) -> None:
    """The promises of the books."""
    status = Api(program.url).get("/status")
    facts = {one["name"]: one["ok"] for one in status["invariants"]}
    assert facts == dict.fromkeys(facts, True)
    assert set(KEPT) <= facts.keys()
