"""Collections, items and the messages that make them, as the port MintStore has them."""

from typing import Any, Final

import orjson

from domain.shared.change import Change, Changes
from domain.shared.page import Page
from domain.ton.mints.models import (
    Collection,
    CollectionTerms,
    Item,
    MintMessage,
    MintState,
    TokenKind,
    WorkKind,
    WorkState,
)
from storage.cursors import read_number, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update
from storage.ton.signed import SIGNED, fields_of, kept, moved, moving

_MOVED: Final = {"state": "text", "changed_at": "bigint", "version": "bigint"}
_COLLECTION: Final = {
    "id": "text",
    "name": "text",
    "title": "text",
    "about": "text",
    "kind": "text",
    "owner": "text",
    "content": "text",
    "items": "text",
    "royalty_bps": "bigint",
    "royalty_to": "text",
    "address": "text",
    "next_index": "bigint",
    "created_at": "bigint",
    **_MOVED,
}
_ITEM: Final = {
    "id": "text",
    "collection": "text",
    "number": "bigint",
    "ref": "text",
    "owner": "text",
    "title": "text",
    "traits": "text",
    "address": "text",
    "created_at": "bigint",
    **_MOVED,
}
_MESSAGE: Final = {
    "id": "text",
    "collection": "text",
    "kind": "text",
    "value": "bigint",
    **SIGNED,
}
_ADD_COLLECTION = insert("ton_collections", key=("id",), columns=_COLLECTION)
_MOVE_COLLECTION = update(
    "ton_collections",
    key={"id": "text"},
    given={**_MOVED, "next_index": "bigint", "was": "bigint"},
    set={**{name: f":{name}" for name in _MOVED}, "next_index": ":next_index"},
    where="t.version = :was",
)
_ADD_ITEM = insert("ton_items", key=("id",), columns=_ITEM)
_MOVE_ITEM = update(
    "ton_items",
    key={"id": "text"},
    given={**_MOVED, "was": "bigint"},
    set={name: f":{name}" for name in _MOVED},
    where="t.version = :was",
)
_ADD_MESSAGE = insert("ton_mint_messages", key=("id",), columns=_MESSAGE)
_CARRY = insert(
    "ton_mint_sends", key=("item", "message"), columns={"item": "text", "message": "text"}
)
_MOVE_MESSAGE = moving("ton_mint_messages")
_OPEN: Final = "('created', 'sent', 'review')"
_UNDER_WAY: Final = """SELECT id FROM ton_collections WHERE state IN ('created', 'sent')
UNION SELECT i.collection FROM ton_items AS i JOIN ton_collections AS c ON c.id = i.collection
    WHERE i.state IN ('created', 'sent', 'revoking') AND c.state = 'minted'
UNION SELECT collection FROM ton_mint_messages WHERE state = 'pending' ORDER BY 1 LIMIT ?"""
_BY_ITEM: Final = "WHERE id IN (SELECT message FROM ton_mint_sends WHERE item = ?) ORDER BY id"


class MintRows:
    """Implements domain.ton.mints.ports.MintStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_collection(self, collection: Collection) -> Change:
        terms = collection.terms
        return _ADD_COLLECTION(
            id=collection.id,
            name=collection.name,
            title=collection.title,
            about=collection.about,
            kind=terms.kind.value,
            owner=terms.owner,
            content=terms.content,
            items=terms.items,
            royalty_bps=terms.royalty_bps,
            royalty_to=terms.royalty_to,
            address=collection.address,
            next_index=collection.next_index,
            created_at=collection.created_at,
            **_moved(collection),
        )

    def move_collection(self, was: Collection, now: Collection) -> Change:
        return _MOVE_COLLECTION(
            id=was.id, was=was.version, next_index=now.next_index, **_moved(now)
        )

    def add_item(self, item: Item) -> Change:
        return _ADD_ITEM(
            id=item.id,
            collection=item.collection,
            number=item.index,
            ref=item.ref,
            owner=item.owner,
            title=item.title,
            traits=orjson.dumps(item.traits).decode(),
            address=item.address,
            created_at=item.created_at,
            **_moved(item),
        )

    def move_item(self, was: Item, now: Item) -> Change:
        return _MOVE_ITEM(id=was.id, was=was.version, **_moved(now))

    def add_message(self, message: MintMessage) -> Changes:
        added = _ADD_MESSAGE(
            collection=message.collection,
            kind=message.kind.value,
            value=message.value,
            **kept(message),
        )
        return (added, [_CARRY(item=item, message=message.id) for item in message.items])

    def move_message(self, was: MintMessage, now: MintMessage) -> Change:
        return moved(_MOVE_MESSAGE, was, now)

    async def collection(self, collection_id: str) -> Collection | None:
        return await self._collection("id = ?", collection_id)

    async def collection_named(self, name: str) -> Collection | None:
        return await self._collection("name = ?", name)

    async def item(self, item_id: str) -> Item | None:
        found = await self._items("WHERE id = ?", item_id)
        return found[0] if found else None

    async def item_for(self, collection_id: str, ref: str) -> Item | None:
        found = await self._items("WHERE collection = ? AND ref = ?", collection_id, ref)
        return found[0] if found else None

    async def item_at(self, collection_id: str, index: int) -> Item | None:
        found = await self._items("WHERE collection = ? AND number = ?", collection_id, index)
        return found[0] if found else None

    async def items(self, collection_id: str, *, cursor: str | None, limit: int) -> Page[Item]:
        scope = f"items:{collection_id}"
        after = read_number(scope, cursor) if cursor is not None else -1
        found = await self._items(
            "WHERE collection = ? AND number > ? ORDER BY number LIMIT ?",
            collection_id,
            after,
            limit + 1,
        )
        following = write_cursor(scope, found[limit - 1].index) if len(found) > limit else None
        return Page(found[:limit], following)

    async def open_items(self, collection_id: str, limit: int) -> tuple[Item, ...]:
        where = f"WHERE collection = ? AND state IN {_OPEN} ORDER BY number LIMIT ?"
        return await self._items(where, collection_id, limit)

    async def revoking(self, collection_id: str, limit: int) -> tuple[Item, ...]:
        where = "WHERE collection = ? AND state = 'revoking' ORDER BY number LIMIT ?"
        return await self._items(where, collection_id, limit)

    async def waiting(self, collection_id: str) -> MintMessage | None:
        found = await self._messages("WHERE collection = ? AND state = 'pending'", collection_id)
        return found[0] if found else None

    async def messages(self, collection_id: str, item_id: str | None) -> tuple[MintMessage, ...]:
        if item_id is not None:
            return await self._messages(_BY_ITEM, item_id)
        where = "WHERE collection = ? AND kind = 'deploy' ORDER BY id"
        return await self._messages(where, collection_id)

    async def under_way(self, limit: int) -> tuple[str, ...]:
        rows = await self._database.rows(_UNDER_WAY, limit)
        return tuple(str(row[0]) for row in rows)

    async def _collection(self, where: str, value: str) -> Collection | None:
        sql = f"SELECT {', '.join(_COLLECTION)} FROM ton_collections WHERE {where}"
        row = await self._database.row(sql, value)
        return _collection(row) if row is not None else None

    async def _items(self, where: str, *values: object) -> tuple[Item, ...]:
        sql = f"SELECT {', '.join(_ITEM)} FROM ton_items {where}"
        return tuple(_item(row) for row in await self._database.rows(sql, *values))

    async def _messages(self, where: str, *values: object) -> tuple[MintMessage, ...]:
        sql = f"SELECT {', '.join(_MESSAGE)} FROM ton_mint_messages {where}"
        rows = await self._database.rows(sql, *values)
        return tuple([await self._message(row) for row in rows])

    async def _message(self, row: Row) -> MintMessage:
        value = dict(zip(_MESSAGE, row, strict=True))
        carried = await self._database.rows(
            "SELECT s.item FROM ton_mint_sends AS s JOIN ton_items AS i ON i.id = s.item "
            "WHERE s.message = ? ORDER BY i.number",
            value["id"],
        )
        return MintMessage(
            collection=value["collection"],
            kind=WorkKind(value["kind"]),
            items=tuple(str(item) for (item,) in carried),
            value=value["value"],
            state=WorkState(value["state"]),
            **fields_of(value),
        )


def _moved(thing: Collection | Item) -> dict[str, Any]:
    return {
        "state": thing.state.value,
        "changed_at": thing.changed_at,
        "version": thing.version,
    }


def _collection(row: Row) -> Collection:
    value = dict(zip(_COLLECTION, row, strict=True))
    return Collection(
        id=value["id"],
        name=value["name"],
        title=value["title"],
        about=value["about"],
        terms=CollectionTerms(
            kind=TokenKind(value["kind"]),
            owner=value["owner"],
            content=value["content"],
            items=value["items"],
            royalty_bps=value["royalty_bps"],
            royalty_to=value["royalty_to"],
        ),
        address=value["address"],
        state=MintState(value["state"]),
        next_index=value["next_index"],
        created_at=value["created_at"],
        changed_at=value["changed_at"],
        version=value["version"],
    )


def _item(row: Row) -> Item:
    value = dict(zip(_ITEM, row, strict=True))
    return Item(
        id=value["id"],
        collection=value["collection"],
        index=value["number"],
        ref=value["ref"],
        owner=value["owner"],
        title=value["title"],
        traits=tuple((name, text) for name, text in orjson.loads(value["traits"])),
        address=value["address"],
        state=MintState(value["state"]),
        created_at=value["created_at"],
        changed_at=value["changed_at"],
        version=value["version"],
    )
