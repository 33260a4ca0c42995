"""Rows become words when they leave, in the reader's language, harmless as HTML."""

from dataclasses import dataclass, field

import pytest

from bot.ports import Payload
from bot.rendering import QR_SCALE, Rendering
from domain.shared.ids import Instant
from domain.shared.money import stars
from domain.shared.outbox import Priority
from handlers.screens import PLACE_OF_KEY, Screen
from locales.speech import Speech
from locales.words import Words
from tests.fakes.clock import MORNING


@dataclass(kw_only=True)
class Row:
    method: str
    payload: Payload
    to_user: int | None = 1001
    id: int = 1
    chat_id: int = 1001
    kind: str = "test"
    priority: Priority = Priority.NOTICE
    attempts: int = 0
    trace: str = ""
    created_at: Instant = MORNING


@dataclass
class Languages:
    """Who speaks what; English unless said."""

    of: dict[int, str] = field(default_factory=dict)

    async def speech(self, person: int) -> Speech:
        return Speech(Words(), self.of.get(person, "en"))


@pytest.fixture
def languages() -> Languages:
    return Languages()


async def secret_of(person: int, key: str) -> str:
    return f"souk_{person}_{key}"


@pytest.fixture
def rendering(languages: Languages) -> Rendering:
    return Rendering(languages.speech, secret_of)


async def test_a_ready_row_stays_as_it_is(rendering: Rendering) -> None:
    payload = {"chat_id": 5, "text": "<b>hi</b>"}
    assert await rendering.render(Row(method="sendMessage", payload=payload)) == (
        "sendMessage",
        payload,
    )


async def test_a_secret_takes_its_place_as_the_row_leaves(rendering: Rendering) -> None:
    shown = Screen(text=f"<code>{PLACE_OF_KEY}</code>", key="k1")
    row = Row(method="sendMessage", payload={"chat_id": 1001, **shown.wire()})
    assert "souk_" not in str(row.payload)
    _, payload = await rendering.render(row)
    assert payload["text"] == "<code>souk_1001_k1</code>"
    assert "key" not in payload


async def test_the_mark_of_a_match_stays_at_home(rendering: Rendering) -> None:
    dice = {"chat_id": 5, "emoji": "\N{GAME DIE}"}
    marked = Row(method="sendDice", payload={**dice, "match": {"lobby": "x", "turn": 0}})
    assert await rendering.render(marked) == ("sendDice", dice)
    prompt = Row(method="notice", payload={"text": "just-now", "match": {"lobby": "x"}})
    _, payload = await rendering.render(prompt)
    assert "match" not in payload


async def test_a_code_is_drawn_when_it_leaves(rendering: Rendering) -> None:
    card = Screen(text="<b>Pay</b>", code="ton://transfer/UQabc?text=K7Q2")
    method, payload = await rendering.render(Row(method="sendPhoto", payload=card.wire()))
    assert method == "sendPhoto"
    assert payload.keys() == {"caption", "parse_mode", "reply_markup", "photo"}
    picture = payload["photo"]
    assert isinstance(picture, bytes)
    # PNG's signature, then width and height of its IHDR: a square of whole modules.
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture[16:20] == picture[20:24]
    assert int.from_bytes(picture[16:20], "big") % QR_SCALE == 0


async def test_a_chart_is_painted_when_it_leaves_in_the_words_of_its_reader(
    rendering: Rendering, languages: Languages
) -> None:
    asked: list[tuple[str, str]] = []

    async def paint(speech: Speech, collection: str) -> bytes:
        asked.append((speech.language, collection))
        return b"PNG"

    rendering.paint_by(paint)
    languages.of[1001] = "ru"
    card = Screen(text="Plush Pepe", chart="plushpepe")
    _, payload = await rendering.render(Row(method="sendPhoto", payload=card.wire()))
    assert payload.keys() == {"caption", "parse_mode", "reply_markup", "photo"}
    assert (payload["photo"], asked) == (b"PNG", [("ru", "plushpepe")])


async def test_a_notice_is_spoken_in_the_language_of_its_reader(
    rendering: Rendering, languages: Languages
) -> None:
    notice = {"text": "notice-role", "fields": {"role": "finance"}, "buttons": []}
    method, english = await rendering.render(Row(method="notice", payload=notice))
    languages.of[1001] = "ru"
    _, russian = await rendering.render(Row(method="notice", payload=notice))
    assert method == "sendMessage"
    assert (english["chat_id"], english["parse_mode"]) == (1001, "HTML")
    assert english["text"] != russian["text"]


async def test_text_from_people_does_not_become_markup(rendering: Rendering) -> None:
    notice = {"text": "notice-banned", "fields": {"reason": "<a href='x'>win</a> & more"}}
    _, payload = await rendering.render(Row(method="notice", payload=notice))
    assert "&lt;a href='x'&gt;win&lt;/a&gt; &amp; more" in str(payload["text"])


async def test_a_notices_buttons_carry_their_data(rendering: Rendering) -> None:
    notice = {
        "text": "notice-role",
        "fields": {"role": "finance"},
        "buttons": [["button-approve", "approve:a1"], ["button-reject", "reject:a1"]],
    }
    _, payload = await rendering.render(Row(method="notice", payload=notice))
    markup = payload["reply_markup"]
    assert isinstance(markup, dict)
    data = [row[0]["callback_data"] for row in markup["inline_keyboard"]]
    assert data == ["approve:a1", "reject:a1"]


async def test_an_invoice_has_one_price_in_stars(rendering: Rendering) -> None:
    value = {"value": stars(50), "amount": stars(50)}
    row = {
        "chat_id": 1001,
        "title": {"text": "topup-invoice-title", "fields": value},
        "description": {"text": "topup-invoice-description", "fields": value},
        "payload": "topup:t1",
        "currency": "XTR",
        "stars": 50,
    }
    method, payload = await rendering.render(Row(method="sendInvoice", payload=row))
    title = str(payload["title"])
    assert method == "sendInvoice"
    assert payload["prices"] == [{"label": title, "amount": 50}]
    assert (payload["provider_token"], payload["currency"]) == ("", "XTR")
    assert 1 <= len(title) <= 32
    assert 1 <= len(str(payload["description"])) <= 255
