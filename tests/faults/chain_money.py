"""kill -9 of the whole program while coins come in and go out over the chain.

The world lives on, as the chain would: it answers with errors, lags, loses messages, and its clock
jumps. In the end each payment with a code is credited once, each withdrawal that says so has
arrived once and no other one has, and the ledger equals the chain to the last nano.
"""

import asyncio
import hashlib
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from functools import partial

from domain.ton.deposits.pay_links import comment_boc
from tests.faults.chain_calls import NANO, Asker, arrived, nano_of, whole
from tests.faults.chain_escrows import Deals
from tests.faults.crowd import crowd
from tests.faults.plan import Plan, Report
from tests.program import Api, Json, Program, Refused
from tests.talk import Somebody, meet

PEOPLE = 12
THREADS = 6
PAUSE_S = (0.5, 4.0)
"""Between readiness and the next kill."""
SETTLE_S = 60
CONFIRM_S_MAX = 30
FAULTS: tuple[Json, ...] = (
    {"kind": "error", "status": 500, "times": 3},
    {"kind": "error", "status": 429, "retry_after_s": 1, "times": 2},
    {"kind": "lag", "blocks": 3, "times": 6},
    {"kind": "lose_message", "match": "*send*", "times": 1},
    {"kind": "lose_answer", "times": 2},
    {"kind": "lose_request", "times": 2},
    {"kind": "duplicate", "times": 3},
    {"kind": "reorder", "times": 3},
)
_ENDED = {"paid", "failed", "cancelled"}


@dataclass(slots=True)
class Payer:
    """A person with a wallet. `paid` are the nano of each payment that the wallet sent."""

    who: Somebody
    address: str
    comment: str
    wallet: str
    asker: Asker
    paid: list[int] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    """Where each withdrawal goes, and how much, in nano: a place of its own each."""

    @property
    def name(self) -> str:
        return self.who.name


@dataclass(slots=True)
class Figures:
    """Counted by the threads as they go."""

    kills: int = 0
    faults: int = 0
    paid: int = 0
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """How many of each the campaign wants before it ends."""

    deposits: int = 1_000
    withdrawals: int = 1_000
    escrows: int = 200


async def whole_program(plan: Plan, aims: Aims | None = None) -> Report:
    """The campaign on SQLite. It drives processes by threads, so it has the loop to itself."""
    return await asyncio.to_thread(_campaign, plan, aims or Aims())


def _campaign(plan: Plan, aims: Aims) -> Report:
    program = Program(plan.folder, SOUK_LIMIT_ACT_PAUSE_S="0")
    deals: Deals | None = None
    figures, payers = Figures(), list[Payer]()
    began_s = time.monotonic()
    try:
        program.open_world()
        program.start()
        program.world.reset(clock={"now": "2026-12-01T09:00:00.000Z", "rate": 1}, pace=1000)
        payers += [_payer(program, f"p{n}") for n in range(PEOPLE)]
        deals = Deals(program, [payer.name for payer in payers], [p.wallet for p in payers])
        _load(program, payers, figures, plan, aims, deals)
        _settle(program, payers, figures)
        figures.wrong += _check(program, payers, figures) + deals.check()
    finally:
        program.close()
    told: dict[str, object] = {
        "kills": figures.kills,
        "deposits": sum(len(payer.paid) for payer in payers),
        "withdrawals": sum(len(payer.asked) for payer in payers),
        "paid": figures.paid,
        "escrows": len(deals.ended) if deals is not None else 0,
        "faults": figures.faults,
        "asked again": sum(payer.asker.again for payer in payers),
        "seconds": round(time.monotonic() - began_s),
    }
    return Report(name="chain-sqlite", figures=told, wrong=figures.wrong)


def _payer(program: Program, name: str) -> Payer:
    who = meet(program, name)
    value = {"asset": "TON", "amount": "100000"}
    wallet = program.world.post("/wallets", {"person": name, "balance": value})["address"]
    asker = Asker(program, name)
    where = asker.get("/deposits/address?asset=TON")
    return Payer(
        who=who, address=where["address"], comment=where["comment"], wallet=wallet, asker=asker
    )


def _load(
    program: Program,
    payers: list[Payer],
    figures: Figures,
    plan: Plan,
    aims: Aims,
    deals: Deals,
) -> None:
    until_s = time.monotonic() + plan.most_s - SETTLE_S
    works = [
        partial(
            _act_until,
            program,
            payers[n::THREADS],
            figures,
            random.Random(plan.seed * 100 + n),
        )
        for n in range(THREADS)
    ]
    works.append(partial(deals.run, aims.escrows, figures.wrong))
    chance = random.Random(plan.seed)
    with crowd(works):
        while time.monotonic() < until_s and not figures.wrong:
            if figures.kills >= plan.kills and _reached(payers, deals, aims):
                break
            time.sleep(chance.uniform(*PAUSE_S))
            _disturb(program, figures, chance)
            if figures.kills < plan.kills:
                program.kill()
                figures.kills += 1
                program.start()


def _reached(payers: list[Payer], deals: Deals, aims: Aims) -> bool:
    return len(deals.ended) >= aims.escrows and (
        sum(len(payer.paid) for payer in payers) >= aims.deposits
        and sum(len(payer.asked) for payer in payers) >= aims.withdrawals
    )


def _disturb(program: Program, figures: Figures, chance: random.Random) -> None:
    program.world.post("/faults", {"face": "ton", **chance.choice(FAULTS)})
    figures.faults += 1
    if chance.random() < 0.2:
        program.world.post("/clock/advance", {"seconds": chance.randint(1, 900)})


def _act_until(
    program: Program,
    payers: list[Payer],
    figures: Figures,
    chance: random.Random,
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        payer = chance.choice(payers)
        act = _bring if len(payer.paid) <= len(payer.asked) else _take_out
        try:
            act(program, payer, chance)
        except Exception as error:  # a thread's failure must reach the figures
            figures.wrong.append(f"{act.__name__}: {type(error).__name__} {error}")
            return


def _bring(program: Program, payer: Payer, chance: random.Random) -> None:
    """Several payments in one message of the person's wallet."""
    amounts = [chance.randint(NANO // 2, 2 * NANO) for _ in range(chance.randint(1, 12))]
    messages = [
        {"address": payer.address, "amount": str(nano), "payload": comment_boc(payer.comment)}
        for nano in amounts
    ]
    asked = {"valid_until": 4_000_000_000, "messages": messages}
    program.world.post(f"/wallets/{payer.name}/transactions", asked)
    payer.paid += amounts


def _take_out(program: Program, payer: Payer, chance: random.Random) -> None:
    place = f"0:{hashlib.sha256(uuid.uuid4().bytes).hexdigest()}"
    nano = chance.randint(NANO // 10, NANO // 3)
    body = {"value": {"asset": "TON", "amount": whole(nano)}, "to": place}
    try:
        made = payer.asker.act("/withdrawals", body)
    except Refused as refused:
        if refused.code != "not-enough-funds":
            raise
        time.sleep(0.2)  # what came in is not credited yet
        return
    payer.asked[place] = nano
    _confirm(program, payer, made["id"])


def _confirm(program: Program, payer: Payer, withdrawal: str) -> None:
    """In the chat, when the question has come; again when nobody answered. One that cannot be
    answered in time ends by itself, and its money is free again.
    """
    until_s = time.monotonic() + CONFIRM_S_MAX
    path = f"/chats/{payer.name}/press?as={payer.name}"
    while time.monotonic() < until_s:
        try:
            program.world.post(path, {"data": f"confirm:{withdrawal}"})
        except Refused as refused:
            if refused.code != "no-such-button":
                raise
        state = payer.asker.get(f"/withdrawals/{withdrawal}")["state"]
        if state != "to_confirm":
            return
        time.sleep(0.1)


def _settle(program: Program, payers: list[Payer], figures: Figures) -> None:
    """Lost messages die in time, and others take their place; until nothing is under way."""
    for fault in program.world.get("/faults")["items"]:
        program.world.delete(f"/faults/{fault['id']}")
    until_s = time.monotonic() + SETTLE_S
    while time.monotonic() < until_s:
        program.world.post("/clock/advance", {"seconds": 1_900})
        program.world.idle(SETTLE_S)
        if not any(_open(payer) for payer in payers):
            return
    figures.wrong.append("withdrawals are still under way")


def _open(payer: Payer) -> bool:
    return any(one["state"] not in _ENDED for one in payer.asker.all("/withdrawals"))


def _check(program: Program, payers: list[Payer], figures: Figures) -> list[str]:
    status = Api(program.url).get("/status")
    wrong = [fact["name"] for fact in status["invariants"] if not fact["ok"]]
    for payer in payers:
        deposits = payer.asker.all("/deposits")
        credited = sorted(nano_of(one["value"]["amount"]) for one in deposits)
        if credited != sorted(payer.paid) or any(d["state"] != "credited" for d in deposits):
            wrong.append(f"{payer.name}: {len(payer.paid)} paid, {len(credited)} credited")
        spent = 0
        for one in payer.asker.all("/withdrawals"):
            place = one["to_raw"]
            paid = one["state"] == "paid"
            figures.paid += paid
            spent += (nano_of(one["value"]["amount"]) + nano_of(one["fee"]["amount"])) * paid
            there = arrived(program, place)
            if there != payer.asked.get(place, 0) * paid:
                wrong.append(f"{one['id']} is {one['state']} and {there} nano arrived")
        items = payer.asker.get("/balances")["items"]
        have = sum(nano_of(item["available"]) for item in items if item["asset"] == "TON")
        if have != sum(payer.paid) - spent:
            wrong.append(f"{payer.name}: has {have} of {sum(payer.paid)} less {spent}")
    return wrong
