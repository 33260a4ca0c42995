"""Texts: entities found and given, their places in UTF-16, parse modes."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.sandbox.telegram import entities
from scripts.sandbox.telegram.errors import ApiError
from scripts.sandbox.telegram.html_text import HtmlText
from scripts.sandbox.telegram.markdown_text import MarkdownText
from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.raw_bot import RawBot, raw_bot


@pytest.fixture
async def bot(world: World, caller: Caller) -> AsyncIterator[RawBot]:
    await caller.person("alice", id=1001)
    await caller.make("/chats/alice/messages", {"text": "hello"})
    async with raw_bot(world.core.url, world.bot.token) as there:
        yield there


def _pieces(text: str, found: list[dict[str, object]]) -> list[tuple[object, str]]:
    """Kind and covered text of each entity."""
    raw = text.encode("utf-16-le")
    cut = []
    for one in found:
        offset, length = one["offset"], one["length"]
        assert isinstance(offset, int)
        assert isinstance(length, int)
        cut.append((one["type"], raw[2 * offset : 2 * (offset + length)].decode("utf-16-le")))
    return cut


async def test_found_entities_count_in_utf16(bot: RawBot, caller: Caller) -> None:
    text = "😀 /topup@souk_bot 50 for @alice, see https://t.me/x?y=1. #souk $TON a.b@c.io"
    await caller.make("/chats/alice/messages", {"text": text})
    message = (await bot.updates())[-1]["message"]
    assert _pieces(message["text"], message["entities"]) == [
        ("bot_command", "/topup@souk_bot"),
        ("mention", "@alice"),
        ("url", "https://t.me/x?y=1"),
        ("hashtag", "#souk"),
        ("cashtag", "$TON"),
        ("email", "a.b@c.io"),
    ]


@pytest.mark.parametrize("text", ["1/2", "a/b", "50%", "#1", "@ab", "$ton", "1.5 TON", "x@y"])
def test_what_is_no_entity(text: str) -> None:
    assert entities.found_in(text) == []


async def test_html_becomes_entities(bot: RawBot) -> None:
    html = (
        '  😀<b>bold <i>both</i></b> &lt;x&gt; <a href="https://a.io">link</a>'
        ' <a href="tg://user?id=1001">Alice</a> <tg-spoiler>s</tg-spoiler>'
        '<pre><code class="language-py">1 + 1</code></pre><blockquote expandable>q</blockquote> '
    )
    sent = await bot.ok("sendMessage", chat_id=1001, text=html, parse_mode="HTML")
    assert sent["text"] == "😀bold both <x> link Alice s1 + 1q"
    assert _pieces(sent["text"], sent["entities"]) == [
        ("bold", "bold both"),
        ("italic", "both"),
        ("text_link", "link"),
        ("text_mention", "Alice"),
        ("spoiler", "s"),
        ("pre", "1 + 1"),
        ("expandable_blockquote", "q"),
    ]
    by_kind = {one["type"]: one for one in sent["entities"]}
    assert by_kind["text_link"]["url"] == "https://a.io/"
    assert by_kind["text_mention"]["user"]["id"] == 1001
    assert by_kind["pre"]["language"] == "py"


async def test_markdown_v2_becomes_entities(bot: RawBot) -> None:
    source = r"😀*bold _both_* __under__ ~no~ ||s|| [link](https://a.io/\)) `c` 1\.5"
    sent = await bot.ok("sendMessage", chat_id=1001, text=source, parse_mode="MarkdownV2")
    assert sent["text"] == "😀bold both under no s link c 1.5"
    assert _pieces(sent["text"], sent["entities"]) == [
        ("bold", "bold both"),
        ("italic", "both"),
        ("underline", "under"),
        ("strikethrough", "no"),
        ("spoiler", "s"),
        ("text_link", "link"),
        ("code", "c"),
    ]


async def test_given_entities_move_with_the_trimmed_text(bot: RawBot) -> None:
    given_entities = [{"type": "bold", "offset": 2, "length": 8}, {"type": "url", "offset": 0}]
    sent = await bot.ok("sendMessage", chat_id=1001, text="  word  ", entities=given_entities)
    assert (sent["text"], _pieces("word", sent["entities"])) == ("word", [("bold", "word")])


@given(st.text(alphabet="<>/b&;=\"' \nix😀", max_size=30))
def test_html_is_read_or_refused_never_broken(source: str) -> None:
    reader = HtmlText(source)
    words = _refusal(reader)
    if words is None:
        _inside(reader.text, reader.entities)
    else:
        assert "can't parse entities: " in words


@given(st.text(alphabet="*_~|`[]()\\>!a\n😀", max_size=30))
def test_markdown_is_read_or_refused_never_broken(source: str) -> None:
    reader = MarkdownText(source)
    words = _refusal(reader)
    if words is None:
        _inside(reader.text, reader.entities)
    else:
        assert "can't parse entities: " in words


@given(st.text(max_size=80))
def test_found_entities_lie_inside_and_apart(text: str) -> None:
    found = entities.found_in(text)
    _inside(text, found)
    ends = [one["offset"] + one["length"] for one in found]
    assert all(one["offset"] >= end for one, end in zip(found[1:], ends, strict=False))


def _refusal(reader: HtmlText | MarkdownText) -> str | None:
    try:
        reader.read()
    except ApiError as refusal:
        return refusal.description
    return None


def _inside(text: str, found: list[dict[str, object]]) -> None:
    size = len(text.encode("utf-16-le", "surrogatepass")) // 2
    for one in found:
        offset, length = one["offset"], one["length"]
        assert isinstance(offset, int)
        assert isinstance(length, int)
        assert 0 <= offset < offset + length <= size
