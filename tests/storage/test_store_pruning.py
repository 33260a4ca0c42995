"""What is pruned, and that the hash chain verifies as before."""

import pytest

import storage.chain
from domain.shared.actor import HOUSE, Actor
from domain.shared.change import Decision, IdempotencyKey
from domain.shared.ids import DAY, MINUTE, Instant, UserId
from domain.shared.money import XTR, Money
from storage.ledger.pruning import OldBatches
from storage.ledger.verify import verify
from storage.pruning import old_keys, old_letters
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.storage.books import ALICES, BOBS, Books, Store, by_hand, without_triggers

EVERY = 5


@pytest.fixture
async def old(
    books: Books,
    writer: Writer,
    database: Store,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> OldBatches:
    """Twenty-three batches of a day ago, with holds that are settled in later ones."""
    monkeypatch.setattr(storage.chain, "KEPT_EVERY", EVERY)
    for number in range(6):
        await books.do(books.move(ALICES, BOBS, Money(1, XTR)))
        await books.do(books.holding(Money(2, XTR), f"h{number}"))
        await books.do(books.ledger.void(await books.find(f"h{number}")))
        await books.do()
    clock.advance(DAY)
    return OldBatches(writer, database, kept_every=EVERY)


async def _left(database: Store) -> list[int]:
    rows = await database.scan("SELECT sequence FROM core_batches ORDER BY sequence")
    return [row[0] for row in rows]


async def test_a_pruned_chain_verifies(
    old: OldBatches, books: Books, database: Store, clock: FakeClock
) -> None:
    whole = await _left(database)
    assert len(whole) > 4 * EVERY
    assert await old.prune(Instant(clock.now() - MINUTE)) is None
    last = len(whole) // EVERY * EVERY
    left = [sequence for sequence in await _left(database) if sequence <= len(whole)]
    assert left == [*range(EVERY, last, EVERY), *range(last, len(whole) + 1)]
    assert await verify(database) is None
    await books.do(books.move(ALICES, BOBS, Money(1, XTR)))
    clock.advance(DAY)
    for _ in range(EVERY):
        await books.do(books.move(ALICES, BOBS, Money(1, XTR)))
    assert await old.prune(Instant(clock.now() + MINUTE)) is None
    assert await verify(database) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("UPDATE ledger_transfers SET amount = 99 WHERE seq = 2", EVERY),
        ("DELETE FROM ledger_holds WHERE id = 'h0'", EVERY),
        ("DELETE FROM core_batches WHERE sequence = 5", EVERY),
        ("UPDATE ledger_paths SET seal = salt WHERE path = 'user:2'", EVERY),
    ],
)
async def test_an_edit_in_what_was_pruned_is_found(
    old: OldBatches, database: Store, clock: FakeClock, text: str, first: int
) -> None:
    await old.prune(clock.now())
    assert await verify(database) is None
    await by_hand(database, *without_triggers(database), text)
    broken = await verify(database)
    assert broken is not None
    assert broken.where in {f"batch main/{first}", "batch main/1"}


async def test_nothing_is_pruned_of_a_broken_chain(
    old: OldBatches, database: Store, clock: FakeClock
) -> None:
    whole = await _left(database)
    edit = "UPDATE ledger_transfers SET amount = 99 WHERE seq = 2"
    await by_hand(database, *without_triggers(database), edit)
    broken = await old.prune(clock.now())
    assert broken is not None
    assert broken.where.startswith("batches main/1 to ")
    assert await _left(database) == whole


async def test_new_batches_stay(old: OldBatches, database: Store, clock: FakeClock) -> None:
    whole = await _left(database)
    assert await old.prune(Instant(clock.now() - 2 * DAY)) is None
    assert await _left(database) == whole


async def test_old_keys_of_people_go(writer: Writer, database: Store, clock: FakeClock) -> None:
    async def nothing() -> Decision[None]:
        return Decision(None)

    async def again(_made: str) -> None:
        raise AssertionError("the act was repeated")

    async def act(actor: UserId, key: str) -> None:
        await writer.once(IdempotencyKey(key), Actor(id=actor), (), nothing, again=again)

    await act(UserId(1), "old")
    await act(HOUSE, "of a row")
    clock.advance(DAY)
    await act(UserId(1), "new")
    assert await old_keys(writer, database).prune(Instant(clock.now() - MINUTE)) == 1
    rows = await database.scan("SELECT key FROM core_keys ORDER BY key")
    assert rows == [("new",), ("of a row",)]
    await act(UserId(1), "old")


async def test_old_letters_go(writer: Writer, database: Store, clock: FakeClock) -> None:
    columns = "id, user_id, kind, text_key, details, buttons, at"
    for name, at in (("a", clock.now() - DAY), ("b", clock.now())):
        values = f"'{name}', 1, 'k', 't', '{{}}', '[]', {at}"
        await by_hand(database, f"INSERT INTO users_inbox ({columns}) VALUES ({values})")
    assert await old_letters(writer, database).prune(Instant(clock.now() - MINUTE)) == 1
    assert await database.scan("SELECT id FROM users_inbox") == [("b",)]
