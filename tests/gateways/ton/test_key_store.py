"""Keys at rest: closed without their lock, of one network, never shown, never half written."""

import json
import logging
import pickle
from pathlib import Path

import pytest
from nacl import pwhash

from bot.gateways.ton.key_file import Derivation, KeysRefused, Lock
from bot.gateways.ton.keys import SANDBOX, KeyRole, KeySigner, KeyStore
from bot.settings import Settings, SettingsRefused, read
from bot.wiring.ton import keys
from scripts.sandbox.ton.chain import Chain
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.gateways.ton.chains import NOW_S, LocalReader

CHEAP = Derivation(ops=pwhash.argon2id.OPSLIMIT_MIN, memory_bytes=pwhash.argon2id.MEMLIMIT_MIN)
WORDS = Lock(passphrase="correct horse battery")
SEED = b"\x07" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def made(path: Path, *, network: str = "-239", lock: Lock = WORDS) -> KeyStore:
    return KeyStore.create(path, network, lock, FakeChance(), how=CHEAP)


def test_keys_come_back_under_their_lock(path: Path) -> None:
    key = made(path).generate(KeyRole.PAYOUT, FakeChance(), at_s=NOW_S)
    store = KeyStore.open(path, "-239", WORDS)
    assert store.keys == (key,)
    wallet = store.wallet(KeyRole.PAYOUT, LocalReader(Chain(now=NOW_S)))
    assert wallet.address == key.address


def test_a_key_file_locks_as_well(path: Path, tmp_path: Path) -> None:
    opener = tmp_path / "opener"
    keys.new_key_file(opener, FakeChance())
    made(path, lock=Lock(key_file=opener)).add(KeyRole.PAYOUT, SEED, at_s=NOW_S)
    assert len(KeyStore.open(path, "-239", Lock(key_file=opener)).keys) == 1
    other = tmp_path / "other"
    keys.new_key_file(other, FakeChance(2))
    with pytest.raises(KeysRefused):
        KeyStore.open(path, "-239", Lock(key_file=other))


@pytest.mark.parametrize(
    "lock",
    [Lock(), Lock(passphrase="correct horse batterz"), Lock(key_file=Path("/nowhere"))],
)
def test_a_wrong_lock_opens_nothing_be_it_empty(path: Path, lock: Lock) -> None:
    made(path)
    with pytest.raises(KeysRefused):
        KeyStore.open(path, "-239", lock)


@pytest.mark.parametrize(("kept", "wanted"), [(SANDBOX, "-239"), ("-3", "-239"), ("-239", "-3")])
def test_keys_of_one_network_are_refused_on_another(path: Path, kept: str, wanted: str) -> None:
    made(path, network=kept).add(KeyRole.PAYOUT, SEED, at_s=NOW_S)
    with pytest.raises(KeysRefused, match="no use"):
        KeyStore.open(path, wanted, WORDS)
    relabelled = json.loads(path.read_text()) | {"network": wanted}
    path.write_text(json.dumps(relabelled))
    with pytest.raises(KeysRefused, match="altered"):
        KeyStore.open(path, wanted, WORDS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("role", "minter"),
        ("public", "00" * 32),
        ("address", "0:" + "11" * 32),
        ("timeout_s", 60),
        ("wallet_id", 1),
        ("sealed", "00" * 72),
        ("sealed", "no hex"),
    ],
)
def test_an_altered_line_opens_nothing(path: Path, field: str, value: object) -> None:
    made(path).add(KeyRole.PAYOUT, SEED, at_s=NOW_S)
    told = json.loads(path.read_text())
    told["keys"][0][field] = value
    path.write_text(json.dumps(told))
    with pytest.raises(KeysRefused):
        KeyStore.open(path, "-239", WORDS)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"network": "-239"}', "{not json", "ключ"])
def test_what_is_no_key_store_is_refused(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(KeysRefused):
        KeyStore.open(path, "-239", WORDS)


def test_files_are_the_owners_alone(path: Path, tmp_path: Path) -> None:
    store = made(path)
    store.add(KeyRole.PAYOUT, SEED, at_s=NOW_S)
    store.back_up(tmp_path / "copy.json")
    for file in (path, tmp_path / "copy.json"):
        assert file.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(KeysRefused, match="chmod 600"):
        KeyStore.open(path, "-239", WORDS)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.json", "keys.json"]


def test_a_back_up_is_a_store_of_its_own_and_replaces_nothing(path: Path, tmp_path: Path) -> None:
    store = made(path)
    store.add(KeyRole.PAYOUT, SEED, at_s=NOW_S)
    copy = tmp_path / "copy.json"
    store.back_up(copy)
    path.unlink()
    assert KeyStore.open(copy, "-239", WORDS).keys == store.keys
    with pytest.raises(KeysRefused):
        store.back_up(copy)
    with pytest.raises(KeysRefused):
        made(copy)


def test_rotation_keeps_the_old_wallet_in_mind(path: Path) -> None:
    chance = FakeChance()
    store = made(path)
    old = store.generate(KeyRole.PAYOUT, chance, at_s=NOW_S)
    other = store.generate(KeyRole.CONTROLLER, chance, at_s=NOW_S)
    new = store.generate(KeyRole.PAYOUT, chance, at_s=NOW_S + 1)
    again = KeyStore.open(path, "-239", WORDS)
    assert again.active(KeyRole.PAYOUT) == new
    assert again.active(KeyRole.CONTROLLER) == other
    assert again.active(KeyRole.MINTER) is None
    assert again.addresses == {old.address, new.address, other.address}
    assert [key.active for key in again.keys] == [False, True, True]


def test_numbered_wallets_are_known_by_the_key_that_made_them(path: Path) -> None:
    store = made(path)
    first = store.generate(KeyRole.DEPOSIT, FakeChance(1), at_s=NOW_S)
    reader = LocalReader(Chain(now=NOW_S))
    old = [store.numbered(KeyRole.DEPOSIT, number, reader) for number in range(3)]
    store.generate(KeyRole.DEPOSIT, FakeChance(2), at_s=NOW_S)
    new = store.numbered(KeyRole.DEPOSIT, 1, reader)
    assert len({first.address, new.address, *(wallet.address for wallet in old)}) == 5
    assert store.numbered(KeyRole.DEPOSIT, 1, reader, old[1].address).address == old[1].address
    with pytest.raises(KeysRefused):
        store.numbered(KeyRole.DEPOSIT, 2, reader, old[1].address)


def test_a_key_has_one_role(path: Path) -> None:
    store = made(path)
    store.add(KeyRole.PAYOUT, SEED, at_s=NOW_S)
    with pytest.raises(KeysRefused, match="already"):
        store.add(KeyRole.CONTROLLER, SEED, at_s=NOW_S)


def test_another_lock_closes_the_old_one(path: Path) -> None:
    store = made(path)
    key = store.add(KeyRole.PAYOUT, SEED, at_s=NOW_S)
    new = Lock(passphrase="another long passphrase")
    store.relock(new, FakeChance(3), how=CHEAP)
    assert KeyStore.open(path, "-239", new).keys[0].address == key.address
    with pytest.raises(KeysRefused):
        KeyStore.open(path, "-239", WORDS)


@pytest.mark.parametrize("lock", [Lock(), Lock(passphrase="short")])
def test_a_store_is_never_made_without_a_proper_lock(path: Path, lock: Lock) -> None:
    with pytest.raises(KeysRefused):
        made(path, lock=lock)
    assert not path.exists()


def test_no_secret_shows_itself(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = made(path)
    store.add(KeyRole.PAYOUT, SEED, at_s=NOW_S)
    signer = KeySigner(SEED)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").info("%s %r %s %s", store, signer, store.keys, WORDS)
    for secret in (SEED.hex(), repr(SEED), WORDS.passphrase, store.keys[0].sealed):
        assert secret not in caplog.text
    for secret in (SEED.hex(), WORDS.passphrase):
        assert secret not in path.read_text()
    with pytest.raises(TypeError):
        pickle.dumps(signer)


def test_the_sandbox_makes_its_keys_once(tmp_path: Path) -> None:
    settings = sandboxed(tmp_path)
    first = keys.house_keys(settings, FakeChance(), FakeClock())
    again = keys.house_keys(settings, FakeChance(9), FakeClock())
    assert first is not None
    assert again is not None
    assert first.keys == again.keys
    assert {key.role for key in first.keys} == set(KeyRole)
    assert first.network == SANDBOX
    names = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert names == {"ton-keys.json": 0o600, "ton-keys.key": 0o600}


def test_keys_of_the_sandbox_are_refused_by_a_real_house(tmp_path: Path) -> None:
    keys.house_keys(sandboxed(tmp_path), FakeChance(), FakeClock())
    for network in ("-239", "-3"):
        real = read(
            {
                "SOUK_DATA": str(tmp_path),
                "SOUK_TON_NETWORK": network,
                "SOUK_TON_KEY_FILE": str(tmp_path / "ton-keys.key"),
            }
        )
        with pytest.raises(SettingsRefused, match="SOUK_TON_KEYS"):
            keys.house_keys(real, FakeChance(), FakeClock())


def test_a_house_without_a_store_has_no_wallets(tmp_path: Path) -> None:
    real = read({"SOUK_DATA": str(tmp_path)})
    assert keys.house_keys(real, FakeChance(), FakeClock()) is None
    assert list(tmp_path.iterdir()) == []


def sandboxed(folder: Path) -> Settings:
    settings = read({"SOUK_DATA": str(folder)})
    return settings.model_copy(
        update={"sandbox": settings.sandbox.model_copy(update={"on": True})}
    )
