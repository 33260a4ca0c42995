"""Metadata out of JSON and out of values on the chain, and the two put together."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import orjson

from bot.gateways.gift_content.addresses import LENGTH_MAX, joined
from bot.gateways.gift_content.kinds import in_text
from bot.gateways.gift_content.tep64 import Content
from domain.gifts.content_ports import Attribute, ContentForm, ContentRefused, Metadata

NAME_MAX: Final = 200
DESCRIPTION_MAX: Final = 2_000
ATTRIBUTES_MAX: Final = 64
ATTRIBUTE_MAX: Final = 100
_IMAGES: Final = ("image", "image_url", "content_url")
_ANIMATIONS: Final = ("lottie", "animation_url")
_TRAITS: Final = ("trait_type", "traitType", "trait", "name")
_SPACES: Final = re.compile(r"\s+")
# Marks that turn the direction of writing, and that take no room: they make one text look like
# another.
_UNSEEN: Final = frozenset("\u061c\u200b\u200e\u200f\u2060\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
Told = Mapping[str, object]


def read_json(body: bytes) -> Told:
    """Raises ContentRefused for what is no object of JSON."""
    try:
        told = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        raise ContentRefused("metadata that is no JSON") from None
    if not isinstance(told, dict):
        raise ContentRefused("metadata that is no object")
    return told


def of_json(told: Told, *, uri: str) -> Metadata:
    return _metadata(told, form=None, uri=uri)


def of_chain(content: Content) -> Metadata:
    """What the chain alone tells."""
    told: dict[str, object] = {
        name: value.decode(errors="replace") for name, value in content.values.items()
    }
    told["attributes"] = _json_list(content.values.get("attributes"))
    found = _metadata(told, form=content.form, uri=content.uri)
    drawn = in_text(content.values.get("image_data", b""))
    return _with(found, image_data=drawn)


def merged(chain: Metadata, off: Metadata) -> Metadata:
    """Values on the chain win."""
    return Metadata(
        form=chain.form,
        uri=chain.uri,
        name=chain.name or off.name,
        description=chain.description or off.description,
        image=chain.image or off.image,
        image_data=chain.image_data or off.image_data,
        animation=chain.animation or off.animation,
        attributes=chain.attributes or off.attributes,
    )


def in_part(chain: Metadata) -> Metadata:
    """The part off the chain could not be read this time."""
    return _with(chain, image_data=chain.image_data, whole=False)


def has_values(found: Metadata) -> bool:
    return found.form is not ContentForm.OFF_CHAIN


def plain(value: object, most: int, *, lines: bool = False) -> str | None:
    """Text to be shown as it is: bounded, no control characters, nothing that turns around or
    hides what stands beside it. What is markup stays the letters that it is written in.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = unicodedata.normalize("NFC", str(value)[: most * 4])
    kept = "".join(one for one in text if _seen(one))
    if lines:
        rows = (_SPACES.sub(" ", row).strip() for row in kept.splitlines())
        short = "\n".join(rows).strip()
    else:
        short = _SPACES.sub(" ", kept).strip()
    return short[:most].rstrip() or None


def _metadata(told: Told, *, form: ContentForm | None, uri: str | None) -> Metadata:
    return Metadata(
        form=form,
        uri=uri,
        name=plain(told.get("name"), NAME_MAX),
        description=plain(told.get("description"), DESCRIPTION_MAX, lines=True),
        image=_address(told, _IMAGES, uri),
        image_data=None,
        animation=_address(told, _ANIMATIONS, uri),
        attributes=tuple(_attributes(told.get("attributes")))[:ATTRIBUTES_MAX],
    )


def _with(found: Metadata, *, image_data: bytes | None, whole: bool = True) -> Metadata:
    return Metadata(
        form=found.form,
        uri=found.uri,
        name=found.name,
        description=found.description,
        image=found.image,
        image_data=image_data,
        animation=found.animation,
        attributes=found.attributes,
        whole=whole,
    )


def _address(told: Told, names: Iterable[str], base: str | None) -> str | None:
    for name in names:
        value = told.get(name)
        if isinstance(value, str) and 0 < len(value.strip()) <= LENGTH_MAX:
            return joined(base, value.strip())
    return None


def _attributes(told: object) -> Iterator[Attribute]:
    """A list of pairs, or one object of names and values."""
    if isinstance(told, dict):
        told = [{"trait_type": name, "value": value} for name, value in told.items()]
    if not isinstance(told, list):
        return
    for row in told[: ATTRIBUTES_MAX * 4]:
        if not isinstance(row, dict):
            continue
        named = next((row[name] for name in _TRAITS if name in row), None)
        trait, value = plain(named, ATTRIBUTE_MAX), plain(row.get("value"), ATTRIBUTE_MAX)
        if trait and value:
            yield Attribute(trait=trait, value=value)


def _json_list(value: bytes | None) -> object:
    try:
        return None if value is None else orjson.loads(value)
    except orjson.JSONDecodeError:
        return None


def _seen(one: str) -> bool:
    if one in _UNSEEN:
        return False
    return one.isspace() or unicodedata.category(one) not in {"Cc", "Cs", "Co", "Cn"}
