"""Six markets at ten times their real rates, within their real limits.

The local markets live ten times as fast as clients have measured the real ones: some 114 events a
second on all of them, 80 of these on Portals and 12 on MRKT. The app reads them at the pace of
real time, so its budgets are the real ones; Portals by the partners' door, as it always is in the
sandbox: the other door lets through 80 rows a second, which leaves no room. In the middle of the
time one market stands behind a firewall. Then the markets stop, and what the app holds must be the
truth: every lot, and every event that a market tells of. No market may have refused a call for its
number, and those that answered must have been asked as often as before.
"""

import asyncio
import calendar
import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.market_books import Books, untrue
from tests.faults.plan import Plan, Report
from tests.program import Api, Json, Program, Refused

MARKETS = ("getgems", "fragment", "mrkt", "tonnel", "portals", "tonapi")
BLOCKED = "tonnel"
REAL_LISTINGS = 300_000
"""Of which the local markets count their real rates, see scripts/sandbox/markets/life.py."""
TEN_TIMES = 10
RATE_MOST = 1000
TOLD = {
    "getgems": {"listed", "repriced", "sold", "delisted"},
    "mrkt": {"listed", "repriced", "sold"},
    "portals": {"listed", "repriced", "sold", "delisted"},
    "tonnel": {"sold"},
    "fragment": {"sold"},
    "tonapi": set[str](),
}
"""Which kinds each market tells of in a feed."""
ONE_WORD = {"getgems": {"repriced": "listed"}}
"""GetGems says of a new price the same as of a new lot."""
LOOK_EVERY_S = 1.0
IDLE_S = 110
SETTLE_TIMES = 5
SLOWER_MOST = 0.4
"""So much of its calls before or after a market must have while another one is blocked."""
MORE_S_MAX = 120
"""So much longer one may stay blocked, until all others were seen to be read once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """A world of this size, lived in for so many seconds at this pace of calls."""

    seconds: float = 600
    pace: int = 1
    collections: int = 16
    gifts: int = 30_000
    listings: int = 6_000

    @property
    def rate(self) -> float:
        """A small world cannot live fast enough for all of the events."""
        return min(TEN_TIMES * REAL_LISTINGS / self.listings, RATE_MOST)


@dataclass(slots=True)
class Figures:
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By phase and market."""
    refused: Counter[str] = field(default_factory=Counter)
    """Calls that a market refused for their number."""
    phase_s: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    states: set[str] = field(default_factory=set)
    """How the blocked market was shown while it was."""
    moved: Counter[str] = field(default_factory=Counter)
    """How often each market was seen to have been read again while one was blocked."""


async def whole_program(plan: Plan) -> Report:
    return await few_or_many(plan, Aims(seconds=plan.most_s))


async def few_or_many(plan: Plan, aims: Aims) -> Report:
    """It drives processes by threads, so it has the loop to itself."""
    return await asyncio.to_thread(_campaign, plan, aims)


def _campaign(plan: Plan, aims: Aims) -> Report:
    program = Program(plan.folder)
    figures = Figures()
    began_s = time.monotonic()
    try:
        program.open_world()
        program.start()
        sizes = {
            "collections": aims.collections,
            "gifts": aims.gifts,
            "listings": aims.listings,
            "rate": 0,
        }
        clock = {"now": "2026-12-01T09:00:00.000Z", "rate": 1}
        program.world.reset(seed=plan.seed, pace=1000, clock=clock, markets=sizes)
        _settle(program)
        since = _seq(program)
        _live(program, aims, figures)
        program.world.patch("", {"pace": 1000})
        _settle(program)
        told, wrong = _judge(program, plan.folder, since, figures)
    finally:
        program.close()
    told["seconds"] = round(time.monotonic() - began_s)
    return Report(name="markets-rates", figures=told, wrong=wrong)


def _settle(program: Program) -> None:
    """However slow the machine is."""
    for _ in range(SETTLE_TIMES):
        try:
            program.world.idle(IDLE_S)
            return
        except Refused as busy:
            if busy.code != "still-busy":
                raise
    raise TimeoutError("the app does not come to rest")


def _live(program: Program, aims: Aims, figures: Figures) -> None:
    world = program.world
    world.patch("", {"pace": aims.pace})
    # What was on its way at the former pace is none of what is measured.
    _settle(program)
    watch = _Watch(program, figures, _seq(program))
    world.patch("/markets", {"rate": aims.rate})
    for phase in ("before", "blocked", "after"):
        fault = ""
        if phase == "blocked":
            order = {"face": BLOCKED, "kind": "html", "times": None}
            fault = world.post("/faults", order)["id"]
        watch.follow(phase, aims.seconds / 3)
        if fault:
            watch.until_read(phase)
            world.delete(f"/faults/{fault}")
    world.patch("/markets", {"rate": 0})


class _Watch:
    """Reads the log of calls and the states of the markets beside it all."""

    def __init__(self, program: Program, figures: Figures, since: int) -> None:
        self._program = program
        self._figures = figures
        self._since = since
        self._read_at: dict[str, str] = {}

    def follow(self, phase: str, seconds: float) -> None:
        began_s = time.monotonic()
        while (now_s := time.monotonic()) < began_s + seconds:
            self._look(phase)
            time.sleep(max(0.0, now_s + LOOK_EVERY_S - time.monotonic()))
        self._figures.phase_s[phase] += time.monotonic() - began_s

    def until_read(self, phase: str) -> None:
        """Every market but the blocked one, once more."""
        until_s = time.monotonic() + MORE_S_MAX
        others = set(MARKETS) - {BLOCKED}
        while not others <= self._figures.moved.keys() and time.monotonic() < until_s:
            self.follow(phase, LOOK_EVERY_S)

    def _look(self, phase: str) -> None:
        figures = self._figures
        page = self._program.world.get(f"/calls?since={self._since}&limit=1000")
        for call in page["items"]:
            if call["face"] in MARKETS:
                figures.calls[phase, call["face"]] += 1
                refused = call["status"] == 429 and not call["fault"]
                figures.refused[call["face"]] += refused
        self._since = page["seq"]
        for source in Api(self._program.url).get("/gifts/markets")["items"]:
            market, read_at = source["market"], source["read_at"]
            if phase == "blocked":
                if read_at != self._read_at.get(market, read_at):
                    figures.moved[market] += 1
                figures.states |= {source["state"]} if market == BLOCKED else set()
            self._read_at[market] = read_at


def _judge(
    program: Program, folder: Path, since: int, figures: Figures
) -> tuple[dict[str, object], list[str]]:
    books = Books(folder)
    wrong = untrue(program.world, books)
    truth = _log(program, since)
    events = books.rows("SELECT market, kind, listing, gift, at FROM gifts_events")
    known = {(_word(row[0], row[1]), *row[2:]) for row in events}
    missed = [one for one in truth if _told(one) and _row(one) not in known]
    if missed:
        kinds = Counter(f"{one['market']} {one['kind']}" for one in missed)
        wrong.append(f"{len(missed)} events not known: {dict(kinds)}, such as {missed[0]}")
    wrong += [f"{market} refused {n} calls" for market, n in figures.refused.items() if n]
    wrong += _gaps(books)
    wrong += _slowed(figures)
    if "blocked" not in figures.states:
        wrong.append(f"{BLOCKED} was shown as {figures.states}")
    calls = {market: sum(figures.calls[p, market] for p in figures.phase_s) for market in MARKETS}
    lived_s = sum(figures.phase_s.values())
    happened = Counter(str(one["market"]) for one in truth)
    told: dict[str, object] = {
        "events": len(truth),
        "events/s": {market: round(happened[market] / max(lived_s, 1), 1) for market in MARKETS},
        "told": sum(map(_told, truth)),
        "calls": calls,
    }
    return told, wrong


def _slowed(figures: Figures) -> list[str]:
    """Markets that were asked less, or not read, while another one was blocked."""
    wrong = []
    for market in MARKETS:
        if market == BLOCKED:
            continue
        before, during, after = (
            figures.calls[phase, market] / figures.phase_s[phase]
            for phase in ("before", "blocked", "after")
        )
        if during < SLOWER_MOST * min(before, after):
            wrong.append(f"{market}: {before:.2f} calls a second, {during:.2f}, {after:.2f}")
        if not figures.moved[market]:
            wrong.append(f"{market} was never read while {BLOCKED} was blocked")
    return wrong


def _gaps(books: Books) -> list[str]:
    """Feeds that did not reach back to where they had been read to."""
    found = []
    for market, odd in books.rows("SELECT market, odd FROM gifts_sources"):
        gaps = json.loads(str(odd)).get("gap", 0)
        found += [f"the feed of {market} had {gaps} gaps"] if gaps else []
    return found


def _told(event: Json) -> bool:
    return event["market"] in TOLD and event["kind"] in TOLD[event["market"]]


def _row(event: Json) -> tuple[object, ...]:
    word = _word(event["market"], event["kind"])
    return word, event["listing"], event["gift"], _micros(event["at"])


def _word(market: object, kind: object) -> str:
    return ONE_WORD.get(str(market), {}).get(str(kind), str(kind))


def _micros(text: str) -> int:
    whole, _, milli = text.removesuffix("Z").partition(".")
    struct = time.strptime(f"{whole} UTC", "%Y-%m-%dT%H:%M:%S %Z")
    return calendar.timegm(struct) * 10**6 + int(milli) * 1000


def _seq(program: Program) -> int:
    return int(program.world.get()["seq"])


def _log(program: Program, since: int) -> list[Json]:
    found: list[Json] = []
    while True:
        page = program.world.get(f"/markets/events?since={since}&limit=1000")
        if not page["items"]:
            return found
        found += page["items"]
        since = page["seq"]
