"""People make groups and channels, come and go, promote and ban."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.forms import Refusal
from scripts.sandbox.telegram import deliver, render
from scripts.sandbox.telegram.rows import Member

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Chat, Person, Wire
    from scripts.sandbox.telegram.state import Telegram

STATUSES = frozenset({"member", "left", "administrator", "kicked", "restricted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a member is to be. No `rights` for an administrator means all but promoting others."""

    status: str
    rights: list[str] | None = None
    until: int = 0
    custom_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChat:
    """`members` and `admins` are ids of people and bots."""

    type: str
    title: str
    username: str = ""
    members: tuple[int, ...] = ()
    admins: tuple[int, ...] = ()


def create(tg: Telegram, owner: Person, wanted: NewChat) -> Chat:
    """A chat with its people; each bot in it hears that it was added. Refuses taken."""
    chat = tg.chats.create(kind=wanted.type, title=wanted.title, username=wanted.username)
    tg.chats.save_member(Member(chat=chat.id, who=owner.id, status="creator"))
    for who in wanted.members:
        if who not in {owner.id, *wanted.admins}:
            change(tg, chat, by=owner.id, who=who, to=Standing(status="member"))
    for who in wanted.admins:
        if who != owner.id:
            change(tg, chat, by=owner.id, who=who, to=Standing(status="administrator"))
    tg.core.live.tell("chat", chat=chat.id)
    return chat


def set_member(tg: Telegram, actor: Person, chat: Chat, who: int, to: Standing) -> Member:
    """A person changes their own standing or somebody else's. Refuses not-allowed, invalid."""
    if chat.private or to.status not in STATUSES:
        raise Refusal("invalid", wanted=to.status)
    current = tg.chats.member(chat, who)
    if who == actor.id:
        _check_own(current, to)
        if _must_ask(chat, current, to):
            return _ask_to_join(tg, actor, chat)
    else:
        _check_other(tg.chats.member(chat, actor.id), current, to)
    return change(tg, chat, by=actor.id, who=who, to=to)


def change(tg: Telegram, chat: Chat, *, by: int, who: int, to: Standing) -> Member:
    """The change itself, with what bots and the chat are told of it."""
    current = tg.chats.member(chat, who)
    old = render.outsider(tg, who) if current is None else render.member(tg, current)
    was_inside = current is not None and current.inside
    member = current or Member(chat=chat.id, who=who, status="left")
    member.status, member.until = to.status, to.until
    member.rights = _rights(chat, to)
    member.custom_title = to.custom_title
    tg.chats.save_member(member)
    tg.core.live.tell("member", chat=chat.id, person=who)
    new = render.member(tg, member)
    if new != old:
        deliver.member_change(tg, chat, by=by, old=old, new=new)
    if member.inside != was_inside and chat.type != "channel":
        _say_so(tg, chat, by=by, who=who, joined=member.inside)
    return member


def _say_so(tg: Telegram, chat: Chat, *, by: int, who: int, joined: bool) -> None:
    shown = render.user(tg, who)
    content: Wire = {"new_chat_members": [shown]} if joined else {"left_chat_member": shown}
    row = tg.messages.new(chat, content)
    row.sender, row.service = by, True
    tg.messages.save(row)
    deliver.message(tg, chat, row)


def _rights(chat: Chat, to: Standing) -> list[str]:
    if to.status == "restricted":
        return list(to.rights or [])
    if to.status != "administrator":
        return []
    if to.rights is not None:
        return sorted({*to.rights, "can_manage_chat"})
    extra = render.CHANNEL_RIGHTS if chat.type == "channel" else render.GROUP_RIGHTS
    return sorted({*render.ADMIN_RIGHTS, *extra} - {"can_promote_members", "can_be_edited"})


def _check_own(current: Member | None, to: Standing) -> None:
    """Anybody may come and go, but not the owner, and not who was banned."""
    status = "left" if current is None else current.status
    joins = to.status == "member" and status in {"left", "member"}
    leaves = to.status == "left" and status not in {"creator", "kicked"}
    if not joins and not leaves:
        raise Refusal("not-allowed", wanted=to.status, now=status)


def _check_other(actor: Member | None, current: Member | None, to: Standing) -> None:
    if actor is None or not actor.inside:
        raise Refusal("not-a-member")
    if actor.status == "creator":
        return
    status = "left" if current is None else current.status
    if status == "creator":
        raise Refusal("not-allowed", wanted=to.status, now=status)
    if "administrator" in {to.status, status}:
        needed = "can_promote_members"
    elif to.status == "member" and status == "left":
        needed = "can_invite_users"
    else:
        needed = "can_restrict_members"
    if needed not in actor.rights:
        raise Refusal("not-allowed", needed=needed)


def _must_ask(chat: Chat, current: Member | None, to: Standing) -> bool:
    """Where the chat's newest link wants approval, joining is a request."""
    if to.status != "member" or (current is not None and current.inside):
        return False
    links = [link for link in chat.invite_links if not link["is_revoked"]]
    return bool(links) and bool(links[-1]["creates_join_request"])


def _ask_to_join(tg: Telegram, actor: Person, chat: Chat) -> Member:
    if actor.id not in chat.join_requests:
        chat.join_requests.append(actor.id)
        tg.chats.table.save(chat)
    body: Wire = {
        "chat": render.chat(tg, chat),
        "from": render.person(actor),
        "user_chat_id": actor.id,
        "date": tg.core.clock.unix(),
        "invite_link": chat.invite_links[-1],
    }
    for bot in deliver.bots_in(tg, chat):
        member = tg.chats.member(chat, bot.id)
        if member is not None and "can_invite_users" in member.rights:
            deliver.event(tg, bot, "chat_join_request", body, order=chat.id)
    return Member(chat=chat.id, who=actor.id, status="left")
