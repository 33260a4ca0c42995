"""kill -9 of the whole program while people top up and take back.

The world around it lives on, as Telegram would. Whatever a script did not get an answer for it
asks again under the same key. In the end each Star that Telegram took stands once in the books.
"""

import asyncio
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from functools import partial

from tests.faults.crowd import crowd
from tests.faults.plan import Plan, Report
from tests.program import Api, Json, Program, Refused
from tests.talk import Somebody, meet

PEOPLE = 16
THREADS = 6
PAUSE_S = (0.05, 0.9)
"""Between readiness and the next kill."""
SETTLE_S = 30
ANSWER_S_MAX = 60


@dataclass(slots=True)
class Figures:
    """Counted by the threads as they go."""

    kills: int = 0
    topups: int = 0
    refunds: int = 0
    asked_again: int = 0
    wrong: list[str] = field(default_factory=list)


async def whole_program(plan: Plan) -> Report:
    """The campaign on SQLite. It drives processes by threads, so it has the loop to itself."""
    return await asyncio.to_thread(_campaign, plan)


def _campaign(plan: Plan) -> Report:
    program = Program(plan.folder, SOUK_LIMIT_ACT_PAUSE_S="0")
    figures = Figures()
    began_s = time.monotonic()
    try:
        program.open_world()
        program.start()
        program.world.reset(clock={"now": "2026-12-01T09:00:00.000Z", "rate": 1}, pace=1000)
        people = [meet(program, f"p{n}", stars="1000000") for n in range(PEOPLE)]
        _load(program, people, figures, plan)
        program.world.idle(SETTLE_S)
        figures.wrong += _check(program, people)
    finally:
        program.close()
    told: dict[str, object] = {
        "kills": figures.kills,
        "top-ups": figures.topups,
        "refunds": figures.refunds,
        "asked again": figures.asked_again,
        "seconds": round(time.monotonic() - began_s),
    }
    return Report(name="program-sqlite", figures=told, wrong=figures.wrong)


def _load(program: Program, people: list[Somebody], figures: Figures, plan: Plan) -> None:
    until_s = time.monotonic() + plan.most_s - SETTLE_S
    works = [
        partial(
            _act_until,
            program,
            people[n::THREADS],
            figures,
            random.Random(plan.seed * 100 + n),
        )
        for n in range(THREADS)
    ]
    chance = random.Random(plan.seed)
    with crowd(works):
        while figures.kills < plan.kills and time.monotonic() < until_s:
            time.sleep(chance.uniform(*PAUSE_S))
            program.kill()
            figures.kills += 1
            program.start()


def _act_until(
    program: Program,
    people: list[Somebody],
    figures: Figures,
    chance: random.Random,
    stop: threading.Event,
) -> None:
    acts = (_top_up_in_chat, _top_up_in_app, _top_up_in_app, _take_back)
    while not stop.is_set():
        act = chance.choice(acts)
        try:
            act(program, chance.choice(people), figures, chance)
        except Exception as error:  # a thread's failure must reach the figures
            figures.wrong.append(f"{act.__name__}: {type(error).__name__} {error}")
            return


def _top_up_in_chat(
    program: Program, who: Somebody, figures: Figures, chance: random.Random
) -> None:
    """Ask in chat, pay whatever invoice of ours is open."""
    program.world.post(
        f"/chats/{who.name}/messages?as={who.name}", {"text": f"/topup {chance.randint(15, 99)}"}
    )
    time.sleep(0.1)
    found = program.world.get(f"/chats/{who.name}/messages?limit=1000")["items"]
    for message in found:
        invoice = message["world"]["invoice"]
        if invoice and invoice["state"] == "open":
            _pay(program, who, invoice["slug"], figures)


def _top_up_in_app(
    program: Program, who: Somebody, figures: Figures, chance: random.Random
) -> None:
    value = {"asset": "XTR", "amount": str(chance.randint(15, 99))}
    opened = _asked(program, who, figures, "/topups", {"value": value})
    _pay(program, who, opened["invoice"], figures)


def _take_back(program: Program, who: Somebody, figures: Figures, chance: random.Random) -> None:
    mine = _read(program, who, "/topups?limit=100")["items"]
    paid = [topup for topup in mine if topup["state"] == "paid"]
    if not paid:
        return
    topup = chance.choice(paid)
    try:
        _asked(program, who, figures, f"/topups/{topup['id']}/refund", {})
        figures.refunds += 1
    except Refused as refused:
        if refused.code not in {"already-spent", "already-refunded", "already-done"}:
            raise


def _pay(program: Program, who: Somebody, slug: str, figures: Figures) -> None:
    """A pre-checkout that nobody answers in time is a payment that did not happen."""
    paid = program.world.post(f"/invoices/{slug}/pay?as={who.name}")
    figures.topups += paid["status"] == "paid"


def _asked(program: Program, who: Somebody, figures: Figures, path: str, body: Json) -> Json:
    """One act under one key, asked again until there is an answer."""
    key = str(uuid.uuid4())
    until_s = time.monotonic() + ANSWER_S_MAX
    while time.monotonic() < until_s:
        try:
            return _api(program, who).act(path, body, key=key)
        except OSError:
            figures.asked_again += 1
            time.sleep(0.05)
        except Refused as refused:
            if refused.status < 500 and refused.status != 429:
                raise
            figures.asked_again += 1
            time.sleep(0.2)
    raise TimeoutError(f"{path} had no answer for {ANSWER_S_MAX} s")


def _read(program: Program, who: Somebody, path: str) -> Json:
    until_s = time.monotonic() + ANSWER_S_MAX
    while time.monotonic() < until_s:
        try:
            return _api(program, who).get(path)
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"{path} had no answer for {ANSWER_S_MAX} s")


_TOKENS: dict[str, Api] = {}


def _api(program: Program, who: Somebody) -> Api:
    key = f"{program.url} {who.name}"
    if key not in _TOKENS:
        _TOKENS[key] = program.sign_in(who.name)
    return _TOKENS[key]


def _check(program: Program, people: list[Somebody]) -> list[str]:
    """Telegram's own list of charges against what each person has here."""
    wrong = []
    status = Api(program.url).get("/status")
    wrong += [fact["name"] for fact in status["invariants"] if not fact["ok"]]
    for who in people:
        charges = _all(program, f"/charges?person={who.name}")
        kept = sum(int(c["stars"]) for c in charges if c["state"] == "paid")
        api = _api(program, who)
        items = api.get("/balances")["items"]
        have = sum(int(item["available"]) for item in items if item["asset"] == "XTR")
        if have != kept or any(item["held"] != "0" for item in items):
            wrong.append(f"{who.name}: Telegram kept {kept}, the balance is {items}")
        lines = _statement(api)
        credited = [line["ref"]["id"] for line in lines if line["kind"] == "topup"]
        if len(credited) != len(set(credited)) or len(credited) != len(charges):
            wrong.append(f"{who.name}: {len(credited)} credited for {len(charges)} charges")
        if sum(int(line["amount"]) for line in lines) != have:
            wrong.append(f"{who.name}: the statement does not add up")
        told = {_number(message) for message in who.from_bot() if _number(message)}
        if missing := {topup for topup in credited if topup not in told}:
            wrong.append(f"{who.name}: no receipt for {sorted(missing)}")
    return wrong


def _number(message: Json) -> str:
    """The number of the receipt that a message is, or nothing."""
    text = message.get("text", "")
    return next((word.strip(".") for word in text.split() if len(word.strip(".")) == 26), "")


def _statement(api: Api) -> list[Json]:
    lines: list[Json] = []
    cursor = ""
    while True:
        page = api.get(f"/statement?asset=XTR&limit=100{cursor}")
        lines += page["items"]
        if page["next"] is None:
            return lines
        cursor = f"&cursor={page['next']}"


def _all(program: Program, path: str) -> list[Json]:
    found: list[Json] = []
    cursor = ""
    while True:
        page = program.world.get(f"{path}&limit=100{cursor}")
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"
