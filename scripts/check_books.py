"""`python -m scripts.check_books`: read the whole ledger again, compare it with its hash chain and
count its promises. Reads only. While Souk is stopped, or over a copy: it reads in several steps,
and what is written between them would look like a fault.

Exit status: 0 when all is well, 1 when something is not, 2 when there is no store to read.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

from bot.settings import SettingsRefused, load
from bot.wiring.foundation import database
from locales.words import Words
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.ledger.invariants import Invariants
from storage.ledger.verify import verify

NOTHING: Final = 2


async def check(store: SqliteDatabase | PostgresDatabase) -> tuple[str, ...]:
    """What is wrong, each as a line; empty when the books hold."""
    await store.open()
    try:
        broken = await verify(store)
        promises = await Invariants(store).read()
    finally:
        await store.close()
    lines = [f"{broken.where}: {broken.reason}"] if broken is not None else []
    return (*lines, *(promise.name for promise in promises if not promise.ok))


def main() -> int:
    words = Words()
    try:
        store = database(load(Path(".env")))
    except SettingsRefused as refused:
        sys.exit(str(refused))
    if isinstance(store, SqliteDatabase) and not store.path.exists():
        sys.stderr.write(words.say("en", "console-books-none", {"path": str(store.path)}) + "\n")
        return NOTHING
    wrong = asyncio.run(check(store))
    if wrong:
        text = words.say("en", "console-books-broken", {"what": "\n".join(wrong)})
        sys.stderr.write(text + "\n")
        return 1
    sys.stdout.write(words.say("en", "console-books-hold") + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
