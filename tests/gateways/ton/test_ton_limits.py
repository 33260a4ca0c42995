"""The limit on calls: places in order, pauses kept, and what an odd answer is."""

import pytest

from bot.gateways.ton import errors, forms, stacks
from bot.gateways.ton.cells import BadCell, bytes_of_base64
from bot.gateways.ton.forms import OddAnswer
from bot.gateways.ton.jettons import address_in, balance_of
from bot.gateways.ton.limits import Limits
from domain.shared.refusals import FateUnknown, GatewayError, GatewayRejected
from domain.ton.models import Cell, GetResult


class Clock:
    def __init__(self) -> None:
        self.s = 100.0

    def __call__(self) -> float:
        return self.s


def test_without_a_key_one_call_a_second() -> None:
    clock = Clock()
    limits = Limits(1.0, now_s=clock)
    assert [round(limits.book(), 3) for _ in range(4)] == [0.0, 1.0, 2.0, 3.0]
    clock.s += 10
    assert limits.book() == 0.0, "what was not used is kept for a second, not for ten"
    assert limits.book() == pytest.approx(1.0)


def test_pace_widens_the_budget() -> None:
    clock = Clock()
    limits = Limits(10.0, now_s=clock)
    limits.set_pace(50)
    waits = [limits.book() for _ in range(510)]
    assert waits[9] == 0.0
    assert waits[-1] == pytest.approx(1.0)
    clock.s += 2
    assert [limits.book() for _ in range(500)] == [0.0] * 500


def test_a_pause_holds_everybody_and_doubles() -> None:
    clock = Clock()
    limits = Limits(10.0, now_s=clock)
    assert [limits.throttled(None) for _ in range(3)] == [1.0, 2.0, 4.0]
    assert limits.book() == pytest.approx(4.0)
    limits.answered()
    assert limits.throttled(None) == 1.0
    assert limits.throttled(9.0) == 9.0
    clock.s += 9
    assert limits.book() == 0.0
    for _ in range(20):
        longest = limits.throttled(None)
    assert longest == 30.0


def test_a_place_that_was_given_back_is_free_again() -> None:
    limits = Limits(1.0, now_s=Clock())
    assert limits.book() == 0.0
    assert limits.book() == 1.0
    limits.give_back()
    assert limits.book() == 1.0


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        (500, "LITE_SERVER_UNKNOWN: cannot apply external message exitcode=33", GatewayRejected),
        (500, "LITE_SERVER_NETWORK", FateUnknown),
        (503, "", FateUnknown),
        (422, "field required: boc", GatewayRejected),
        (401, "API key does not exist", GatewayError),
    ],
)
def test_only_a_node_refuses_a_message_for_good(
    status: int, words: str, kind: type[GatewayError]
) -> None:
    assert type(errors.send_refusal("send", status, words)) is kind


def test_a_message_that_waits_already_is_taken() -> None:
    assert errors.taken_already("LITE_SERVER_NOTREADY: duplicate message")
    assert not errors.taken_already("exitcode=36")


@pytest.mark.parametrize(
    "told",
    [None, {}, [["num"], 1], [["num", 1.5]], [["num", "0xzz"]], [["tuple", [1]]], [[]], [5]],
)
def test_a_stack_of_another_form_is_an_odd_answer(told: object) -> None:
    with pytest.raises(OddAnswer):
        stacks.read(told)


def test_stacks_are_read_as_they_are_written() -> None:
    boc = "te6cckEBAQEAAgAAAEysuc0="
    told = [["num", "-0x2a"], ["cell", {"bytes": boc}], ["list", {"elements": []}]]
    assert stacks.read(told) == (-42, Cell(bytes_of_base64(boc)), None)
    assert stacks.read([["num", "42"], ["null", None]]) == (42, None)


@pytest.mark.parametrize("value", [1.5, True, "", "1e3", "0x1", "\u0661", None, []])
def test_only_whole_numbers_are_numbers(value: object) -> None:
    with pytest.raises(OddAnswer):
        forms.whole(value, "number")


@pytest.mark.parametrize("value", ["", "AAAA", "zz" * 32, None, "A" * 44])
def test_only_hashes_are_hashes(value: object) -> None:
    with pytest.raises(OddAnswer):
        forms.hash_hex(value, "hash")
    assert forms.hash_hex("AB" * 32, "hash") == "ab" * 32


def test_a_wallet_that_answers_nonsense_is_refused() -> None:
    with pytest.raises(GatewayRejected):
        balance_of(GetResult(exit_code=0, stack=(1,)))
    with pytest.raises(GatewayRejected):
        balance_of(GetResult(exit_code=0, stack=(None, None, None)))
    assert address_in(5) is None
    assert address_in(Cell(b"no bag")) is None


def test_base64_of_either_alphabet() -> None:
    assert bytes_of_base64("-_-_") == bytes_of_base64("+/+/")
    with pytest.raises(BadCell):
        bytes_of_base64("not base 64")
