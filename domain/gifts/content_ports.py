"""What the area needs to know what a gift looks like: metadata by TEP-64, and pictures.

Whatever comes back was written by strangers: texts are plain text of bounded length, never
markup, and addresses of pictures are asked for only through `PictureReader`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.gifts.models import GiftKey
from domain.shared.refusals import GatewayRejected
from domain.ton.models import GetResult, StackArg


class ContentGone(GatewayRejected):
    """There is no such content, or it was taken down: asking again does not help."""


class ContentRefused(GatewayRejected):
    """It must not be asked for, or is not what it should be: an address that is neither https nor
    IPFS, one inside our own network, a body that is too large or of another kind.
    """


class ContentForm(StrEnum):
    """How TEP-64 keeps it. `semi_chain`: both, and what is on the chain wins."""

    ON_CHAIN = "on_chain"
    OFF_CHAIN = "off_chain"
    SEMI_CHAIN = "semi_chain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    trait: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """`form` is None where no contract was asked. `whole` is False when the part that is off the
    chain could not be read, so that another time may tell more.
    """

    form: ContentForm | None
    uri: str | None
    name: str | None
    description: str | None
    image: str | None
    image_data: bytes | None
    animation: str | None
    attributes: tuple[Attribute, ...]
    whole: bool = True

    def attribute(self, trait: str) -> str | None:
        """The first of that kind, whatever its case."""
        wanted = trait.casefold()
        return next((one.value for one in self.attributes if one.trait.casefold() == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`kind` is the media type that the bytes themselves show; `tag` their hash, for caches."""

    kind: str
    body: bytes
    tag: str


class GetMethods(Protocol):
    """The part of a chain reader that content needs."""

    async def run(
        self, address: str, method: str, stack: Sequence[StackArg] = ()
    ) -> GetResult: ...


class ContentReader(Protocol):
    """Raises ContentGone, ContentRefused, or another GatewayError (temporary)."""

    async def of_item(self, address: str) -> Metadata:
        """Of an item by its raw address; that of a collection's item is put together by its
        collection. ContentGone: there is no item.
        """
        ...

    async def of_collection(self, address: str) -> Metadata: ...

    async def of_gift(self, gift: GiftKey) -> Metadata:
        """As it is published for gifts on the chain, without asking the chain. ContentGone: not
        on the chain.
        """
        ...


class PictureReader(Protocol):
    """Pictures for our own pages, kept for a while. Raises as ContentReader."""

    async def picture(self, url: str) -> Picture:
        """An https or IPFS address as metadata names it."""
        ...

    async def picture_of(self, gift: GiftKey) -> Picture:
        """Of any gift, on the chain or not."""
        ...
