"""Pictures through our hands, and IPFS by gateways that come and go."""

import asyncio
from pathlib import Path

import pytest

from bot.gateways.gift_content.addresses import IpfsPath
from bot.gateways.gift_content.disk import PictureFolder
from bot.gateways.gift_content.fetch import Fetcher
from bot.gateways.gift_content.ipfs import DEFAULT, KNOWN, REST_S, Gateways
from bot.gateways.gift_content.kinds import in_text, kind_of
from bot.gateways.gift_content.pictures import FAILED_S, REFUSED_S, Pictures
from domain.gifts.content_ports import ContentGone, ContentRefused
from domain.gifts.models import GiftKey
from domain.shared.refusals import GatewayError, Throttled
from tests.gateways.gift_content.conftest import Make
from tests.gateways.gift_content.content_host import Host

CID = "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"
PNG = b"\x89PNG\r\n\x1a\n" + b"p" * 100
WEBP = b"RIFF\x64\x00\x00\x00WEBPVP8 " + b"w" * 100


class Seconds:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_a_picture_is_asked_for_once(host: Host, make: Make, tmp_path: Path) -> None:
    host.tell("/gift/pepe-1.webp", WEBP, Content_Type="text/html")
    content = make()
    first = await content.picture_of(GiftKey("pepe-1"))
    assert (first.kind, first.body) == ("image/webp", WEBP), "its bytes are believed, not its host"
    assert await content.picture_of(GiftKey("pepe-1")) == first
    assert await make().picture_of(GiftKey("pepe-1")) == first, "another run finds it on disk"
    assert host.asked == ["/gift/pepe-1.webp"]


async def test_many_who_want_the_same_picture_wait_for_one(host: Host, make: Make) -> None:
    host.tell("/a.png", PNG)
    content = make()
    found = await asyncio.gather(*(content.picture(host.at("/a.png")) for _ in range(20)))
    assert {one.body for one in found} == {PNG}
    assert host.asked == ["/a.png"]


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF",
        b"%PDF-1.7 ................",
        b"PK\x03\x04............................",
        b"",
    ],
    ids=["svg", "cut", "pdf", "zip", "nothing"],
)
async def test_what_is_no_picture_is_refused(host: Host, make: Make, body: bytes) -> None:
    host.tell("/a.png", body, Content_Type="image/png")
    with pytest.raises(ContentRefused):
        await make().picture(host.at("/a.png"))


async def test_a_picture_too_large_is_refused(host: Host, make: Make) -> None:
    host.tell("/a.png", PNG + bytes(4 << 20))
    with pytest.raises(ContentRefused):
        await make().picture(host.at("/a.png"))


async def test_the_folder_keeps_to_its_bound(host: Host, make: Make, tmp_path: Path) -> None:
    content = make(folder_bytes_max=350)
    for name in "abc":
        host.tell(f"/{name}.png", PNG + name.encode())
    for name in "aba":
        await content.picture(host.at(f"/{name}.png"))
    await content.picture(host.at("/c.png"))
    await content.picture(host.at("/a.png"))
    assert host.asked == ["/a.png", "/b.png", "/c.png"], "a and c are kept"
    host.tell("/d.png", PNG + b"d")
    await content.picture(host.at("/d.png"))
    host.asked.clear()
    await content.picture(host.at("/a.png"))
    assert host.asked == [], "it was used last but one"
    await content.picture(host.at("/b.png"))
    assert host.asked == ["/b.png"], "the least used one had gone"
    assert sum(path.stat().st_size for path in files_in(tmp_path)) <= 350


async def test_a_spoiled_file_is_brought_anew(host: Host, make: Make, tmp_path: Path) -> None:
    host.tell("/a.png", PNG)
    await make().picture(host.at("/a.png"))
    (kept,) = files_in(tmp_path)
    kept.write_bytes(b"<html>not a picture at all</html>")
    assert (await make().picture(host.at("/a.png"))).body == PNG
    assert len(host.asked) == 2


async def test_half_written_files_go_at_the_start(tmp_path: Path) -> None:
    half = tmp_path / "pictures" / "aa" / ("a" * 60 + ".part")
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    folder = PictureFolder(tmp_path / "pictures", most_bytes=1000)
    assert await folder.get("https://a.example/a.png") is None
    assert not half.exists()
    assert folder.size_bytes == 0


async def test_a_folder_that_cannot_be_written_costs_no_picture(
    host: Host, make: Make, tmp_path: Path
) -> None:
    (tmp_path / "pictures").write_text("a file stands in the way")
    host.tell("/a.png", PNG)
    content = make()
    for _ in range(2):
        assert (await content.picture(host.at("/a.png"))).body == PNG
    assert len(host.asked) == 2


async def test_another_world_begins_without_pictures(host: Host, make: Make) -> None:
    host.tell("/a.png", PNG)
    content = make()
    await content.picture(host.at("/a.png"))
    await content.forget()
    host.tell("/a.png", PNG + b"2")
    assert (await content.picture(host.at("/a.png"))).body == PNG + b"2"


async def test_what_failed_is_left_in_peace_for_a_while(tmp_path: Path) -> None:
    seconds, asked = Seconds(), []
    answers: dict[str, GatewayError | bytes] = {
        "gone": ContentGone("gone"),
        "down": GatewayError("down"),
        "full": Throttled("full", retry_after_s=5),
    }

    async def bodies(address: str) -> bytes:
        asked.append(address)
        answer = answers[address]
        if isinstance(answer, bytes):
            return answer
        raise answer

    folder = PictureFolder(tmp_path, most_bytes=1000)
    pictures = Pictures(folder, bodies, now_s=seconds)
    for _ in range(3):
        for address, kind in (("gone", ContentGone), ("down", GatewayError), ("full", Throttled)):
            with pytest.raises(kind):
                await pictures.get(address)
    assert asked == ["gone", "down", "full"]
    answers["down"] = PNG
    seconds.now += FAILED_S + 1
    assert (await pictures.get("down")).body == PNG
    with pytest.raises(ContentGone):
        await pictures.get("gone")
    assert asked == ["gone", "down", "full", "down"]
    seconds.now += REFUSED_S
    with pytest.raises(ContentGone):
        await pictures.get("gone")
    assert asked[-1] == "gone"


def gateways(host: Host, seconds: Seconds, *names: str) -> tuple[Gateways, Fetcher]:
    fetcher = Fetcher({host.url})
    return Gateways([host.at(f"/{name}") for name in names], fetcher, now_s=seconds), fetcher


async def test_the_next_gateway_is_asked_when_one_fails(host: Host) -> None:
    seconds = Seconds()
    three, fetcher = gateways(host, seconds, "one", "two", "three")
    path = IpfsPath(CID, "/7 a.json")
    host.tell(f"/one/ipfs/{CID}/7 a.json", status=504)
    host.tell(f"/two/ipfs/{CID}/7 a.json", b"<html>come back later</html>")
    host.tell(f"/three/ipfs/{CID}/7 a.json", b"{}")
    assert await three.get(path, most_bytes=100) == b"{}"
    assert [one.split("/")[1] for one in host.asked] == ["one", "two", "three"]
    host.asked.clear()
    assert await three.get(path, most_bytes=100) == b"{}"
    assert [one.split("/")[1] for one in host.asked] == ["three"], "the others rest"
    assert three.resting == {host.at("/one"), host.at("/two")}
    seconds.now += REST_S + 1
    host.tell(f"/one/ipfs/{CID}/7 a.json", b"[]")
    assert await three.get(path, most_bytes=100) == b"[]"
    await fetcher.close()


async def test_what_was_taken_down_is_asked_for_nowhere_else(host: Host) -> None:
    two, fetcher = gateways(host, Seconds(), "one", "two")
    host.tell(f"/one/ipfs/{CID}", status=410)
    host.tell(f"/two/ipfs/{CID}", b"{}")
    with pytest.raises(ContentGone):
        await two.get(IpfsPath(CID), most_bytes=100)
    assert host.asked == [f"/one/ipfs/{CID}"]
    assert two.resting == frozenset(), "it did its work"
    await fetcher.close()


async def test_what_no_gateway_has_is_gone(host: Host) -> None:
    two, fetcher = gateways(host, Seconds(), "one", "two")
    with pytest.raises(ContentGone):
        await two.get(IpfsPath(CID), most_bytes=100)
    host.tell(f"/one/ipfs/{CID}", status=500)
    with pytest.raises(GatewayError) as failed:
        await two.get(IpfsPath(CID), most_bytes=100)
    assert not isinstance(failed.value, ContentGone), "the first one may have it"
    await fetcher.close()


async def test_nobody_is_asked_while_all_rest(host: Host) -> None:
    seconds = Seconds()
    two, fetcher = gateways(host, seconds, "one", "two")
    host.tell(f"/one/ipfs/{CID}", status=429, Retry_After="90")
    host.tell(f"/two/ipfs/{CID}", status=500)
    with pytest.raises(GatewayError):
        await two.get(IpfsPath(CID), most_bytes=100)
    host.asked.clear()
    with pytest.raises(Throttled) as throttled:
        await two.get(IpfsPath(CID), most_bytes=100)
    assert throttled.value.retry_after_s == 90, "as the first one asked for"
    assert host.asked == []
    await fetcher.close()


async def test_pictures_come_over_ipfs_too(host: Host, make: Make) -> None:
    host.tell(f"/gate/ipfs/{CID}/a.png", PNG)
    content = make(gateways=[host.at("/gate")])
    assert (await content.picture(f"ipfs://{CID}/a.png")).body == PNG
    with pytest.raises(ContentRefused):
        await make(gateways=[]).picture(f"ipfs://{CID}/b.png")


def test_the_gateways_that_are_known_and_those_that_are_asked() -> None:
    assert DEFAULT == ("ipfs.io", "gateway.pinata.cloud", "dweb.link")
    assert set(KNOWN) - set(DEFAULT) == {"cloudflare-ipfs"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (b"GIF89a" + bytes(20), "image/gif"),
        (WEBP, "image/webp"),
        (b"\x00\x00\x00\x1cftypavif" + bytes(20), "image/avif"),
        (b"RIFF\x00\x00\x00\x00WAVE" + bytes(20), None),
        (b"\x00\x00\x00\x1cftypmp42" + bytes(20), None),
    ],
)
def test_kinds_by_their_bytes(body: bytes, kind: str | None) -> None:
    assert kind_of(body) == kind


def test_pictures_inside_metadata() -> None:
    assert in_text(PNG) == PNG
    assert in_text(b"data:image/png;base64,iVBORw0KGgpwcHBwcHBwcHBwcHA=") is not None
    assert in_text(b"<svg onload=alert(1)>") is None
    assert in_text(b"PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+") is None
