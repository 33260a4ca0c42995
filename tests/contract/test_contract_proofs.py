"""§4, §7: a wallet is proved once with each payload, and again only with another."""

from tests.contract.outsider import Client, Json, Outside, new_name


def _wallet(outside: Outside, person: str) -> str:
    return str(outside.world.post("/wallets", {"person": person, "name": new_name()})["name"])


def _payload(outside: Outside, client: Client) -> str:
    asked = outside.app("POST", "/auth/nonce", {}, Authorization=f"Bearer {client.token}")
    assert asked.status == 200
    return str(asked.body["payload"])


def _proof(outside: Outside, wallet: str, payload: str) -> Json:
    domain = outside.program.url.removeprefix("http://")
    return outside.world.post(f"/wallets/{wallet}/proof", {"domain": domain, "payload": payload})


def test_a_payload_proves_once(outside: Outside) -> None:
    guest = outside.guest()
    client = outside.sign_in(guest)
    bearer = {"Authorization": f"Bearer {client.token}"}
    wallet = _wallet(outside, guest.name)
    proof = _proof(outside, wallet, _payload(outside, client))
    linked = outside.app("POST", "/me/wallets", proof, **bearer)
    assert linked.status in {200, 201}, linked.body
    again = outside.app("POST", "/me/wallets", proof, **bearer)
    assert (again.status, again.code) == (401, "nonce-used")
    other = _proof(outside, _wallet(outside, guest.name), "made-up-payload")
    forged = outside.app("POST", "/me/wallets", other, **bearer)
    assert forged.status == 401
    assert outside.app("GET", "/me", **bearer).body["wallets"] == [proof["account"]["address"]]


def test_a_linked_wallet_signs_in_once_with_each_payload(outside: Outside) -> None:
    guest = outside.guest()
    client = outside.sign_in(guest)
    wallet = _wallet(outside, guest.name)
    proof = _proof(outside, wallet, _payload(outside, client))
    outside.app("POST", "/me/wallets", proof, Authorization=f"Bearer {client.token}")
    payload = str(outside.app("POST", "/auth/nonce", {}).body["payload"])
    entry = {"kind": "ton_proof", **_proof(outside, wallet, payload)}
    entered = outside.app("POST", "/auth", entry)
    assert (entered.status, entered.body["me"]["id"]) == (200, guest.id)
    again = outside.app("POST", "/auth", entry)
    assert (again.status, again.code) == (401, "nonce-used")
