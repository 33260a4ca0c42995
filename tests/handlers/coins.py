"""People with wallets on the chain of the world, as tests of the chat move their coins."""

from tests.program import Json, Program
from tests.talk import Somebody


def wallet(program: Program, name: str, coins: str = "0", *, person: str = "") -> str:
    """A wallet, of a person or of nobody; its address as wallets show it."""
    order: Json = {"name": name, "balance": {"asset": "TON", "amount": coins}}
    made = program.world.post("/wallets", {**order, **({"person": person} if person else {})})
    return str(made["friendly"])


def held(program: Program, name: str) -> list[Json]:
    """What is in a wallet, after everything has settled."""
    return list(program.world.get(f"/wallets/{name}?wait_s=30")["balances"])


def send(program: Program, name: str, to: str, amount: str, **more: Json) -> None:
    """From a wallet of the world to any address, read by the app when it returns."""
    order = {"to": to, "value": {"asset": "TON", "amount": amount}, **more}
    program.world.post(f"/wallets/{name}/transfers", order)
    program.world.idle()


def pay_in(somebody: Somebody, name: str, amount: str) -> None:
    """With the comment that is theirs."""
    where = somebody.program.sign_in(somebody.name).get("/deposits/address?asset=TON")
    send(somebody.program, name, where["address"], amount, comment=where["comment"])


def coins(somebody: Somebody) -> tuple[str, str]:
    """Available and held here, as the API tells them."""
    items = somebody.program.sign_in(somebody.name).get("/balances")["items"]
    found = next((one for one in items if one["asset"] == "TON"), None)
    return (found["available"], found["held"]) if found else ("0", "0")


def caption(somebody: Somebody) -> str:
    """The words under the bot's last picture."""
    return str(somebody.screen.get("caption", ""))


def keys(somebody: Somebody) -> list[Json]:
    """The buttons under the bot's last change, whatever they do."""
    rows = somebody.screen.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
