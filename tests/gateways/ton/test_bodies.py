"""Bodies of messages: what we write is read as it was meant, what strangers write never raises."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from bot.gateways.ton import bodies
from bot.gateways.ton.bodies import comment, jetton_transfer, read_comment, read_jetton, snake
from bot.gateways.ton.cells import BadCell, library_address, parse
from bot.gateways.ton.transactions import from_index
from bot.gateways.ton.tx_cells import from_cell
from domain.ton.models import JettonMove, Op

ALICE = "0:" + "a1" * 32
BOB = "0:" + "b0" * 32


@pytest.mark.parametrize("text", ["", "K7Q2", "ключ 🔑", "x" * 256, "long " * 40])
def test_a_comment_comes_back(text: str) -> None:
    assert read_comment(comment(text)) == text


def test_a_comment_is_bounded_and_in_one_form() -> None:
    assert read_comment(comment("a" * 10_000)) == "a" * 256
    assert read_comment(comment("e\u0301")) == "\u00e9"
    assert read_comment(comment("\U0001f511" * 300)) == "\U0001f511" * 256


@pytest.mark.parametrize("bytes_", [b"\xff\xfe", b"\x80", b"ok\xc3", b"\xed\xa0\x80", b"\x00\x01"])
def test_bytes_that_are_no_text_show_as_such(bytes_: bytes) -> None:
    text = read_comment(snake(bytes(4) + bytes_))
    assert text is not None
    text.encode()


def test_what_is_no_comment_has_none() -> None:
    assert read_comment(Builder().end_cell()) is None
    assert read_comment(Builder().store_uint(0, 31).end_cell()) is None
    assert read_comment(snake(Op.ENCRYPTED.to_bytes(4, "big") + b"sealed")) is None


def test_bits_that_make_no_byte_are_left_out() -> None:
    body = Builder().store_uint(0, 32).store_bytes(b"hi").store_uint(3, 5).end_cell()
    assert read_comment(body) == "hi"


def test_of_a_bounced_comment_its_beginning_is_left() -> None:
    ref = "01jdzv4k2m8qx7c5n9r3t6w0ya"
    back = Builder().store_uint(0xFFFFFFFF, 32).store_uint(0, 32).store_bytes(ref.encode())
    assert read_comment(back.end_cell(), bounced=True) == ref
    assert read_comment(comment(ref), bounced=True) is None
    other = Builder().store_uint(0xFFFFFFFF, 32).store_uint(7, 32).end_cell()
    assert read_comment(other, bounced=True) is None


def test_a_jetton_transfer_comes_back() -> None:
    body = jetton_transfer(query_id=7, amount=10**6, to=BOB, excesses_to=ALICE, text="ref")
    assert read_jetton(body) == JettonMove(
        op=Op.JETTON_TRANSFER, query_id=7, amount=10**6, peer=BOB, comment="ref"
    )


@pytest.mark.parametrize("in_place", [True, False])
def test_a_notification_carries_its_comment_either_way(*, in_place: bool) -> None:
    body = Builder().store_uint(Op.JETTON_NOTIFY, 32).store_uint(1, 64).store_coins(5)
    body.store_address(library_address(ALICE)).store_bit_int(int(not in_place))
    if in_place:
        body.store_uint(0, 32).store_bytes(b"K7Q2")
    else:
        body.store_ref(comment("K7Q2"))
    assert read_jetton(body.end_cell()) == JettonMove(
        op=Op.JETTON_NOTIFY, query_id=1, amount=5, peer=ALICE, comment="K7Q2"
    )


def test_a_notification_without_payload_still_counts() -> None:
    body = Builder().store_uint(Op.JETTON_NOTIFY, 32).store_uint(1, 64).store_coins(5)
    body.store_address(None)
    assert read_jetton(body.end_cell()) == JettonMove(
        op=Op.JETTON_NOTIFY, query_id=1, amount=5, peer=None, comment=None
    )


def test_an_internal_transfer_that_came_back() -> None:
    body = Builder().store_uint(0xFFFFFFFF, 32).store_uint(Op.JETTON_INTERNAL, 32)
    body.store_uint(9, 64).store_coins(8)
    assert read_jetton(body.end_cell(), bounced=True) == JettonMove(
        op=Op.JETTON_INTERNAL, query_id=9, amount=8, peer=None, comment=None
    )
    assert read_jetton(comment("no"), bounced=True) is None


@pytest.mark.parametrize("op", [Op.JETTON_TRANSFER, Op.JETTON_INTERNAL, Op.JETTON_NOTIFY, 1])
def test_a_jetton_body_that_is_cut_off_is_none(op: int) -> None:
    for bits in (0, 10, 64, 66):
        body = Builder().store_uint(op, 32).store_bits("1" * bits).end_cell()
        assert read_jetton(body) is None


TREES = st.recursive(
    st.tuples(st.binary(max_size=126), st.integers(0, 7), st.just(())),
    lambda inner: st.tuples(
        st.binary(max_size=126), st.integers(0, 7), st.lists(inner, max_size=4).map(tuple)
    ),
    max_leaves=6,
)
OPS = st.sampled_from(
    [None, 0, 0xFFFFFFFF, Op.JETTON_NOTIFY, Op.JETTON_INTERNAL, Op.JETTON_TRANSFER, Op.ENCRYPTED]
)


@settings(max_examples=200, deadline=None)
@given(tree=TREES, op=OPS)
def test_no_body_of_a_stranger_raises(tree: tuple[object, ...], op: int | None) -> None:
    body = _cell(tree, op)
    for bounced in (False, True):
        text = read_comment(body, bounced=bounced)
        assert text is None or len(text) <= bodies.COMMENT_LETTERS_MAX
        if text is not None:
            text.encode()
        read_jetton(body, bounced=bounced)
    bodies.op_of(body)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_of_a_stranger_raise_anything_else(bag: bytes) -> None:
    for prefix in (b"", bytes.fromhex("b5ee9c72"), bytes.fromhex("b5ee9c72410101")):
        try:
            cell = parse(prefix + bag)
        except BadCell:
            continue
        read_comment(cell)
        with pytest.raises(BadCell):
            from_cell(ALICE, cell)


def test_a_bag_that_doubles_itself_is_read_all_the_same() -> None:
    """Cells that refer twice to the next one are few in a bag, and too many to walk through."""
    cell = Builder().store_uint(0, 32).end_cell()
    for _ in range(60):
        cell = Builder().store_uint(0, 32).store_ref(cell).store_ref(cell).end_cell()
    assert read_comment(cell) == "\0" * 240
    assert read_jetton(cell) is None


def test_an_index_with_an_unreadable_body_loses_the_comment_only() -> None:
    told = _row(body="te6cckEBAQEAAgAAAEysuc0=")
    assert from_index(told).message is not None
    broken = from_index(_row(body=base64.b64encode(b"no bag").decode())).message
    assert broken is not None
    assert (broken.op, broken.comment, broken.jetton) == (None, None, None)
    assert broken.body_hash == "22" * 32


def _row(*, body: str) -> dict[str, object]:
    digest = base64.b64encode(b"\x22" * 32).decode()
    return {
        "account": ALICE.upper().replace("0X", "0:"),
        "hash": digest,
        "lt": "7",
        "now": 1,
        "total_fees": "3",
        "prev_trans_hash": digest,
        "prev_trans_lt": "6",
        "description": {"aborted": False},
        "in_msg": {
            "hash": digest,
            "source": BOB,
            "destination": ALICE,
            "value": "5",
            "message_content": {"hash": digest, "body": body},
        },
        "out_msgs": [],
    }


def _cell(tree: tuple[object, ...], op: int | None = None) -> Cell:
    content, extra, inner = tree
    assert isinstance(content, bytes)
    assert isinstance(extra, int)
    assert isinstance(inner, tuple)
    built = Builder()
    if op is not None:
        built.store_uint(op, 32)
    built.store_bytes(content[:118])
    built.store_bits("1" * extra)
    for one in inner:
        built.store_ref(_cell(one))
    return built.end_cell()
