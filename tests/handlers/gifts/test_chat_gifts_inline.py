"""`@souk_bot plush pepe` in any chat."""

import json

import pytest

from tests.handlers.gifts.bazaar import Bazaar
from tests.program import Json

MOST = 20


def ask(bazaar: Bazaar, who: str, query: str, offset: str = "") -> Json:
    return bazaar.program.world.post(f"/inline?as={who}", {"query": query, "offset": offset})


def test_each_lot_is_a_result_with_picture_price_and_a_way_in(bazaar: Bazaar) -> None:
    title, lots = bazaar.shelf(2)
    alice = bazaar.somebody()
    found = ask(bazaar, alice.name, title)
    first = found["results"][0]
    assert first["type"] == "article"
    assert first["title"] == f"{title} #{lots[0]['number']}"
    assert "TON" in first["description"]
    page = f"{bazaar.program.url}/gifts/{lots[0]['gift']}"
    assert first["thumbnail_url"] == f"{page}/picture"
    assert first["input_message_content"]["link_preview_options"] == {"url": page}
    (button,) = [key for row in first["reply_markup"]["inline_keyboard"] for key in row]
    assert button["url"] == f"https://t.me/souk_bot?start=gift_{lots[0]['gift']}"
    assert [one["title"] for one in found["results"]] == [
        f"{title} #{lot['number']}" for lot in lots[:MOST]
    ]
    chosen = {"inline": {"id": found["id"], "result": first["id"]}}
    bazaar.program.world.post(f"/chats/{alice.name}/messages?as={alice.name}", chosen)
    bazaar.program.world.idle()
    sent = alice.messages()[-1]
    assert sent["via_bot"]["username"] == "souk_bot", "the bot does not answer its own result"
    assert sent["text"].startswith(f"{title} #{lots[0]['number']}\n")
    assert sent["entities"][0]["type"] == "bold"


def test_results_go_on_by_offset_and_are_kept_shortly(bazaar: Bazaar) -> None:
    alice = bazaar.somebody()
    seen: list[str] = []
    offset = ""
    for _ in range(5):
        found = ask(bazaar, alice.name, "", offset)
        seen += [one["id"] for one in found["results"]]
        offset = found["next_offset"]
    assert len(seen) == len(set(seen)) == min(100, len(bazaar.lots()))
    assert offset == ""
    calls = bazaar.program.world.get("/calls?face=bot_api&match=answerInlineQuery&limit=1000")
    params = calls["items"][-1]["params"]
    assert (int(params["cache_time"]), params["is_personal"]) == (10, True)


@pytest.mark.parametrize("offset", ["-5", "x", "9999", "20 "])
def test_an_offset_that_is_none_of_ours_does_no_harm(bazaar: Bazaar, offset: str) -> None:
    alice = bazaar.somebody()
    found = ask(bazaar, alice.name, "", offset)
    assert len(found["results"]) <= MOST


def test_nothing_found_shows_a_way_into_the_chat(bazaar: Bazaar) -> None:
    alice = bazaar.somebody()
    assert ask(bazaar, alice.name, "zzqqxxjj")["results"] == []
    calls = bazaar.program.world.get("/calls?face=bot_api&match=answerInlineQuery&limit=1000")
    button = json.loads(calls["items"][-1]["params"]["button"])
    assert button == {"text": "Nothing found: search in the chat", "start_parameter": "gifts"}
    assert "Gifts" in alice.start("gifts")


def test_nobody_has_to_know_the_bot_first(bazaar: Bazaar) -> None:
    stranger = bazaar.name()
    bazaar.program.world.post("/people", {"username": stranger, "language": "ru"})
    found = ask(bazaar, stranger, "")
    assert len(found["results"]) == MOST
    assert found["results"][0]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Посмотреть"
