"""One key per collection and gift, however a market writes the name.

Short name: spaces, hyphens, dots and both apostrophes left out, lower case (the rule of the
collection's own address on Fragment and of Telegram's gift links).
"""

import re
from typing import Final

from domain.gifts.models import CollectionKey, GiftKey
from domain.shared.refusals import Invalid

NUMBER_BELOW: Final = 2**31
_LEFT_OUT: Final = str.maketrans("", "", " -.'`\u2019\u2018\u00b4\u00a0\u2010\u2011")
_KEY: Final = re.compile(r"[a-z0-9]{1,64}", re.ASCII)
_GIFT: Final = re.compile(r"([a-z0-9]{1,64})-(0|[1-9][0-9]{0,9})", re.ASCII)


def collection_key(title: str) -> CollectionKey:
    """Of a title or a slug without its number. Refusal: Invalid when nothing of it is left."""
    key = title.translate(_LEFT_OUT).lower()
    if not _KEY.fullmatch(key):
        raise Invalid(field="collection")
    return CollectionKey(key)


def gift_key(collection: CollectionKey, number: int) -> GiftKey:
    return GiftKey(f"{collection}-{number}")


def parse_gift(text: str) -> tuple[CollectionKey, int]:
    """Of a key or slug: `plushpepe-1234`, `PlushPepe-1234`. Refusal: Invalid."""
    match = _GIFT.fullmatch(text.lower())
    if match is None or int(match.group(2)) >= NUMBER_BELOW:
        raise Invalid(field="gift")
    return CollectionKey(match.group(1)), int(match.group(2))
