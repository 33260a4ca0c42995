"""`python -m scripts.keys`: the keys of the house's wallets on TON.

`list`, `generate ROLE`, `import ROLE`, `rotate ROLE`, `back-up FILE`, `relock`, `key-file FILE`.
Roles are payout, deposit, controller and minter. The store and what opens it come from the
settings; a passphrase that is not set there is asked for, and so is every secret: none stands in a
command line. Only addresses are ever shown. While Souk runs it goes on with the keys that it
started with.

Exit status: 0 done, 1 refused, 2 no store.
"""

import argparse
import getpass
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.runtime.chance import SystemChance
from bot.settings import Settings, SettingsRefused, load
from bot.wiring.ton import keys
from bot.wiring.ton.keys import HouseKey, KeyRole, KeysRefused, KeyStore, Lock
from locales.words import Words

NOTHING: Final = 2
ROLES: Final = tuple(role.value for role in KeyRole)


class Desk:
    """One command at a time over one store."""

    def __init__(self, settings: Settings, *, ask: Callable[[str], str]) -> None:
        """`ask` shows a line and reads a secret without showing it."""
        self._settings = settings
        self._ask = ask
        self._words = Words()
        self._chance = SystemChance()
        self.path = keys.store_path(settings)

    def show(self) -> None:
        for key in self._open().keys:
            self._tell(key)

    def generate(self, role: KeyRole) -> None:
        """Refused when the role has a key: that is what rotation is for."""
        store = self._open_or_create()
        self._free(store, role)
        self._tell(store.generate(role, self._chance, at_s=_now_s()))

    def take_in(self, role: KeyRole) -> None:
        store = self._open_or_create()
        self._free(store, role)
        seed = keys.seed_of(self._ask(self._say("console-keys-ask-key")))
        self._tell(store.add(role, seed, at_s=_now_s()))

    def rotate(self, role: KeyRole) -> None:
        store = self._open()
        self._tell(store.generate(role, self._chance, at_s=_now_s()))

    def back_up(self, to: Path) -> None:
        self._open().back_up(to)

    def relock(self, key_file: Path | None) -> None:
        """Under a key file, or under a new passphrase typed twice."""
        store = self._open()
        store.relock(Lock(key_file=key_file) if key_file else self._new_lock(), self._chance)

    def new_key_file(self, path: Path) -> None:
        try:
            keys.new_key_file(path, self._chance)
        except FileExistsError:
            raise KeysRefused(f"{path}: there is something already") from None

    def _open(self) -> KeyStore:
        return KeyStore.open(self.path, keys.network(self._settings), self._lock())

    def _open_or_create(self) -> KeyStore:
        if self.path.exists():
            return self._open()
        given = keys.lock(self._settings)
        lock = given if given.passphrase or given.key_file else self._new_lock()
        return KeyStore.create(self.path, keys.network(self._settings), lock, self._chance)

    def _lock(self) -> Lock:
        given = keys.lock(self._settings)
        if given.passphrase or given.key_file:
            return given
        return Lock(passphrase=self._ask(self._say("console-keys-ask-passphrase")))

    def _new_lock(self) -> Lock:
        first = self._ask(self._say("console-keys-ask-passphrase"))
        if first != self._ask(self._say("console-keys-ask-again")):
            raise KeysRefused(self._say("console-keys-differ"))
        return Lock(passphrase=first)

    def _free(self, store: KeyStore, role: KeyRole) -> None:
        if store.active(role) is not None:
            raise KeysRefused(self._say("console-keys-taken"))

    def _tell(self, key: HouseKey) -> None:
        made = datetime.fromtimestamp(key.made_at_s, UTC).date().isoformat()
        state = "console-keys-active" if key.active else "console-keys-retired"
        line = f"{key.role:<10} {key.address} {made} {self._say(state)}"
        sys.stdout.write(line + "\n")

    def _say(self, name: str) -> str:
        return self._words.say("en", name)


def run(arguments: Sequence[str], *, ask: Callable[[str], str] = getpass.getpass) -> int:
    try:
        desk = Desk(load(Path(".env")), ask=ask)
        options = _parser().parse_args(arguments)
        if options.act in {"list", "rotate", "back-up", "relock"} and not desk.path.exists():
            text = Words().say("en", "console-keys-none", {"path": str(desk.path)})
            sys.stderr.write(text + "\n")
            return NOTHING
        _act(desk, options)
    except (KeysRefused, SettingsRefused) as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    return 0


def _act(desk: Desk, options: argparse.Namespace) -> None:
    acts: dict[str, Callable[[], None]] = {
        "list": desk.show,
        "generate": lambda: desk.generate(KeyRole(options.role)),
        "import": lambda: desk.take_in(KeyRole(options.role)),
        "rotate": lambda: desk.rotate(KeyRole(options.role)),
        "back-up": lambda: desk.back_up(options.file),
        "relock": lambda: desk.relock(options.key_file),
        "key-file": lambda: desk.new_key_file(options.file),
    }
    acts[options.act]()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.keys")
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list")
    for act in ("generate", "import", "rotate"):
        acts.add_parser(act).add_argument("role", choices=ROLES)
    for act in ("back-up", "key-file"):
        acts.add_parser(act).add_argument("file", type=Path)
    acts.add_parser("relock").add_argument("--key-file", type=Path, default=None)
    return parser


def _now_s() -> int:
    return int(time.time())


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
