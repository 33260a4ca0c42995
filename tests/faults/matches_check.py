"""Each person's statement against how each of their lobbies ended."""

import re
from collections import Counter
from decimal import Decimal

from tests.crowd import Guest, at_once, every
from tests.program import Api, Json, Program

ENDS = ("resolved", "split", "void", "cancelled")
BPS = 10_000
RECEIPT = re.compile(r"^Receipt ([0-9a-z]{26})$", re.MULTILINE)


def check(
    program: Program, people: list[Guest], created: set[str]
) -> tuple[Counter[str], list[str]]:
    """How many lobbies ended how, and what does not hold."""
    status = Api(program.url).get("/status")
    wrong = [fact["name"] for fact in status["invariants"] if not fact["ok"]]
    lobbies: dict[str, Json] = {}
    seen: Counter[str] = Counter()
    doubled = 0
    for mine, twice, faults in at_once(lambda who: _person(program, who), people):
        wrong += faults
        doubled += twice
        for lobby in mine:
            lobbies[lobby["id"]] = lobby
            seen[lobby["id"]] += 1
    wrong += [f"{one} was opened twice" for one in lobbies.keys() - created]
    wrong += [f"{one} was answered and is gone" for one in created - lobbies.keys()]
    wrong += [
        f"{one['id']} is {one['state']}" for one in lobbies.values() if one["state"] not in ENDS
    ]
    wrong += [
        f"{one['id']} is known to {seen[one['id']]}"
        for one in lobbies.values()
        if seen[one["id"]] != len(one["players"])
    ]
    ends = Counter(str(one["state"]) for one in lobbies.values())
    ends.update(f"void, {one['reason']}" for one in lobbies.values() if one["state"] == "void")
    ends["thrown by the bot"] = sum(_house(one) for one in lobbies.values())
    ends["verdicts told twice"] = doubled
    return ends, wrong


def _house(lobby: Json) -> bool:
    return any(t["by"] == "bot" for player in lobby["players"] for t in player["throws"])


def _person(program: Program, who: Guest) -> tuple[list[Json], int, list[str]]:
    """The person's lobbies, how many verdicts came twice, and what does not hold."""
    mine = every(who.api.get, "/lobbies?mine=true")
    lines = every(who.api.get, "/statement")
    wrong = _stakes(who, mine, lines)
    for item in who.api.get("/balances")["items"]:
        sums = sum(Decimal(one["amount"]) for one in lines if one["asset"] == item["asset"])
        if item["held"] != "0" or Decimal(item["available"]) != sums:
            wrong.append(f"{who.name}: the statement adds up to {sums}, the balance is {item}")
    told = _receipts(program, who)
    for topup in every(who.api.get, "/topups"):
        del told[topup["id"]]
    # An end of two is told to both; a lobby that nobody joined ends without a receipt.
    due = {lobby["id"] for lobby in mine if len(lobby["players"]) > 1}
    if told.keys() != due:
        wrong.append(
            f"{who.name}: verdicts of {sorted(told.keys() ^ due)} not told, or for nothing"
        )
    return mine, sum(times - 1 for times in told.values()), wrong


def _stakes(who: Guest, mine: list[Json], lines: list[Json]) -> list[str]:
    """Paid once where somebody won; nothing moved in any other end."""
    want: Counter[tuple[str, str, Decimal]] = Counter()
    for lobby in mine:
        if lobby["state"] != "resolved":
            continue
        stake = Decimal(lobby["stake"]["amount"])
        want[lobby["id"], "stake", -stake] += 1
        if lobby["winner"] == who.id:
            want[lobby["id"], "payout", 2 * stake * (BPS - lobby["rake_bps"]) / BPS] += 1
    have = Counter(
        (str(line["ref"]["id"]), str(line["kind"]), Decimal(line["amount"]))
        for line in lines
        if line["ref"]["kind"] == "lobby"
    )
    missing, too_many = want - have, have - want
    return [
        *(f"{who.name}: not in the books {one}" for one in missing),
        *(f"{who.name}: too much in the books {one}" for one in too_many),
    ]


def _receipts(program: Program, who: Guest) -> Counter[str]:
    """How often the verdict of each match was told."""
    told: Counter[str] = Counter()
    since = 0
    while True:
        path = f"/chats/{who.name}/messages?as={who.name}&since={since}&limit=1000"
        items = program.world.get(path)["items"]
        if not items:
            return told
        since = items[-1]["world"]["seq"]
        for message in items:
            told.update(RECEIPT.findall(message.get("text", "")))
