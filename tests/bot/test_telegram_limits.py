"""Flood limits as token buckets: per chat, per group, over all, wider by pace."""

import pytest

from bot.gateways.telegram.limits import ALL_PER_S, BURST, Limits


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.s = 100.0

    def __call__(self) -> float:
        return self.s


def burst(limits: Limits, chat: int) -> int:
    """How many messages may go now."""
    sent = 0
    while limits.wait_s(chat) == 0:
        limits.take(chat)
        sent += 1
    return sent


def test_a_chat_gets_a_burst_and_then_one_a_second() -> None:
    hand = Hand()
    limits = Limits(now_s=hand)
    assert burst(limits, 1001) == BURST
    assert limits.wait_s(1001) == pytest.approx(1.0)
    hand.s += 1
    assert burst(limits, 1001) == 1
    assert burst(limits, 1002) == BURST


def test_a_group_gets_eighteen_a_minute() -> None:
    hand = Hand()
    limits = Limits(now_s=hand)
    sent = burst(limits, -100)
    for _ in range(60):
        hand.s += 1
        sent += burst(limits, -100)
    assert 18 <= sent <= 18 + BURST


def test_all_chats_together_get_so_many_a_second() -> None:
    hand = Hand()
    limits = Limits(now_s=hand)
    sent = sum(burst(limits, chat) for chat in range(1, 100))
    assert sent == ALL_PER_S
    hand.s += 1
    assert sum(burst(limits, chat) for chat in range(100, 200)) == ALL_PER_S


def test_pace_makes_every_budget_wider() -> None:
    hand = Hand()
    limits = Limits(pace=50, now_s=hand)
    burst(limits, 1001)
    hand.s += 1
    assert burst(limits, 1001) == 50


def test_the_limits_forget_chats_that_rest() -> None:
    hand = Hand()
    limits = Limits(pace=1000, now_s=hand)
    for chat in range(1, 10_001):
        limits.take(chat)
        hand.s += 0.01
    limits.take(20_000)
    assert len(limits._chats) < 1000
