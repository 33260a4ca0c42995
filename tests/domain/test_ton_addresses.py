"""Addresses of TON: the standard's example, their forms, what is none, where money may go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ton.address import MAIN_NET, TEST_NET, friendly, parse, usable
from domain.ton.refusals import AddressInvalid, WrongNetwork

HERE = "0:" + "a" * 64
# TEP-2's own example: one account in its four friendly forms.
EXAMPLE = "-1:" + "fcb91a3a3816d0f7b8c2c76108b8a9bc5a6b7a55bd79f8ab101c52db29232260"
FORMS = (
    ("kf/8uRo6OBbQ97jCx2EIuKm8Wmt6Vb15+KsQHFLbKSMiYIny", True, True),
    ("kf_8uRo6OBbQ97jCx2EIuKm8Wmt6Vb15-KsQHFLbKSMiYIny", True, True),
)


@pytest.mark.parametrize(("text", "bounceable", "test_only"), FORMS)
def test_the_example_of_the_standard(text: str, bounceable: bool, test_only: bool) -> None:  # noqa: FBT001
    found = parse(text)
    assert (found.raw, found.bounceable, found.test_only) == (EXAMPLE, bounceable, test_only)
    assert parse(friendly(EXAMPLE, bounceable=True, test_only=True)) == found


@given(st.binary(min_size=32, max_size=32), st.tuples(*[st.booleans()] * 3))
def test_a_friendly_address_reads_back(account: bytes, flags: tuple[bool, bool, bool]) -> None:
    raw = f"0:{account.hex()}"
    bounceable, test_only, url_safe = flags
    text = friendly(raw, bounceable=bounceable, test_only=test_only, url_safe=url_safe)
    found = parse(text)
    assert (found.raw, found.bounceable, found.test_only) == (raw, bounceable, test_only)


@given(st.integers(0, 47), st.sampled_from("ABab09-_"))
def test_one_wrong_letter_is_seen(place: int, letter: str) -> None:
    text = friendly(HERE)
    other = text[:place] + letter + text[place + 1 :]
    if other != text:
        with pytest.raises(AddressInvalid):
            parse(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0:" + "a" * 63,
        "0:" + "g" * 64,
        "00:" + "a" * 64,
        "+0:" + "a" * 64,
        "-0:" + "a" * 64,
        "128:" + "a" * 64,
        "\u0660:" + "a" * 64,
        friendly(HERE) + "=",
        friendly(HERE)[:-1],
        friendly(HERE).replace("q", "+", 1).replace("Q", "_", 1),
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(AddressInvalid):
        parse(text)


@pytest.mark.parametrize(
    ("text", "network", "refusal"),
    [
        (HERE, MAIN_NET, None),
        (friendly(HERE), MAIN_NET, None),
        (friendly(HERE), TEST_NET, None),
        (friendly(HERE, test_only=True), TEST_NET, None),
        (friendly(HERE, test_only=True), MAIN_NET, WrongNetwork),
        ("-1:" + "a" * 64, TEST_NET, WrongNetwork),
        ("0:" + "0" * 64, TEST_NET, AddressInvalid),
    ],
)
def test_where_money_may_go(text: str, network: str, refusal: type[Exception] | None) -> None:
    if refusal is None:
        assert usable(text, network=network).raw == HERE
    else:
        with pytest.raises(refusal):
            usable(text, network=network)
