"""JSON values as others send them, taken apart strictly: what is not of its form is an answer that
cannot be used, and the same call may give a better one later.
"""

import base64
import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.gateways.ton.cells import HASH_BYTES, BadCell, bytes_of_base64
from domain.shared.refusals import GatewayError

_WHOLE: Final = re.compile(r"-?[0-9]{1,80}", re.ASCII)
_HEX_HASH: Final = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
_RAW: Final = re.compile(r"-?[0-9]{1,3}:[0-9a-fA-F]{64}", re.ASCII)

Row = Mapping[str, object]


class OddAnswer(GatewayError):
    """An answer that is not of the form that it should have."""


def row(value: object, what: str) -> Row:
    if not isinstance(value, Mapping):
        raise OddAnswer(f"{what}: not an object")
    return value


def rows(value: object, what: str) -> Sequence[Row]:
    if not isinstance(value, list):
        raise OddAnswer(f"{what}: not a list")
    return [row(one, what) for one in value]


def whole(value: object, what: str) -> int:
    """A whole number, as a number or as text; never a float."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise OddAnswer(f"{what}: not a whole number")


def whole_or_none(value: object) -> int:
    """0 stands for what is left out."""
    return 0 if value is None else whole(value, "number")


def flag(value: object) -> bool:
    """Left out means no."""
    if value is None:
        return False
    if not isinstance(value, bool):
        raise OddAnswer("flag: not a boolean")
    return value


def text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise OddAnswer(f"{what}: not text")
    return value


def hash_hex(value: object, what: str) -> str:
    """A hash in base 64 or hex, given as 64 hex digits in lower case."""
    told = text(value, what)
    if _HEX_HASH.fullmatch(told):
        return told.lower()
    try:
        digest = bytes_of_base64(told)
    except BadCell:
        digest = b""
    if len(digest) != HASH_BYTES:
        raise OddAnswer(f"{what}: not a hash")
    return digest.hex()


def hash_base64(hex_digits: str) -> str:
    return base64.b64encode(bytes.fromhex(hex_digits)).decode()


def address(value: object) -> str | None:
    """A raw address in lower case; None for none, and for one outside the chain."""
    if not isinstance(value, str) or not _RAW.fullmatch(value):
        return None
    return value.lower()
