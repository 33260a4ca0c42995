"""`python -m scripts.keys`: secrets are asked for, only addresses are shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytoniq_core.crypto.keys import mnemonic_new

from bot.gateways.ton.highload import TIMEOUT_S, wallet_init
from bot.wiring.ton import keys
from scripts.keys import run

PASSPHRASE = "correct horse battery"
SEED = "07" * 32


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key file opens the store: the passphrase's price is paid in one test alone."""
    monkeypatch.chdir(tmp_path)
    for name in ("SOUK_TON_NETWORK", "SOUK_TON_KEYS", "SOUK_TON_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOUK_DATA", str(tmp_path))
    monkeypatch.setenv("SOUK_TON_KEY_FILE", str(tmp_path / "opener"))
    assert run(["key-file", str(tmp_path / "opener")]) == 0


def answers(*given: str) -> Callable[[str], str]:
    left = list(given)

    def ask(line: str) -> str:
        assert line, "it says what it asks for"
        return left.pop(0)

    return ask


def addresses(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.split()[1] for line in capsys.readouterr().out.splitlines()]


def test_generate_list_rotate(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["generate", "payout"]) == 0
    assert run(["generate", "payout"]) == 1, "what is there is not replaced by accident"
    assert run(["rotate", "payout"]) == 0
    assert run(["generate", "controller"]) == 0
    made = addresses(capsys)
    assert len(set(made)) == 3
    assert run(["list"]) == 0
    listed = capsys.readouterr().out
    assert [line.split()[1] for line in listed.splitlines()] == made
    assert [line.split()[-1] for line in listed.splitlines()] == ["retired", "active", "active"]


def test_import_asks_for_the_key(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["import", "payout"], ask=answers(SEED)) == 0
    (address,) = addresses(capsys)
    public = (
        keys.KeyStore.open(
            tmp_path / "ton-keys.json", "-239", keys.Lock(key_file=tmp_path / "opener")
        )
        .keys[0]
        .public
    )
    init = wallet_init(bytes.fromhex(public), timeout_s=TIMEOUT_S)
    assert address == f"0:{init.hash.hex()}"
    assert run(["import", "minter"], ask=answers(" ".join(mnemonic_new()))) == 0
    assert run(["import", "controller"], ask=answers("no key at all")) == 1
    assert run(["import", "controller"], ask=answers(SEED)) == 1, "it is here already"
    shown = capsys.readouterr()
    assert SEED not in shown.out + shown.err
    assert SEED not in (tmp_path / "ton-keys.json").read_text()


def test_back_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["generate", "payout"]) == 0
    copy = tmp_path / "copy.json"
    assert run(["back-up", str(copy)]) == 0
    assert run(["back-up", str(copy)]) == 1
    kept = tmp_path / "ton-keys.json"
    assert copy.read_bytes() != b""
    assert (
        keys.KeyStore.open(copy, "-239", keys.Lock(key_file=tmp_path / "opener")).addresses
        == keys.KeyStore.open(kept, "-239", keys.Lock(key_file=tmp_path / "opener")).addresses
    )


def test_a_passphrase_is_asked_for_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["generate", "payout"]) == 0
    assert run(["relock"], ask=answers(PASSPHRASE, "another one here")) == 1
    assert run(["relock"], ask=answers(PASSPHRASE, PASSPHRASE)) == 0
    monkeypatch.delenv("SOUK_TON_KEY_FILE")
    assert run(["list"], ask=answers("wrong passphrase")) == 1
    assert run(["list"], ask=answers(PASSPHRASE)) == 0
    assert run(["relock", "--key-file", str(tmp_path / "opener")], ask=answers(PASSPHRASE)) == 0
    shown = capsys.readouterr()
    assert PASSPHRASE not in shown.out + shown.err


def test_without_a_store_there_is_nothing_to_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list"]) == 2
    assert "ton-keys.json" in capsys.readouterr().err
