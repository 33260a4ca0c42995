"""What all sending methods share: the chat's rules, replies, keyboards, limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.telegram import deliver, files, markup
from scripts.sandbox.telegram.errors import bad, forbidden, too_many

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Args, Call
    from scripts.sandbox.telegram.rows import Chat, FileRow, StoredMessage, Wire

QUOTE_MAX = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message about to be sent; `right` is what a restricted or channel bot needs."""

    content: Wire
    right: str = "can_send_messages"
    invoice: str = ""


def send(call: Call, outgoing: Outgoing) -> StoredMessage:
    """Checks everything, then puts the message into the chat of the call."""
    chat = call.find_chat()
    may_send(call, chat, outgoing.right)
    board = markup.read(call.args, private=chat.private, invoice=bool(outgoing.invoice))
    reply_to, quote = reply(call, chat)
    take_turn(call, chat)
    row = call.tg.messages.new(chat, outgoing.content)
    own(call, chat, row)
    row.markup, row.reply_to, row.quote = board, reply_to, quote
    row.invoice = outgoing.invoice
    publish(call, chat, row)
    return row


def own(call: Call, chat: Chat, row: StoredMessage) -> None:
    """The marks that a bot's message has in any case."""
    if chat.type == "channel":
        row.sender_chat = chat.id
    else:
        row.sender = call.bot.id
    row.protected = call.args.flag("protect_content")
    row.effect = call.args.text("message_effect_id") if chat.private else ""


def publish(call: Call, chat: Chat, row: StoredMessage) -> None:
    call.tg.messages.save(row)
    deliver.message(call.tg, chat, row)


def may_send(call: Call, chat: Chat, right: str = "can_send_messages") -> None:
    """403 where the bot is blocked or not in the chat, 400 where it lacks the right."""
    if chat.private:
        person = call.tg.people.by_id(chat.person)
        if person is not None and call.bot.id in person.blocked_bots:
            raise forbidden("bot was blocked by the user")
        return
    member = call.membership(chat)
    assert member is not None, "find_chat has checked that the bot is inside"
    if chat.type == "channel":
        call.need_right(chat, "can_post_messages", "need administrator rights in the channel chat")
    elif member.status == "restricted" and right not in member.rights:
        raise bad(f"not enough rights to send {_THINGS.get(right, 'messages')} to the chat")


_THINGS = {
    "can_send_messages": "text messages",
    "can_send_photos": "photos",
    "can_send_documents": "documents",
    "can_send_other_messages": "stickers",
    "can_send_videos": "videos",
}


def take_turn(call: Call, chat: Chat, *, messages: int = 1) -> None:
    """Counts against Telegram's limits; 429 when it is too much."""
    wait_s = call.tg.limits.refuse_after(call.bot, chat, messages=messages)
    if wait_s:
        raise too_many(wait_s)


def reply(call: Call, chat: Chat) -> tuple[int, Wire | None]:
    """The message replied to (0 for none) and the quotation from it."""
    given = call.args.json("reply_parameters", "can't parse reply parameters JSON object")
    if given is None:
        given = {
            "message_id": call.args.integer("reply_to_message_id"),
            "allow_sending_without_reply": call.args.flag("allow_sending_without_reply"),
        }
    if not isinstance(given, dict):
        raise bad("object expected as reply parameters")
    wanted = int(given.get("message_id") or 0)
    if wanted == 0:
        return 0, None
    if call.tg.messages.get(chat, wanted) is None:
        if given.get("allow_sending_without_reply"):
            return 0, None
        raise bad("message to be replied not found")
    quote = str(given.get("quote") or "")[:QUOTE_MAX]
    position = int(given.get("quote_position") or 0)
    return wanted, {"text": quote, "position": position, "is_manual": True} if quote else None


def upload(call: Call, name: str, *, kind: str) -> FileRow:
    """The file of a parameter: sent along, or sent before."""
    part = call.args.parts.get(name)
    given = call.args.text(name)
    if part is None and given.startswith("attach://"):
        part = call.args.parts.get(given.removeprefix("attach://"))
    if part is not None:
        if not part.content:
            raise bad("file must be non-empty")
        if len(part.content) > files.UPLOAD_LIMIT:
            raise bad("file is too big")
        if kind == "photo" and files.picture_size(part.content) == (0, 0):
            raise bad("IMAGE_PROCESS_FAILED")
        return call.tg.files.add(part.content, kind=kind, name=part.name, mime=part.mime)
    return by_id(call, call.args.need(name))


def by_id(call: Call, given: str) -> FileRow:
    """A file by its id. Addresses are not fetched: nothing here reaches beyond this machine."""
    if given.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    row = call.tg.files.get(given)
    if row is None:
        raise bad(
            "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
        )
    return row


def media_of(call: Call, one: Wire) -> FileRow:
    """The file of an InputMedia."""
    args: Args = call.args
    named = str(one.get("media", ""))
    if not named:
        raise bad("can't parse InputMedia: Can't find field \"media\"")
    part = args.parts.get(named.removeprefix("attach://"))
    if named.startswith("attach://") and part is not None:
        kind = str(one.get("type", "document"))
        return call.tg.files.add(part.content, kind=kind, name=part.name, mime=part.mime)
    return by_id(call, named)
