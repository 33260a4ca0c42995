"""aiogram without its eager rebuild is the same aiogram."""

import json
import subprocess
import sys
from typing import Any

import pytest


def load(way: str) -> dict[str, Any]:
    """What tests.bot.aiogram_models prints, from a process that has imported nothing yet."""
    command = [sys.executable, "-m", "tests.bot.aiogram_models", way]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def both() -> tuple[dict[str, Any], dict[str, Any]]:
    return load("lazy"), load("eager")


def test_every_type_method_and_update_is_the_same_both_ways(
    both: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    lazy, eager = both
    assert lazy["known"] == eager["known"]


def test_every_type_method_and_update_was_looked_at(
    both: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    kinds = [name.partition(" ")[0] for name in both[0]["known"]]
    assert kinds.count("type") > 400
    assert kinds.count("method") > 150
    assert kinds.count("answer") == kinds.count("method")
    assert kinds.count("update") == 20
