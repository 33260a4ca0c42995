"""What of strangers' metadata is believed, and how much of it."""

import pytest

from bot.gateways.gift_content.metadata import of_json, plain, read_json
from domain.gifts.content_ports import ContentGone, ContentRefused
from domain.gifts.models import GiftKey
from domain.shared.refusals import GatewayError
from tests.gateways.gift_content.conftest import Make
from tests.gateways.gift_content.content_host import Host


async def test_a_page_is_never_content(host: Host, make: Make) -> None:
    host.tell("/gift/pepe-1.json", b"  <!DOCTYPE html><h1>Just a moment</h1>")
    with pytest.raises(GatewayError, match="a page"):
        await make().of_gift(GiftKey("pepe-1"))


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'"text"', b"\xff\xfe{}"])
async def test_metadata_that_is_none_is_refused(host: Host, make: Make, body: bytes) -> None:
    host.tell("/gift/pepe-1.json", body)
    with pytest.raises(ContentRefused):
        await make().of_gift(GiftKey("pepe-1"))


async def test_metadata_of_a_gift_by_its_key(host: Host, make: Make) -> None:
    host.tell("/gift/hexpot-14619.json", b'\xef\xbb\xbf{"name": "Hex Pot #14619"}')
    told = await make().of_gift(GiftKey("hexpot-14619"))
    assert (told.name, told.form) == ("Hex Pot #14619", None)
    assert told.uri == "https://nft.fragment.com/gift/hexpot-14619.json"
    with pytest.raises(ContentGone):
        await make().of_gift(GiftKey("hexpot-2"))


def test_texts_stay_texts() -> None:
    told = of_json(
        {
            "name": "<b>Pepe</b>\u202e gnp.exe\x00\x1b[31m\u200b",
            "description": "line one\r\n\r\n   line\ttwo" + "!" * 5000,
            "image": ["not", "text"],
            "attributes": [
                {"trait_type": "Model", "value": 7},
                {"trait_type": "Model", "value": True},
                {"trait_type": "", "value": "nothing"},
                {"trait_type": "Backdrop", "value": {"deep": 1}},
                "Symbol",
                {"traitType": "Symbol", "value": "  Gear\n "},
            ],
        },
        uri="https://pictures.example/a.json",
    )
    assert told.name == "<b>Pepe</b> gnp.exe[31m", "letters, to be escaped by whoever shows them"
    assert told.description is not None
    assert told.description.startswith("line one\n\nline two!!!")
    assert len(told.description) == 2000
    assert told.image is None
    assert [(one.trait, one.value) for one in told.attributes] == [
        ("Model", "7"),
        ("Symbol", "Gear"),
    ]


def test_odd_metadata_has_bounds() -> None:
    rows = [{"trait_type": f"t{n}", "value": "x" * 500} for n in range(500)]
    told = of_json({**read_json(b'{"name":"' + b"n" * 9000 + b'"}'), "attributes": rows}, uri="")
    assert len(told.name or "") == 200
    assert len(told.attributes) == 64
    assert all(len(one.value) == 100 for one in told.attributes)
    assert plain("a" * 10**6, 10) == "a" * 10
