"""Bodies of calls in all their forms, as parameters in text."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from scripts.sandbox.telegram.call import Args, Part

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Loose, Wire

# Parameters that hold JSON: the log of calls shows them as objects.
_OBJECTS = frozenset(
    {
        "allowed_updates",
        "caption_entities",
        "commands",
        "entities",
        "link_preview_options",
        "media",
        "menu_button",
        "message_ids",
        "permissions",
        "prices",
        "reaction",
        "reply_markup",
        "reply_parameters",
        "result",
        "results",
        "rights",
        "scope",
        "text_entities",
    }
)
# Parameters that are numbers or yes and no, however their body wrote them. Ids of queries and of
# gifts are text in the Bot API, and a text of digits stays one.
_NUMBERS = frozenset(
    {
        "cache_time",
        "chat_id",
        "duration",
        "from_chat_id",
        "height",
        "limit",
        "max_connections",
        "message_id",
        "message_thread_id",
        "offset",
        "reply_to_message_id",
        "sender_chat_id",
        "star_count",
        "timeout",
        "until_date",
        "user_id",
        "width",
    }
)
_FLAGS = frozenset(
    {
        "allow_sending_without_reply",
        "disable_notification",
        "drop_pending_updates",
        "is_anonymous",
        "is_big",
        "is_personal",
        "ok",
        "protect_content",
        "revoke_messages",
        "show_alert",
        "show_caption_above_media",
    }
)


async def args_of(request: web.Request) -> Args:
    """The parameters of a request: its query, then its body."""
    args = Args(values=dict(request.query))
    kind = request.content_type
    if kind == "application/json":
        _add_json(args, await request.read())
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                args.parts[name] = Part(
                    content=value.file.read(), name=value.filename, mime=value.content_type
                )
            elif isinstance(value, str):
                args.values[name] = value
    return args


def args_in_answer(kind: str, body: bytes) -> Args:
    """The same from the answer of a webhook, which has no request."""
    args = Args(values={})
    if kind.startswith("application/json"):
        _add_json(args, body)
    elif kind.startswith("application/x-www-form-urlencoded"):
        args.values.update(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    elif kind.startswith("multipart/form-data"):
        _add_multipart(args, kind, body)
    return args


def shown(args: Args) -> Wire:
    """The parameters for the log: in JSON's own types, files as name and size."""
    told: Wire = {name: _typed(name, value) for name, value in args.values.items()}
    for name, part in args.parts.items():
        told[name] = {"file_name": part.name, "file_size": len(part.content)}
    return told


def _add_json(args: Args, body: bytes) -> None:
    try:
        given = orjson.loads(body) if body.strip() else {}
    except orjson.JSONDecodeError:
        args.broken = "can't parse JSON object"
        return
    if not isinstance(given, dict):
        args.broken = "object expected"
        return
    for name, value in given.items():
        if value is not None:
            args.values[name] = _text(value)


def _add_multipart(args: Args, kind: str, body: bytes) -> None:
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    for part in BytesParser(policy=policy.HTTP).parsebytes(head + body).iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        filename = part.get_filename()
        if filename:
            args.parts[name] = Part(content=content, name=filename, mime=part.get_content_type())
        else:
            args.values[name] = content.decode(errors="replace")


def _text(value: Loose) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return orjson.dumps(value).decode()


def _typed(name: str, value: str) -> Loose:
    number = name in _NUMBERS and value.removeprefix("-").isdecimal()
    flag = name in _FLAGS and value in {"true", "false"}
    return _loads(value) if number or flag or name in _OBJECTS else value


def _loads(value: str) -> Loose:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value
