"""The binding on the virtual machine: 64 bits where it has 64, and nothing left behind."""

import base64
import hashlib
import importlib.util
import platform
import sys
from pathlib import Path

import pytest

from scripts.sandbox.ton import cells
from scripts.sandbox.ton.chain import FAUCET
from scripts.sandbox.ton.engine import Emulated, EngineBroken, NativeEngine
from scripts.sandbox.ton.messages import Outgoing, internal_message
from scripts.sandbox.ton.native import BUILDS, EngineMissing, build, find_library
from tests.sandbox.ton.bench import NOW, TON, give, new_chain, program

# DROP the method id; then BALANCE FIRST, NOW, MYADDR.
BALANCE = "30f8276f10"
THE_TIME = "30f823"
MY_ADDRESS = "30f828"
RSS_KB_MAX = 3_500


def resident_kb() -> int:
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * 4


def test_the_library_is_found_without_importing_its_package() -> None:
    assert find_library().is_file()
    assert "pytvm" not in sys.modules


def test_the_library_is_the_one_known() -> None:
    content = find_library().read_bytes()
    assert hashlib.sha256(content).hexdigest() == build().library


def test_a_computer_without_a_build_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "abacus")
    with pytest.raises(EngineMissing, match="abacus"):
        find_library()
    assert all(len(one.wheel) == len(one.library) == 64 for one in BUILDS.values())


def test_a_library_that_was_not_fetched_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(EngineMissing, match="fetch"):
        find_library()
    kept = build().path
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"")
    assert find_library() == kept


def test_logical_time_has_64_bits() -> None:
    engine = NativeEngine()
    lt = 2**62 + 12_345
    message = internal_message(Outgoing(source=FAUCET, destination="0:" + "11" * 32, value=TON))
    done = engine.emulate(
        cells.empty_account(), cells.boc_text(message), now=NOW, lt=lt, seed="00" * 32
    )
    assert isinstance(done, Emulated)
    assert cells.read_transaction(done.transaction).lt == lt


def test_a_get_method_sees_balances_past_32_bits_its_time_and_its_address() -> None:
    chain = new_chain()
    for instructions, expected in ((BALANCE, 5_000_000_000_000_000_000), (THE_TIME, NOW)):
        init = program(instructions)
        give(chain, cells.address_of(init), 5_000_000_000_000_000_000, init=init)
        # What was deployed has run too, for a fee; the balance is what the account says.
        account = chain.account(cells.address_of(init))
        told = chain.get_method(account.address, "anything").integer(0)
        assert told == (account.balance if instructions == BALANCE else expected)
        assert account.balance > 2**62
    init = program(MY_ADDRESS)
    give(chain, cells.address_of(init), TON, init=init)
    answer = chain.get_method(cells.address_of(init), 77)
    assert answer.ok
    assert answer.address(0) == cells.address_of(init)


def test_ten_thousand_answers_leave_nothing_behind() -> None:
    engine = NativeEngine()
    message = cells.boc_text(
        internal_message(Outgoing(source=FAUCET, destination="0:" + "11" * 32, value=TON))
    )
    account = cells.empty_account()

    def run(times: int) -> None:
        for _ in range(times):
            engine.emulate(account, message, now=NOW, lt=10**13, seed="00" * 32)

    run(1_000)
    before = resident_kb()
    run(10_000)
    # Unfreed they take 7 MB.
    assert resident_kb() - before < RSS_KB_MAX


def test_what_is_no_account_and_no_message_is_the_callers_defect() -> None:
    engine = NativeEngine()
    nothing = base64.b64encode(b"nothing").decode()
    with pytest.raises(EngineBroken):
        engine.emulate(nothing, nothing, now=NOW, lt=1, seed="00" * 32)
    with pytest.raises(EngineBroken, match="configuration"):
        NativeEngine(config=b"nothing")
