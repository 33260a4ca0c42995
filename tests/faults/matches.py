"""kill -9 of the whole program while up to five hundred matches are in flight.

The world around it lives on. Pairs of people open lobbies, join, leave and throw without end;
whatever gets no answer is asked again under the same key. Then the deadlines of all that is left
pass, and each person's statement is held against how each of their lobbies ended.
"""

import asyncio
import random
import threading
import time
import urllib.request
import uuid
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from tests.crowd import THREADS, Count, Guest, at_once, gather, roomy, say
from tests.faults.crowd import crowd
from tests.faults.matches_check import check
from tests.faults.plan import Plan, Report
from tests.program import Json, Program, Refused

PAIRS = 500
STARS_EVERY = 5
"""Each so many-th pair plays for Stars that it topped up, the others for points."""
STARS = "1000"
STAKE = 10
PAUSE_S = (0.05, 0.5)
"""Between readiness and the next kill."""
AGAIN_S = 0.2
SETTLE_S = 40
LONGEST_S = 700
"""Longer than anything that a lobby waits for, in the world's time."""
PASSING = frozenset({"already-playing", "lobby-gone", "match-locked", "already-done"})
"""Refusals that belong to people who act against each other."""
RULES = (("dice", "single", "\N{GAME DIE}"), ("target", "single", "\N{DIRECT HIT}"))


@dataclass(slots=True)
class Figures:
    """Counted by the threads as they go."""

    kills: int = 0
    created: set[str] = field(default_factory=set)
    throws: Count = field(default_factory=Count)
    asked_again: Count = field(default_factory=Count)
    in_flight: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Pair:
    """Two people and the lobby that they are about, "" for none."""

    one: Guest
    two: Guest
    asset: str
    lobby: str = ""
    opened_by: int = 0
    emoji: str = ""


async def whole_program(plan: Plan) -> Report:
    """The campaign on SQLite, full size."""
    return await few_or_many(plan, PAIRS)


async def few_or_many(plan: Plan, pairs: int) -> Report:
    """It drives processes by threads, so it has the loop to itself."""
    return await asyncio.to_thread(_campaign, plan, pairs)


def _campaign(plan: Plan, pairs: int) -> Report:
    program = roomy(plan.folder)
    figures = Figures()
    began_s = time.monotonic()
    ends: Counter[str] = Counter()
    try:
        program.open_world()
        program.start()
        program.world.reset(clock={"now": "2026-12-01T09:00:00.000Z", "rate": 1}, pace=1000)
        couples = _couples(program, pairs)
        set_up_s = time.monotonic() - began_s
        at_once(lambda pair: _match(pair, figures), couples)
        _load(program, couples, figures, plan, began_s)
        _let_all_end(program)
        people = [who for pair in couples for who in (pair.one, pair.two)]
        ends, wrong = check(program, people, figures.created)
        figures.wrong += wrong
    finally:
        program.close()
    told: dict[str, object] = {
        "kills": figures.kills,
        "people": 2 * pairs,
        "lobbies": len(figures.created),
        "in flight at a kill": _spread(figures.in_flight),
        "throws": figures.throws.value,
        "asked again": figures.asked_again.value,
        **ends,
        "set-up seconds": round(set_up_s),
        "seconds": round(time.monotonic() - began_s),
    }
    return Report(name="matches-sqlite", figures=told, wrong=figures.wrong)


def _spread(numbers: list[int]) -> str:
    return f"{min(numbers, default=0)} to {max(numbers, default=0)}"


def _couples(program: Program, pairs: int) -> list[Pair]:
    people = gather(program, 2 * pairs)
    couples = [
        Pair(one=one, two=two, asset="XTR" if n % STARS_EVERY == 0 else "POINTS")
        for n, (one, two) in enumerate(zip(people[::2], people[1::2], strict=True))
    ]

    def top_up(who: Guest) -> None:
        opened = who.api.act("/topups", {"value": {"asset": "XTR", "amount": STARS}})
        paid = program.world.post(f"/invoices/{opened['invoice']}/pay?as={who.name}")
        assert paid["status"] == "paid", paid

    at_once(top_up, [who for pair in couples[::STARS_EVERY] for who in (pair.one, pair.two)])
    program.world.idle(60)
    return couples


def _match(pair: Pair, figures: Figures) -> None:
    """All begin with a match in flight."""
    _open(pair, figures, random.Random(pair.one.id))
    _join(pair, figures)


def _load(
    program: Program, couples: list[Pair], figures: Figures, plan: Plan, began_s: float
) -> None:
    until_s = began_s + plan.most_s - SETTLE_S
    works = [
        partial(
            _act_until,
            program,
            couples[n::THREADS],
            figures,
            random.Random(plan.seed * 100 + n),
        )
        for n in range(THREADS)
    ]
    chance = random.Random(plan.seed)
    with crowd(works):
        while figures.kills < plan.kills and time.monotonic() < until_s:
            time.sleep(chance.uniform(*PAUSE_S))
            figures.in_flight.append(in_flight(program))
            program.kill()
            figures.kills += 1
            program.start()


def in_flight(program: Program) -> int:
    """Matches whose stakes are held now, as the app tells in `/metrics`."""
    with urllib.request.urlopen(f"{program.url}/metrics", timeout=30) as answer:
        lines = answer.read().decode().splitlines()
    held = ('souk_lobbies{state="locked"}', 'souk_lobbies{state="throwing"}')
    return int(sum(float(line.split()[1]) for line in lines if line.startswith(held)))


def _act_until(
    program: Program,
    couples: list[Pair],
    figures: Figures,
    chance: random.Random,
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        pair = chance.choice(couples)
        try:
            _act(program, pair, figures, chance)
        except Exception as error:  # a thread's failure must reach the figures
            figures.wrong.append(f"{pair.lobby}: {type(error).__name__} {error}")
            return


def _act(program: Program, pair: Pair, figures: Figures, chance: random.Random) -> None:
    """What one would do next, or sometimes something else."""
    if not pair.lobby:
        _open(pair, figures, chance)
        return
    state = _asked(pair.one, figures, f"/lobbies/{pair.lobby}", read=True)["state"]
    if state == "open" and chance.random() < 0.2:
        _asked(_sides(pair)[0], figures, f"/lobbies/{pair.lobby}/leave")
    elif state == "open":
        _join(pair, figures)
    elif state in {"locked", "throwing"}:
        # Too early, a second time, late: the bot says so, and no stake moves.
        who = chance.choice((pair.one, pair.two))
        say(program, who.name, {"dice": pair.emoji})
        figures.throws.add()
    else:
        pair.lobby = ""


def _sides(pair: Pair) -> tuple[Guest, Guest]:
    """Who opened the lobby, and the other one."""
    return (pair.one, pair.two) if pair.opened_by == 0 else (pair.two, pair.one)


def _open(pair: Pair, figures: Figures, chance: random.Random) -> None:
    pair.opened_by = chance.randrange(2)
    game, rule, emoji = chance.choice(RULES)
    stake = {"asset": pair.asset, "amount": str(STAKE + chance.randrange(5))}
    order = {"game": game, "rule": rule, "stake": stake, "match": "open"}
    opened = _asked(_sides(pair)[0], figures, "/lobbies", order)
    if opened is not None:
        pair.lobby, pair.emoji = opened["id"], emoji
        figures.created.add(opened["id"])


def _join(pair: Pair, figures: Figures) -> None:
    _asked(_sides(pair)[1], figures, f"/lobbies/{pair.lobby}/join")


def _asked(
    who: Guest, figures: Figures, path: str, body: Json = None, *, read: bool = False
) -> Json:
    """One act under one key, asked again until there is an answer; None for a refusal of play."""
    key = str(uuid.uuid4())
    while True:
        try:
            return who.api.get(path) if read else who.api.act(path, body, key=key)
        except OSError:
            figures.asked_again.add()
            time.sleep(AGAIN_S)
        except Refused as refused:
            if refused.status < 500 and refused.status != 429:
                if refused.code in PASSING:
                    return None
                raise
            figures.asked_again.add()
            time.sleep(AGAIN_S)


def _let_all_end(program: Program) -> None:
    """The time passes in which the house throws, lobbies lapse and verdicts are told."""
    program.world.idle(SETTLE_S)
    for _ in range(4):
        program.world.post("/clock/advance", {"seconds": LONGEST_S / 4})
        program.world.idle(SETTLE_S)
