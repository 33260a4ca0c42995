"""Opaque cursors: where a list goes on. They are checked, not trusted: a cursor that we did not
make, or that belongs to another list, is refused.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import blake2s
from typing import Final

import orjson

from domain.shared.refusals import Invalid

_MARK_BYTES: Final = 6


def write_cursor(scope: str, *values: int | str) -> str:
    """`scope` names the list (kind and owner), `values` the last item's place in it."""
    body = orjson.dumps(values)
    return urlsafe_b64encode(_mark(scope, body) + body).rstrip(b"=").decode()


def read_cursor(scope: str, cursor: str) -> list[int | str]:
    """Refusal: Invalid."""
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        mark, body = raw[:_MARK_BYTES], raw[_MARK_BYTES:]
        if mark != _mark(scope, body):
            raise Invalid(field="cursor")
        values: list[int | str] = orjson.loads(body)
    except (Error, ValueError) as error:
        raise Invalid(field="cursor") from error
    return values


def read_number(scope: str, cursor: str) -> int:
    """A cursor that holds one number. Refusal: Invalid."""
    return int(read_cursor(scope, cursor)[0])


def _mark(scope: str, body: bytes) -> bytes:
    return blake2s(scope.encode() + b"\0" + body, digest_size=_MARK_BYTES).digest()
