"""`python -m scripts.escrow`: show and drive one escrow.

`read ADDRESS` looks at the contract on the chain by itself and believes no app. All else goes
through the API of a running Souk, as somebody of finance:

    create --advertiser A --owner B --amount 5 --deadline 2026-12-11T09:00:00Z [--deal D]
    show ID    release ID    refund ID    sweep ID
    deposit ID --wallet alice        lets a wallet of the sandbox pay what is asked for

The token of the API comes from the environment as SOUK_TOKEN; in the sandbox `--as carol` gets one
for that person. Answers are JSON. A key of its own goes along with each act: `--key` repeats one.

Exit status: 0 done, 1 refused.
"""

import argparse
import asyncio
import json
import os
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final, TypeAlias

from bot.settings import SettingsRefused, load
from bot.wiring.ton.escrow_reader import read_contract
from domain.shared.refusals import DomainError, GatewayError
from domain.ton.address import parse

Json: TypeAlias = dict[str, object]
APP: Final = "http://127.0.0.1:8080"
WORLD: Final = "http://127.0.0.1:8090"
TIMEOUT_S: Final = 30
ENDS: Final = ("release", "refund", "sweep")


class Refused(Exception):
    """The other side said no, or nothing; in its own words."""


class Desk:
    """One command at a time against an app and, in the sandbox, its world."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._app = f"{options.app.rstrip('/')}/api/v1"
        self._world = f"{options.world.rstrip('/')}/world"

    def show(self) -> Json:
        return _ask("GET", f"{self._app}/escrows/{self._options.id}", headers=self._signed())

    def create(self) -> Json:
        given = self._options
        body: Json = {
            "advertiser": given.advertiser,
            "owner": given.owner,
            "amount": {"asset": "TON", "amount": given.amount},
            "deadline": given.deadline,
        }
        if given.deal:
            body["deal"] = given.deal
        return self._act("escrows", body)

    def end(self) -> Json:
        return self._act(f"escrows/{self._options.id}/{self._options.act}", {})

    def deposit(self) -> Json:
        """Refused when nothing is asked for any more."""
        request = self.show()["deposit"]
        if not isinstance(request, dict):
            raise Refused(json.dumps({"deposit": None}))
        wallet = f"{self._world}/wallets/{self._options.wallet}/transactions"
        return _ask("POST", wallet, request)

    def read(self) -> Json:
        """The contract, and whether its code is ours."""
        given = self._options
        address = parse(given.address).raw
        ours, view = asyncio.run(read_contract(load(Path(".env")), address, chain=given.chain))
        if view is None:
            raise Refused(json.dumps({"address": address, "agrees": False}))
        return {"ours": view.code_hash == ours, **asdict(view)}

    def _act(self, path: str, body: Json) -> Json:
        key = self._options.key or str(uuid.uuid4())
        headers = {**self._signed(), "Idempotency-Key": key}
        return _ask("POST", f"{self._app}/{path}", body, headers=headers)

    def _signed(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token()}"}

    def _token(self) -> str:
        person = self._options.person
        if not person:
            return os.environ.get("SOUK_TOKEN", "")
        launch = _ask("POST", f"{self._world}/people/{person}/launch", {"kind": "mini_app"})
        auth = launch["auth"]
        assert isinstance(auth, dict), "the world's contract"
        return str(_ask("POST", f"{self._app}/auth", auth)["token"])


def run(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    desk = Desk(options)
    acts = {"read": desk.read, "show": desk.show, "create": desk.create, "deposit": desk.deposit}
    try:
        told = acts.get(options.act, desk.end)()
    except (Refused, SettingsRefused, GatewayError, DomainError) as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    sys.stdout.write(json.dumps(told, indent=2) + "\n")
    return 0


def _ask(
    method: str, url: str, body: Json | None = None, *, headers: dict[str, str] | None = None
) -> Json:
    """Raises Refused with what came back."""
    data = None if body is None else json.dumps(body).encode()
    whole = {**(headers or {}), "Content-Type": "application/json"}
    request = urllib.request.Request(url, data=data, headers=whole, method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
            told = json.load(answer)
    except urllib.error.HTTPError as refused:
        raise Refused(refused.read().decode(errors="replace")) from None
    except OSError as failed:
        raise Refused(f"{url}: {failed}") from None
    assert isinstance(told, dict), "both sides answer with objects"
    return told


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.escrow")
    parser.add_argument("--app", default=APP)
    parser.add_argument("--world", default=WORLD)
    parser.add_argument("--as", dest="person", default="")
    acts = parser.add_subparsers(dest="act", required=True)
    reading = acts.add_parser("read")
    reading.add_argument("address")
    reading.add_argument("--chain", default="")
    making = acts.add_parser("create")
    for name in ("advertiser", "owner", "amount", "deadline"):
        making.add_argument(f"--{name}", required=True)
    making.add_argument("--deal", default="")
    making.add_argument("--key", default="")
    acts.add_parser("show").add_argument("id")
    for act in ENDS:
        ending = acts.add_parser(act)
        ending.add_argument("id")
        ending.add_argument("--key", default="")
    paying = acts.add_parser("deposit")
    paying.add_argument("id")
    paying.add_argument("--wallet", required=True)
    return parser


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
