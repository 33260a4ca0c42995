"""Methods about groups, channels and their members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.telegram import render
from scripts.sandbox.telegram.acts import chats as acts
from scripts.sandbox.telegram.acts.chats import Standing
from scripts.sandbox.telegram.errors import bad

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Call
    from scripts.sandbox.telegram.rows import Chat, Member, Wire

FOREVER_S = 366 * 86_400
SOONEST_S = 30
LINK_BYTES = 8
LINK_NAME_MAX = 32
_NO_RESTRICT = "not enough rights to restrict/unrestrict chat member"
_NO_INVITE = "not enough rights to manage chat invite link"
_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


def get_chat(call: Call) -> Wire:
    """ChatFullInfo."""
    chat = call.find_chat(inside=False)
    full: Wire = {
        **render.chat(call.tg, chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, True),
    }
    names = [name for name in [full.get("username")] if name]
    if names:
        full["active_usernames"] = names
    if chat.description:
        full["description"] = chat.description
    if not chat.private:
        full["permissions"] = {name: name in _open_rights(chat) for name in _permissions()}
    pinned = call.tg.messages.get(chat, chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        full["pinned_message"] = render.message(call.tg, pinned)
    return full


def get_chat_administrators(call: Call) -> list[Wire]:
    """People only: bots are not listed, except the asking one."""
    chat = call.find_chat()
    if chat.private:
        raise bad("there are no administrators in the private chat")
    return [
        render.member(call.tg, one)
        for one in call.tg.chats.members(chat)
        if one.status in {"creator", "administrator"}
        and (call.tg.bots.by_id(one.who) is None or one.who == call.bot.id)
    ]


def get_chat_member(call: Call) -> Wire:
    who = call.user_id()
    chat = call.find_chat()
    if chat.private:
        if who not in {chat.person, chat.bot}:
            raise bad("member not found")
        return {"status": "member", "user": render.user(call.tg, who)}
    member = call.tg.chats.member(chat, who)
    if member is not None:
        return render.member(call.tg, member)
    if call.tg.people.by_id(who) is None and call.tg.bots.by_id(who) is None:
        raise bad("user not found")
    return render.outsider(call.tg, who)


def get_chat_member_count(call: Call) -> int:
    chat = call.find_chat(inside=False)
    if chat.private:
        return 2
    return sum(1 for one in call.tg.chats.members(chat) if one.inside)


def ban_chat_member(call: Call) -> bool:
    chat, who, current = _target(call, _NO_RESTRICT)
    until = _until(call)
    if current is None or current.status != "kicked" or current.until != until:
        acts.change(
            call.tg, chat, by=call.bot.id, who=who, to=Standing(status="kicked", until=until)
        )
    return True


def unban_chat_member(call: Call) -> bool:
    """Without `only_if_banned` it removes a member too, as the real method does."""
    chat, who, current = _target(call, _NO_RESTRICT)
    status = "left" if current is None else current.status
    if status == "kicked" or (status in {"member", "restricted"} and not _only_banned(call)):
        acts.change(call.tg, chat, by=call.bot.id, who=who, to=Standing(status="left"))
    return True


def restrict_chat_member(call: Call) -> bool:
    given = call.args.json("permissions")
    if not isinstance(given, dict):
        raise bad("object expected as permissions")
    chat, who, current = _target(call, _NO_RESTRICT)
    if chat.type != "supergroup":
        raise bad("method is available only for supergroups")
    if current is None or not current.inside:
        raise bad("PARTICIPANT_ID_INVALID")
    rights = [name for name in _permissions() if given.get(name)]
    everything = set(rights) >= _sending_rights()
    to = Standing(status="restricted", rights=rights, until=_until(call))
    to = Standing(status="member") if everything else to
    acts.change(call.tg, chat, by=call.bot.id, who=who, to=to)
    return True


def promote_chat_member(call: Call) -> bool:
    """Gives the rights named; with none of them the administrator becomes a member again."""
    chat, who, current = _target(call, "not enough rights", right="can_promote_members")
    names = {*render.ADMIN_RIGHTS, *render.CHANNEL_RIGHTS, *render.GROUP_RIGHTS}
    rights = sorted(name for name in names if call.args.flag(name))
    if current is None or not current.inside:
        raise bad("PARTICIPANT_ID_INVALID")
    to = Standing(status="administrator", rights=rights) if rights else Standing(status="member")
    acts.change(call.tg, chat, by=call.bot.id, who=who, to=to)
    return True


def create_chat_invite_link(call: Call) -> Wire:
    chat = _inviting(call)
    name = call.args.text("name")
    if len(name) > LINK_NAME_MAX:
        raise bad("INVITE_NAME_TOO_LONG")
    limit = call.args.integer("member_limit", least=0, most=99_999)
    asks = call.args.flag("creates_join_request")
    if asks and limit:
        raise bad("member limit can't be specified for links requiring administrator approval")
    link: Wire = {
        "invite_link": f"https://t.me/+{call.tg.core.chance.hex(LINK_BYTES, 'ids')}",
        "creator": render.bot(call.bot),
        "creates_join_request": asks,
        "is_primary": False,
        "is_revoked": False,
    }
    optional = {
        "name": name,
        "member_limit": limit,
        "expire_date": call.args.integer("expire_date", least=0),
    }
    link.update({key: value for key, value in optional.items() if value})
    chat.invite_links.append(link)
    call.tg.chats.table.save(chat)
    return link


def revoke_chat_invite_link(call: Call) -> Wire:
    chat = _inviting(call)
    wanted = call.args.need("invite_link")
    for link in chat.invite_links:
        if link["invite_link"] == wanted:
            link["is_revoked"] = True
            call.tg.chats.table.save(chat)
            return link
    raise bad("INVITE_HASH_EXPIRED")


def export_chat_invite_link(call: Call) -> str:
    """The bot's primary link, made anew."""
    link = create_chat_invite_link(call)
    link["is_primary"] = True
    return str(link["invite_link"])


def approve_chat_join_request(call: Call) -> bool:
    chat = _answer_request(call)
    acts.change(call.tg, chat, by=call.bot.id, who=call.user_id(), to=Standing(status="member"))
    return True


def decline_chat_join_request(call: Call) -> bool:
    _answer_request(call)
    return True


def leave_chat(call: Call) -> bool:
    chat = call.find_chat()
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    acts.change(call.tg, chat, by=call.bot.id, who=call.bot.id, to=Standing(status="left"))
    return True


def _target(
    call: Call, words: str, *, right: str = "can_restrict_members"
) -> tuple[Chat, int, Member | None]:
    """The chat, the member aimed at and their standing, once the bot may change it."""
    who = call.user_id()
    chat = call.find_chat()
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    if call.tg.people.by_id(who) is None and call.tg.bots.by_id(who) is None:
        raise bad("user not found")
    current = call.tg.chats.member(chat, who)
    if current is not None and current.status == "creator":
        raise bad("can't remove chat owner")
    call.need_right(chat, right, words)
    if right == "can_restrict_members" and current is not None:
        if current.who == call.bot.id:
            raise bad("can't restrict self")
        if current.status == "administrator":
            raise bad("user is an administrator of the chat")
    return chat, who, current


def _inviting(call: Call) -> Chat:
    chat = call.find_chat()
    if chat.private:
        raise bad("chat is not a group, supergroup or channel")
    call.need_right(chat, "can_invite_users", _NO_INVITE)
    return chat


def _answer_request(call: Call) -> Chat:
    chat = _inviting(call)
    who = call.user_id()
    if who not in chat.join_requests:
        member = call.tg.chats.member(chat, who)
        inside = member is not None and member.inside
        raise bad("USER_ALREADY_PARTICIPANT" if inside else "HIDE_REQUESTER_MISSING")
    chat.join_requests.remove(who)
    call.tg.chats.table.save(chat)
    return chat


def _only_banned(call: Call) -> bool:
    return call.args.flag("only_if_banned")


def _until(call: Call) -> int:
    """Less than 30 seconds or more than 366 days from now means for ever: 0."""
    until = call.args.integer("until_date", least=0)
    away_s = until - call.tg.core.clock.unix()
    return until if SOONEST_S <= away_s <= FOREVER_S else 0


def _permissions() -> list[str]:
    return [name for name in render.MEMBER_RIGHTS if name != "can_manage_tags"]


def _sending_rights() -> set[str]:
    return {name for name in render.MEMBER_RIGHTS if name.startswith("can_send_")}


def _open_rights(chat: Chat) -> set[str]:
    closed = {name for name, allowed in chat.permissions.items() if not allowed}
    return _sending_rights() - closed
