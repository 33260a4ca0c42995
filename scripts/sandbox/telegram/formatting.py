"""Texts of a call: parse mode or entities given, trimmed, measured."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from scripts.sandbox.telegram import entities, render
from scripts.sandbox.telegram.errors import bad
from scripts.sandbox.telegram.html_text import HtmlText
from scripts.sandbox.telegram.markdown_text import MarkdownText, legacy

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Args
    from scripts.sandbox.telegram.rows import Wire
    from scripts.sandbox.telegram.state import Telegram

TEXT_MAX = 4096
CAPTION_MAX = 1024


def text_content(tg: Telegram, args: Args) -> Wire:
    """`text` and `entities` of a message."""
    text, found = formatted(
        tg, args.text("text"), mode=args.text("parse_mode"), given=args.json("entities")
    )
    if not text:
        raise bad("message text is empty")
    if len(text) > TEXT_MAX:
        raise bad("message is too long")
    return {"text": text, "entities": found} if found else {"text": text}


def caption_content(tg: Telegram, args: Args) -> Wire:
    """`caption` and `caption_entities`; nothing for an empty one."""
    return captioned(
        tg,
        args.text("caption"),
        mode=args.text("parse_mode"),
        given=args.json("caption_entities"),
        above=args.flag("show_caption_above_media"),
    )


def captioned(tg: Telegram, source: str, *, mode: str, given: object, above: bool = False) -> Wire:
    text, found = formatted(tg, source, mode=mode, given=given)
    if len(text) > CAPTION_MAX:
        raise bad("message caption is too long")
    if not text:
        return {}
    content: Wire = {"caption": text}
    if found:
        content["caption_entities"] = found
    if above:
        content["show_caption_above_media"] = True
    return content


def formatted(tg: Telegram, source: str, *, mode: str, given: object) -> tuple[str, list[Wire]]:
    """The text with all its entities; refused when it cannot be parsed."""
    if mode:
        text, marked = _parsed(source, mode.lower())
    else:
        text, marked = source, _given(given)
    text, marked = entities.trimmed(text, marked)
    return text, entities.complete(text, [one for one in map(partial(_named, tg), marked) if one])


def _parsed(source: str, mode: str) -> tuple[str, list[Wire]]:
    if mode == "html":
        html = HtmlText(source)
        html.read()
        return html.text, html.entities
    if mode == "markdownv2":
        markdown = MarkdownText(source)
        markdown.read()
        return markdown.text, markdown.entities
    if mode == "markdown":
        return legacy(source)
    if mode == "none":
        return source, []
    raise bad("unsupported parse_mode")


def _given(given: object) -> list[Wire]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad("can't parse entities JSON object")
    kept: list[Wire] = []
    for one in given:
        if not isinstance(one, dict) or not isinstance(one.get("offset"), int):
            raise bad("can't parse MessageEntity: expected an Object")
        if one.get("type") in entities.GIVEN_TYPES and isinstance(one.get("length"), int):
            kept.append(dict(one))
    return kept


def _named(tg: Telegram, entity: Wire) -> Wire | None:
    """Puts the whole user into a mention by id; None when nobody has that id."""
    if entity["type"] != "text_mention":
        return entity
    who = entity.pop("person", None) or entity.get("user", {}).get("id")
    person = tg.people.by_id(int(who or 0))
    if person is None:
        return None
    return {**entity, "user": render.person(person)}
