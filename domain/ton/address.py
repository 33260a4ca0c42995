"""Addresses of TON, read and written without any library.

Raw form: `<workchain>:<64 hex>`. Friendly form (TEP-2): 36 bytes in base 64, plain or for URLs,
48 characters without padding: a tag (0x11 bounceable, 0x51 not; 0x80 added: test nets only), the
workchain as a signed byte, 32 bytes of the account, CRC16 (XMODEM) of these 34, big-endian.
Inside the house an address is its raw form in lower case; friendly forms exist at the edges.
"""

import re
from base64 import b64decode, b64encode, urlsafe_b64encode
from binascii import crc_hqx
from dataclasses import dataclass
from typing import Final

from domain.ton.refusals import AddressInvalid, WrongNetwork

MAIN_NET: Final = "-239"
TEST_NET: Final = "-3"
BASIC_WORKCHAIN: Final = 0
NOBODY: Final = f"0:{'0' * 64}"
"""Nobody has its key, and wallets take it for no address at all."""

_RAW: Final = re.compile(r"(0|-?[1-9][0-9]{0,2}):([0-9a-fA-F]{64})", re.ASCII)
_FRIENDLY: Final = re.compile(r"(?:[A-Za-z0-9+/]{48}|[A-Za-z0-9_-]{48})", re.ASCII)
_BOUNCEABLE, _NON_BOUNCEABLE, _TEST_ONLY = 0x11, 0x51, 0x80
_BODY_BYTES: Final = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """`bounceable` is None for the raw form, which says nothing of it."""

    workchain: int
    account: str
    bounceable: bool | None
    test_only: bool

    @property
    def raw(self) -> str:
        return f"{self.workchain}:{self.account}"


def parse(text: str) -> Address:
    """Any form. Refusal: AddressInvalid."""
    text = text.strip()
    raw = _RAW.fullmatch(text)
    if raw is not None:
        return _address(int(raw[1]), raw[2].lower(), bounceable=None, test_only=False)
    if _FRIENDLY.fullmatch(text) is None:
        raise AddressInvalid(address=text[:80])
    body = b64decode(text, altchars=b"-_" if "-" in text or "_" in text else None)
    tag = body[0] & ~_TEST_ONLY
    sum_told = int.from_bytes(body[_BODY_BYTES:], "big")
    if tag not in {_BOUNCEABLE, _NON_BOUNCEABLE} or crc_hqx(body[:_BODY_BYTES], 0) != sum_told:
        raise AddressInvalid(address=text)
    return _address(
        int.from_bytes(body[1:2], "big", signed=True),
        body[2:_BODY_BYTES].hex(),
        bounceable=tag == _BOUNCEABLE,
        test_only=bool(body[0] & _TEST_ONLY),
    )


def usable(text: str, *, network: str) -> Address:
    """An address to which money may go on this network. An address without the test flag is good
    on every network, one with it on test nets only. Refusals: AddressInvalid, WrongNetwork.
    """
    address = parse(text)
    if address.workchain != BASIC_WORKCHAIN:
        raise WrongNetwork(address=address.raw, workchain=address.workchain)
    if address.test_only and network == MAIN_NET:
        raise WrongNetwork(address=address.raw, network=network)
    if address.raw == NOBODY:
        raise AddressInvalid(address=address.raw)
    return address


def friendly(
    raw: str, *, bounceable: bool = False, test_only: bool = False, url_safe: bool = True
) -> str:
    """The friendly form of an address in any form: `UQ...`, bounceable `EQ...`, on test nets
    `0Q...` and `kQ...`. Refusal: AddressInvalid.
    """
    address = parse(raw)
    tag = _BOUNCEABLE if bounceable else _NON_BOUNCEABLE
    body = bytes([tag | (_TEST_ONLY if test_only else 0)])
    body += address.workchain.to_bytes(1, "big", signed=True) + bytes.fromhex(address.account)
    whole = body + crc_hqx(body, 0).to_bytes(2, "big")
    return (urlsafe_b64encode if url_safe else b64encode)(whole).decode()


def _address(workchain: int, account: str, *, bounceable: bool | None, test_only: bool) -> Address:
    if not -128 <= workchain <= 127:  # noqa: PLR2004  a signed byte
        raise AddressInvalid(address=f"{workchain}:{account}")
    return Address(
        workchain=workchain, account=account, bounceable=bounceable, test_only=test_only
    )
