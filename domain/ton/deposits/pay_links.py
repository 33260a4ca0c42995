"""How wallets and explorers are told what is meant: links and bodies, without any library."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from domain.shared.money import TON, Money
from domain.ton.deposit_models import DepositAddress

_MAGIC: Final = bytes.fromhex("b5ee9c72")
_ROOM: Final = 123
"""Bytes of a comment beside its operation code in the 1023 bits of one cell."""


def transfer_link(where: DepositAddress, value: Money | None = None) -> str:
    """`ton://transfer/<address>?text=<comment>`, with `amount` in the smallest unit when one is
    given and `jetton` for a jetton: the form that wallets open (docs.ton.org, deep links).
    """
    fields: dict[str, str] = {}
    if value is not None:
        fields["amount"] = str(value.units)
    if where.asset != TON:
        fields["jetton"] = where.asset.code.partition(":")[2]
    fields["text"] = where.comment
    return f"ton://transfer/{where.friendly}?{urlencode(fields, quote_via=quote)}"


def comment_boc(text: str) -> str:
    """The body of a transfer with a text comment as a bag of one cell, base 64, for TON Connect:
    a zero operation code and the text in UTF-8 (TEP-74's simple comment). At most 123 bytes.
    """
    body = bytes(4) + text.encode()
    assert len(body) <= _ROOM + 4, "a comment of ours fits one cell"
    cell = bytes([0, 2 * len(body)]) + body
    # One cell, one root; sizes and offsets are one byte wide; no index, no checksum.
    head = bytes([1, 1, 1, 1, 0, len(cell), 0])
    return b64encode(_MAGIC + head + cell).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explorer:
    """Where people look at the chain. `base` has no slash at its end."""

    base: str
    tx_path: str = "transaction"
    account_path: str = ""

    def transaction(self, tx_hash: str) -> str:
        """`tx_hash` is hex."""
        return f"{self.base}/{self.tx_path}/{tx_hash}"

    def account(self, address: str) -> str:
        middle = f"/{self.account_path}" if self.account_path else ""
        return f"{self.base}{middle}/{address}"


TONVIEWER: Final = Explorer(base="https://tonviewer.com")


def explorer_of(base: str, *, network: str, sandbox: str = "") -> Explorer:
    """The sandbox's own, a given address in tonviewer's form, or tonviewer of the network."""
    if sandbox:
        return Explorer(base=f"{sandbox}/ton/explorer", tx_path="tx", account_path="address")
    if base:
        return Explorer(base=base.rstrip("/"))
    host = "tonviewer.com" if network == "-239" else "testnet.tonviewer.com"
    return Explorer(base=f"https://{host}")
