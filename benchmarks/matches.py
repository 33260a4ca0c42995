"""Five hundred matches of a thousand people at once, through the local Telegram, on one process.

    python -m benchmarks matches [--people 1000] [--pace 40]

The limits of Telegram and the app's budgets for them are `pace` times as wide as the real ones;
the most that was sent within a second is printed beside what Telegram takes then. Beside the
throws stands what the same program does with `/help` from the same people, before and after.
The app, the world and the scripts share the machine, so the figures are of all three together.
"""

import argparse
import re
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Final

from tests.crowd import Guest, at_once, gather, logged, roomy, say
from tests.program import Api, Json, Program

DIE: Final = "\N{GAME DIE}"
STAKE: Final = {"asset": "POINTS", "amount": "10"}
ORDER: Final = {"game": "dice", "rule": "single", "stake": STAKE, "match": "open"}
SET_UP_PACE: Final = 1000
TELEGRAM_PER_S: Final = 30
"""Messages over all chats that Telegram takes from one bot, at its real pace."""
RECEIPT: Final = re.compile(r"^Receipt ([0-9a-z]{26})$", re.MULTILINE)
VERDICTS_S: Final = 40
ROUNDS_MOST: Final = 6
"""A round throws again where it was a tie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Throws:
    """The matches after their verdicts, what was thrown, and how fast the first round was."""

    lobbies: list[Json]
    thrown: int
    per_s: float


def main(arguments: list[str]) -> bool:
    parser = argparse.ArgumentParser(prog="benchmarks matches")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--pace", type=float, default=40)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="souk-bench-matches-") as folder:
        program = roomy(Path(folder))
        try:
            program.open_world()
            program.start()
            return measure(program, options.people, options.pace)
        finally:
            program.close()


def measure(program: Program, many: int, pace: float) -> bool:
    clock = {"now": "2026-12-01T09:00:00.000Z", "rate": 1}
    program.world.reset(clock=clock, pace=SET_UP_PACE)
    began_s = time.monotonic()
    people = gather(program, many)
    program.world.patch("", {"pace": pace})
    print(f"  {many} people in {time.monotonic() - began_s:.1f} s; then pace {pace:g}")
    plain = [handled_per_s(program, people, lambda who: say(program, who.name, {"text": "/help"}))]
    throws = play(program, people)
    plain += [
        handled_per_s(program, people, lambda who: say(program, who.name, {"text": "/help"}))
    ]
    met = report(program, throws, median(plain), pace)
    print(f"    {time.monotonic() - began_s:.0f} s in all")
    return met


def handled_per_s(program: Program, people: list[Guest], act: Callable[[Guest], object]) -> float:
    """One update from each as fast as the world takes them, until the program is idle: handled,
    and whatever was due by then sent.
    """
    began_s = time.monotonic()
    at_once(act, people)
    program.world.idle(60)
    return len(people) / (time.monotonic() - began_s)


def play(program: Program, people: list[Guest]) -> Throws:
    """Everybody is seated and asked to throw; then all throw at once, ties again."""
    began_s = time.monotonic()

    def seat(pair: tuple[Guest, Guest]) -> str:
        lobby = str(pair[0].api.act("/lobbies", ORDER)["id"])
        pair[1].api.act(f"/lobbies/{lobby}/join")
        return lobby

    def now(seated: tuple[str, Guest]) -> Json:
        return seated[1].api.get(f"/lobbies/{seated[0]}")

    lobbies = at_once(seat, list(zip(people[::2], people[1::2], strict=True)))
    program.world.idle(60)
    seated = list(zip(lobbies, people[::2], strict=True))
    states = Counter(str(one["state"]) for one in at_once(now, seated))
    print(f"    seated and asked to throw in {time.monotonic() - began_s:.1f} s: {dict(states)}")
    by_id = {who.id: who for who in people}
    due, thrown, first = people, 0, 0.0
    for _ in range(ROUNDS_MOST):
        if not due:
            break
        rate = handled_per_s(program, due, lambda who: say(program, who.name, {"dice": DIE}))
        first, thrown = first or rate, thrown + len(due)
        due = [by_id[player] for one in at_once(now, seated) for player in waited_for(one)]
    return Throws(lobbies=_told(program, seated, now), thrown=thrown, per_s=first)


def waited_for(lobby: Json) -> list[int]:
    """Both of a tie: a verdict that is still to be told waits for nobody."""
    if lobby["state"] != "throwing" or lobby["deadline"] is None:
        return []
    return [player["person"] for player in lobby["players"]]


def _told(
    program: Program, seated: list[tuple[str, Guest]], now: Callable[[tuple[str, Guest]], Json]
) -> list[Json]:
    """The lobbies once the pause before the verdict is over for all."""
    until_s = time.monotonic() + VERDICTS_S
    while True:
        program.world.idle(60)
        lobbies = at_once(now, seated)
        if all(one["settled_at"] for one in lobbies) or time.monotonic() > until_s:
            return lobbies
        time.sleep(1)


def report(program: Program, throws: Throws, plain_per_s: float, pace: float) -> bool:
    ends = Counter(str(one["state"]) for one in throws.lobbies)
    settled = sum(ends[state] for state in ("resolved", "split"))
    calls = logged(program, "/calls?face=bot_api")
    last = last_throws(program, throws.lobbies)
    settled_at = {one["id"]: _s(one["settled_at"]) for one in throws.lobbies if one["settled_at"]}
    spans = _spans(last, settled_at)
    refused = [one for one in calls if one["status"] == 429]
    status = Api(program.url).get("/status")["invariants"]
    kept = all(one["ok"] for one in status)
    print(
        f"    {settled} of {len(throws.lobbies)} matches settled ({dict(ends)}), "
        f"{throws.thrown} throws; the books {'hold' if kept else 'DO NOT HOLD'}"
    )
    print(
        f"    {throws.per_s:.0f} throws handled a second, /help {plain_per_s:.0f}: "
        f"ratio {throws.per_s / plain_per_s:.2f}"
    )
    print(
        "    from the last throw's message to the decision that settles (its commit follows): "
        f"{_spread(spans, 'ms', 1000)}"
    )
    print(
        "    from the same message to both verdicts sent, the pause of 4 s for the dice included: "
        f"{_spread(_spans(last, verdicts(calls)), 's', 1)}"
    )
    early = sum(not honoured(one, calls) for one in refused)
    print(
        f"    at most {busiest(calls)} messages sent within a second (Telegram takes "
        f"{TELEGRAM_PER_S * pace:.0f} at this pace); {len(refused)} answered 429"
        f"{f', {early} NOT waited for' if early else ''}"
    )
    return settled == len(throws.lobbies) == len(spans) and kept and not early


def last_throws(program: Program, lobbies: list[Json]) -> dict[str, float]:
    """When Telegram made the update of the last throw of each, seconds of the world's clock, which
    goes at the real rate. Only matches whose throws are all by players.
    """
    made: dict[tuple[int, int], float] = {}
    for one in logged(program, "/updates"):
        message = one["update"].get("message", {})
        if "dice" in message:
            made[message["chat"]["id"], message["message_id"]] = _s(one["at"])
    last = {}
    for lobby in lobbies:
        keys = [
            (player["person"], throw["message_id"])
            for player in lobby["players"]
            for throw in player["throws"]
        ]
        if keys and all(key in made for key in keys):
            last[lobby["id"]] = max(made[key] for key in keys)
    return last


def verdicts(calls: list[Json]) -> dict[str, float]:
    """When Telegram had taken the later of the two verdicts of each match."""
    told: dict[str, float] = {}
    for one in calls:
        if one["method"] == "sendMessage" and one["status"] == 200:
            for lobby in RECEIPT.findall(one["answer"]["result"].get("text", "")):
                told[lobby] = _s(one["at"])
    return told


def honoured(refused: Json, calls: list[Json]) -> bool:
    """Nothing was sent to that chat before the pause was over that Telegram asked for."""
    until_s = _s(refused["at"]) + refused["answer"]["parameters"]["retry_after"]
    chat = refused["params"]["chat_id"]
    later = [one for one in calls if one["seq"] > refused["seq"] and _sends(one)]
    return all(_s(one["at"]) >= until_s for one in later if one["params"]["chat_id"] == chat)


def busiest(calls: list[Json]) -> int:
    """The most messages within any second since the pace was set for the run."""
    times = sorted(_s(one["at"]) for one in calls if _sends(one) and one["status"] == 200)
    return max((n + 1 - bisect_left(times, at - 1) for n, at in enumerate(times)), default=0)


def _sends(call: Json) -> bool:
    return str(call["method"]).startswith("send") and call["method"] != "sendChatAction"


def _s(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


def _spans(since: dict[str, float], until: dict[str, float]) -> list[float]:
    return sorted(until[one] - since[one] for one in since if one in until)


def _spread(ordered: list[float], unit: str, scale: float) -> str:
    p50, p99 = (
        ordered[int((len(ordered) - 1) * share)] if ordered else 0 for share in (0.5, 0.99)
    )
    return f"p50 {p50 * scale:.4g}, p99 {p99 * scale:.4g} {unit} of {len(ordered)}"
