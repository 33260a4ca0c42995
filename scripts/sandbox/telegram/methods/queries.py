"""Methods that answer presses and inline queries, and files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.sandbox.telegram import files, formatting, markup, sending
from scripts.sandbox.telegram.acts import inline
from scripts.sandbox.telegram.errors import bad
from scripts.sandbox.telegram.methods.messages import media_content, sticker

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Call
    from scripts.sandbox.telegram.rows import Loose, Wire

ANSWER_MAX = 200
RESULTS_MAX = 50
ID_BYTES_MAX = 64
PREPARED_S = 3600
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_FILES = {"photo": "photo", "document": "document", "gif": "animation", "sticker": "sticker"}


def answer_callback_query(call: Call) -> bool:
    query = call.tg.queries.find("callback", call.bot, call.args.need("callback_query_id"))
    if query is None:
        raise bad(_TOO_OLD)
    text, url = call.args.text("text"), call.args.text("url")
    if len(text) > ANSWER_MAX:
        raise bad("MESSAGE_TOO_LONG")
    if url and not re.match(r"(?:https://t\.me/|tg://)", url):
        raise bad("URL_INVALID")
    shown: Wire = {"text": text, "show_alert": call.args.flag("show_alert")}
    if url:
        shown["url"] = url
    call.tg.queries.answer(query, shown)
    return True


def answer_inline_query(call: Call) -> bool:
    given = call.args.json("results", "can't parse JSON encoded inline query results")
    if not isinstance(given, list):
        raise bad("expected an Array of inline query results")
    if len(given) > RESULTS_MAX:
        raise bad("too many inline query results specified")
    following = call.args.text("next_offset")
    if len(following.encode()) > ID_BYTES_MAX:
        raise bad("NEXT_OFFSET_INVALID")
    results = [result(call, one) for one in given]
    if len({one["id"] for one in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    query = call.tg.queries.find("inline", call.bot, call.args.need("inline_query_id"))
    if query is None:
        raise bad(_TOO_OLD)
    call.tg.queries.answer(query, {"results": results, "next_offset": following})
    return True


def answer_web_app_query(call: Call) -> Wire:
    """Sends a message for the person who has the Mini App open."""
    given = call.args.json("result", "can't parse JSON encoded web view query results")
    chosen = result(call, given)
    query = call.tg.queries.find("web_app", call.bot, call.args.need("web_app_query_id"))
    person = call.tg.people.by_id(query.person) if query is not None else None
    if query is None or person is None:
        raise bad("QUERY_ID_INVALID")
    call.tg.queries.answer(query, {"results": [chosen]})
    chat = call.tg.chats.open_private(person.id, call.bot.id)
    row = inline.send_result(call.tg, person, chat, query, chosen)
    return {"inline_message_id": row.inline_id} if row.inline_id else {}


def save_prepared_inline_message(call: Call) -> Wire:
    """A message that the person may share from the Mini App within an hour."""
    person = call.person()
    given = call.args.json("result", "can't parse JSON encoded web view query results")
    chosen = result(call, given)
    query = call.tg.queries.open("prepared", call.bot, person, {"query": ""})
    call.tg.queries.answer(query, {"results": [chosen]})
    return {"id": query.id, "expiration_date": call.tg.core.clock.unix() + PREPARED_S}


def get_file(call: Call) -> Wire:
    row = call.tg.files.get(call.args.need("file_id"))
    if row is None:
        raise bad("invalid file_id")
    if row.size > files.DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {**files.brief(row), "file_path": row.path}


def result(call: Call, given: Loose) -> Wire:
    """One inline result, checked; under `content` what it will turn into."""
    fault = "can't parse inline query result: "
    if not isinstance(given, dict):
        raise bad(f"{fault}Inline query result must be an object")
    kind, named = str(given.get("type", "")), str(given.get("id", ""))
    if not 1 <= len(named.encode()) <= ID_BYTES_MAX:
        raise bad("RESULT_ID_INVALID")
    board = given.get("reply_markup")
    checked = {**given, "id": named, "content": _content(call, given, kind)}
    if isinstance(board, dict):
        checked["reply_markup"] = markup.check(board, private=False)
    return checked


def _content(call: Call, given: Wire, kind: str) -> Wire:
    own = given.get("input_message_content")
    if isinstance(own, dict):
        return _own_content(call, own)
    if kind == "contact":
        return {"contact": _contact(given)}
    if kind == "article":
        raise bad("can't parse inline query result: Input message content is not specified")
    file_id = given.get(f"{kind}_file_id")
    if kind in _FILES and file_id:
        row = sending.by_id(call, str(file_id))
        if kind == "sticker":
            return {"sticker": sticker(row)}
        caption = formatting.captioned(
            call.tg,
            str(given.get("caption") or ""),
            mode=str(given.get("parse_mode") or ""),
            given=given.get("caption_entities"),
        )
        return {**media_content(row, _FILES[kind]), **caption}
    if kind in _FILES:
        raise bad("failed to get HTTP URL content")
    raise bad(
        f'can\'t parse inline query result: type "{kind}" is unsupported for the inline query '
        "result"
    )


def _own_content(call: Call, own: Wire) -> Wire:
    if "phone_number" in own:
        return {"contact": _contact(own)}
    text, entities = formatting.formatted(
        call.tg,
        str(own.get("message_text") or ""),
        mode=str(own.get("parse_mode") or ""),
        given=own.get("entities"),
    )
    if not text:
        raise bad("message text is empty")
    if len(text) > formatting.TEXT_MAX:
        raise bad("MESSAGE_TOO_LONG")
    return {"text": text, "entities": entities} if entities else {"text": text}


def _contact(given: Wire) -> Wire:
    shown = {
        name: given[name]
        for name in ("phone_number", "first_name", "last_name")
        if given.get(name)
    }
    if "phone_number" not in shown or "first_name" not in shown:
        raise bad("can't parse inline query result: Can't find field \"phone_number\"")
    return shown
