"""The world's memory on disk."""

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.sandbox.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    there = Store(tmp_path / "world.db")
    yield there
    there.close()


def test_what_is_marked_is_written_as_it_is_at_the_flush(store: Store) -> None:
    thing: dict[str, object] = {"n": 1}
    store.mark("things", "a", lambda: dict(thing))
    thing["n"] = 2
    assert list(store.rows("things")) == [("a", {"n": 2})]
    thing["n"] = 3
    assert store.one("things", "a") == {"n": 2}


def test_what_is_dropped_is_gone(store: Store) -> None:
    store.mark("things", "a", dict)
    store.mark("things", "b", dict)
    store.flush()
    store.drop("things", "a")
    assert [key for key, _ in store.rows("things")] == ["b"]
    store.clear()
    assert list(store.rows("things")) == []


def test_one_entity_that_is_no_json_spoils_no_other(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store.mark("things", "bad", lambda: {"n": 2**70})
    store.mark("things", "good", lambda: {"n": 1})
    with caplog.at_level(logging.ERROR):
        store.flush()
    assert [key for key, _ in store.rows("things")] == ["good"]
    assert "things bad" in caplog.text


def test_what_cannot_be_written_now_is_written_later(store: Store, tmp_path: Path) -> None:
    store.mark("things", "a", lambda: {"n": 1})
    store.append_call((1, "ton", "get", None, b"{}"))
    with sqlite3.connect(tmp_path / "world.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            store.flush()
        other.execute("ROLLBACK")
    other.close()
    assert list(store.rows("things")) == [("a", {"n": 1})]
    assert store.select_calls("SELECT seq, body FROM calls", ()) == [(1, b"{}")]


def test_only_the_last_calls_are_kept(store: Store) -> None:
    for seq in range(1, 11):
        store.append_call((seq, "ton", "get", None, b"{}"))
    store.flush()
    store.trim_calls(3)
    left = store.select_calls("SELECT seq, body FROM calls ORDER BY seq", ())
    assert [seq for seq, _ in left] == [8, 9, 10]


def test_a_store_reads_what_another_wrote(tmp_path: Path) -> None:
    first = Store(tmp_path / "world.db")
    first.mark("things", "a", lambda: {"words": "Боб 🎲"})
    first.close()
    second = Store(tmp_path / "world.db")
    assert second.one("things", "a") == {"words": "Боб 🎲"}
    assert second.one("things", "b") is None
    second.close()
