"""Addresses, hashes and cells as toncenter writes and reads them."""

import base64
import binascii
import re

from pytoniq_core.boc.address import Address, ExternalAddress
from pytoniq_core.boc.cell import Cell

HASH_BYTES = 32
_RAW = re.compile(r"(-?\d{1,3}):([0-9a-fA-F]{64})")
_FRIENDLY = re.compile(r"[A-Za-z0-9_+/-]{48}")
_HEX_HASH = re.compile(r"(?:0x)?([0-9a-fA-F]{64})")
_TAGS = (0x11, 0x51)
_TEST_FLAG = 0x80


class BadForm(ValueError):
    """What was given is not of the form that is asked for; the text says which."""


def raw_address(text: str) -> str:
    """Any form as `0:<64 hex lower case>`; BadForm when it is no address.

    Both flags of a friendly form are taken: toncenter answers for an address of either network.
    """
    raw = _RAW.fullmatch(text)
    if raw is not None:
        if not -128 <= int(raw[1]) <= 127:
            raise BadForm("no such workchain")
        return f"{int(raw[1])}:{raw[2].lower()}"
    if _FRIENDLY.fullmatch(text) is None:
        raise BadForm("not an address")
    body = base64.b64decode(text.replace("-", "+").replace("_", "/"))
    if body[0] & ~_TEST_FLAG not in _TAGS or binascii.crc_hqx(body[:34], 0) != _checksum(body):
        raise BadForm("not an address")
    workchain = int.from_bytes(body[1:2], signed=True)
    return f"{workchain}:{body[2:34].hex()}"


def friendly(raw: str, *, bounceable: bool = True, test_only: bool = False) -> str:
    """The friendly form, safe in addresses of pages."""
    return str(Address(raw).to_str(is_bounceable=bounceable, is_test_only=test_only))


def upper(raw: str | None) -> str | None:
    """The raw form as the v3 index writes it: hex in capitals."""
    return None if raw is None else raw.upper()


def address_text(address: Address | ExternalAddress | None) -> str | None:
    """The raw form of an address in a cell; None for none and for an external one."""
    if not isinstance(address, Address):
        return None
    return f"{address.wc}:{address.hash_part.hex()}"


def read_hash(text: str) -> bytes:
    """Hex or base64 of either alphabet; BadForm when it is no hash."""
    found = _HEX_HASH.fullmatch(text)
    if found is not None:
        return bytes.fromhex(found[1])
    # A plus sign in a query that nobody escaped arrives as a space.
    plain = text.replace("-", "+").replace("_", "/").replace(" ", "+").rstrip("=")
    try:
        value = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error as error:
        raise BadForm("not a hash") from error
    if len(value) != HASH_BYTES:
        raise BadForm("not a hash")
    return value


def read_cell(text: str) -> Cell:
    """One root from a BoC in base64 or hex; BadForm when it is none."""
    try:
        body = bytes.fromhex(text) if _is_hex(text) else _from_base64(text)
        return Cell.one_from_boc(body)
    except Exception as error:
        # The reader of cells has no exception of its own: whatever it raises, it is no BoC.
        raise BadForm("not a bag of cells") from error


def b64(value: bytes) -> str:
    """Standard base64, as in every hash and BoC that toncenter gives."""
    return base64.b64encode(value).decode()


def cell_b64(cell: Cell) -> str:
    """A cell as base64 of its BoC."""
    return b64(cell.to_boc())


def _is_hex(text: str) -> bool:
    return text[:8].lower() == "b5ee9c72"


def _from_base64(text: str) -> bytes:
    plain = text.strip().replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)


def _checksum(body: bytes) -> int:
    return int.from_bytes(body[34:36])
