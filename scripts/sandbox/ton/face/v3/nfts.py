"""v3: NFT items, collections and transfers."""

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face import tokens
from scripts.sandbox.ton.face.calls import Call, Method
from scripts.sandbox.ton.face.content import read_content
from scripts.sandbox.ton.face.pages import address_book, page_of, wanted
from scripts.sandbox.ton.face.tokens import Collection, Item
from scripts.sandbox.ton.face.transfers import NFT_TRANSFER, Transfer
from scripts.sandbox.ton.face.v3.transfers import transfers_of
from scripts.sandbox.ton.face.wire import b64, cell_b64, upper


def items(call: Call) -> Json:
    """By address, owner, collection and index. While on sale the owner is the sale contract."""
    args = call.args
    page = page_of(args, descending=False)
    addresses, owners = args.addresses("address"), args.addresses("owner_address")
    parents = args.addresses("collection_address")
    indexes = [int(one) for one in args.texts("index") if one.isdecimal()]
    on_sale = args.flag("include_on_sale", default=False)
    found = [
        one
        for one in tokens.items(call)
        if wanted(addresses, one.address)
        and (wanted(owners, one.owner) or (on_sale and wanted(owners, one.real_owner)))
        and wanted(parents, one.collection)
        and wanted(indexes, one.index)
    ]
    rows = page.cut(found)
    ends = {end for one in rows for end in (one.address, one.owner, one.collection)}
    told: list[object] = [_item(call, one) for one in rows]
    return {"nft_items": told, "address_book": address_book(call.view, ends), "metadata": {}}


def collections(call: Call) -> Json:
    """By address and owner."""
    args = call.args
    page = page_of(args, descending=False)
    addresses, owners = args.addresses("collection_address"), args.addresses("owner_address")
    found = [
        one
        for one in tokens.collections(call)
        if wanted(addresses, one.address) and wanted(owners, one.owner)
    ]
    rows = page.cut(found)
    told: list[object] = [_collection(call, one, bocs=True) for one in rows]
    book = address_book(call.view, {end for one in rows for end in (one.address, one.owner)})
    return {"nft_collections": told, "address_book": book, "metadata": {}}


def nft_transfers(call: Call) -> Json:
    """Messages that asked items to go to another owner, those that failed too."""
    addresses = call.args.addresses("item_address")
    parents = call.args.addresses("collection_address")

    def asked(one: Transfer) -> Item | None:
        item = tokens.item(call, one.tx.account)
        if item is None or not wanted(addresses, item.address):
            return None
        return item if wanted(parents, item.collection) else None

    rows, book = transfers_of(call, NFT_TRANSFER, asked)
    told: list[object] = [_transfer(call, one, item) for one, item in rows]
    return {"nft_transfers": told, "address_book": book, "metadata": {}}


def _item(call: Call, one: Item) -> Json:
    account = call.view.account(one.address)
    parent = None if one.collection is None else tokens.collection(call, one.collection)
    assert account.code is not None, "a get-method of it ran"
    assert account.data is not None, "a get-method of it ran"
    return {
        "address": upper(one.address),
        "init": one.init,
        "index": str(one.index),
        "collection_address": upper(one.collection),
        "owner_address": upper(one.owner),
        "real_owner": upper(one.real_owner),
        "on_sale": one.sale is not None,
        "sale_contract_address": upper(one.sale),
        "auction_contract_address": None,
        "content": read_content(one.content),
        "last_transaction_lt": str(account.last_lt),
        "code_hash": b64(bytes(account.code.hash)),
        "data_hash": b64(bytes(account.data.hash)),
        "collection": None if parent is None else _collection(call, parent, bocs=False),
    }


def _collection(call: Call, one: Collection, *, bocs: bool) -> Json:
    account = call.view.account(one.address)
    assert account.code is not None, "a get-method of it ran"
    assert account.data is not None, "a get-method of it ran"
    told: Json = {
        "address": upper(one.address),
        "owner_address": upper(one.owner),
        "next_item_index": str(one.next_index),
        "collection_content": read_content(one.content),
        "last_transaction_lt": str(account.last_lt),
        "code_hash": b64(bytes(account.code.hash)),
        "data_hash": b64(bytes(account.data.hash)),
    }
    if bocs:
        told |= {"code_boc": cell_b64(account.code), "data_boc": cell_b64(account.data)}
    return told


def _transfer(call: Call, one: Transfer, item: Item) -> Json:
    return {
        **one.shared(call.view),
        "nft_address": upper(item.address),
        "nft_collection": upper(item.collection),
        "old_owner": upper(one.source),
        "new_owner": upper(one.destination),
        "forward_amount": str(one.forward_value),
    }


METHODS = {
    "nft/items": Method(run=items),
    "nft/collections": Method(run=collections),
    "nft/transfers": Method(run=nft_transfers),
}
