"""Methods about the bot itself: who it is, its commands, names and menu."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

from scripts.sandbox.telegram import markup, render
from scripts.sandbox.telegram.errors import bad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.sandbox.telegram.call import Call
    from scripts.sandbox.telegram.rows import Bot, Chat, Wire

COMMANDS_MAX = 100
DESCRIPTION_MAX = 256
# Longest texts by field of the profile.
_PROFILE_MAX = {"name": 64, "description": 512, "short_description": 120}
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def get_me(call: Call) -> Wire:
    return {
        **render.bot(call.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.reads_all,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": True,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def log_out(call: Call) -> bool:
    """Nothing to leave: there is no other server."""
    call.tg.updates.queue(call.bot.id).end_poll("terminated by logOut request")
    return True


def close(call: Call) -> bool:
    call.tg.updates.queue(call.bot.id).end_poll("terminated by close request")
    return True


def set_my_commands(call: Call) -> bool:
    given = call.args.json("commands")
    if not isinstance(given, list):
        raise bad("expected an Array of BotCommand")
    if len(given) > COMMANDS_MAX:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(one) for one in given]
    call.bot.commands[_scope_key(call)] = commands
    call.tg.bots.table.save(call.bot)
    return True


def get_my_commands(call: Call) -> list[Wire]:
    return call.bot.commands.get(_scope_key(call), [])


def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(_scope_key(call), None)
    call.tg.bots.table.save(call.bot)
    return True


def set_my_name(call: Call) -> bool:
    return _set_profile(call, "name")


def set_my_description(call: Call) -> bool:
    return _set_profile(call, "description")


def set_my_short_description(call: Call) -> bool:
    return _set_profile(call, "short_description")


def get_my_name(call: Call) -> Wire:
    return {"name": _profile(call, "name") or call.bot.name}


def get_my_description(call: Call) -> Wire:
    return {"description": _profile(call, "description")}


def get_my_short_description(call: Call) -> Wire:
    return {"short_description": _profile(call, "short_description")}


def set_chat_menu_button(call: Call) -> bool:
    button = call.args.json("menu_button", "can't parse menu button JSON object")
    button = {"type": "default"} if button is None else button
    if not isinstance(button, dict):
        raise bad("can't parse menu button: MenuButton must be an Object")
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad("can't parse menu button: MenuButton has unsupported type")
    if button["type"] == "web_app":
        url = (button.get("web_app") or {}).get("url", "")
        if not markup.secure(url):
            raise bad(f"menu button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    key = _menu_key(call)
    call.bot.menu_buttons[key] = button
    call.tg.bots.table.save(call.bot)
    return True


def get_chat_menu_button(call: Call) -> Wire:
    key = _menu_key(call)
    return menu_button_for(call.bot, int(key or 0))


def set_my_default_administrator_rights(call: Call) -> bool:
    rights = call.args.json("rights") or {}
    if not isinstance(rights, dict):
        raise bad("ChatAdministratorRights must be an Object")
    call.bot.default_rights[_rights_key(call)] = rights
    call.tg.bots.table.save(call.bot)
    return True


def get_my_default_administrator_rights(call: Call) -> Wire:
    kept = call.bot.default_rights.get(_rights_key(call), {})
    names = set(render.ADMIN_RIGHTS) - {"can_be_edited"}
    return {"is_anonymous": False, **{name: bool(kept.get(name)) for name in sorted(names)}}


def menu_button_for(bot: Bot, person_id: int) -> Wire:
    """What stands beside the input line of a person's chat with the bot."""
    own = bot.menu_buttons.get(str(person_id))
    if own is None or own["type"] == "default":
        own = bot.menu_buttons.get("", {"type": "default"})
    return own


def commands_for(bot: Bot, chat: Chat, *, person_id: int, language: str) -> list[Wire]:
    """The commands that a person is offered in a chat: the narrowest scope that has some."""
    for scope in _scopes_of(chat, person_id):
        for code in (language, ""):
            found = bot.commands.get(_key(scope, code))
            if found:
                return found
    return []


def _scopes_of(chat: Chat, person_id: int) -> Iterator[Wire]:
    yield {"type": "chat_member", "chat_id": chat.id, "user_id": person_id}
    yield {"type": "chat", "chat_id": chat.id}
    yield {"type": "all_private_chats" if chat.private else "all_group_chats"}
    yield {"type": "default"}


def _scope_key(call: Call) -> str:
    scope = call.args.json("scope", "can't parse BotCommandScope JSON object")
    scope = {"type": "default"} if scope is None else scope
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    kept: Wire = {"type": scope["type"]}
    for name in _SCOPES[scope["type"]]:
        kept[name] = int(scope.get(name) or 0)
        if name == "chat_id" and kept[name] > 0:
            if call.tg.chats.private(kept[name], call.bot.id) is None:
                raise bad("chat not found")
        elif name == "chat_id" and call.tg.chats.by_id(kept[name]) is None:
            raise bad("chat not found")
    return _key(kept, _language(call))


def _key(scope: Wire, language: str) -> str:
    return orjson.dumps([scope, language], option=orjson.OPT_SORT_KEYS).decode()


def _language(call: Call) -> str:
    code = call.args.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


def _command(one: object) -> Wire:
    if not isinstance(one, dict):
        raise bad("can't parse BotCommand: expected an Object")
    name = str(one.get("command", "")).removeprefix("/").lower()
    words = str(one.get("description", ""))
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(words) <= DESCRIPTION_MAX:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": words}


def _set_profile(call: Call, field: str) -> bool:
    value = call.args.text(field)
    if len(value) > _PROFILE_MAX[field]:
        raise bad(f"{field.replace('_', ' ')} is too long")
    texts = call.bot.profile.setdefault(field, {})
    code = _language(call)
    if value:
        texts[code] = value
    else:
        texts.pop(code, None)
    call.tg.bots.table.save(call.bot)
    return True


def _profile(call: Call, field: str) -> str:
    texts = call.bot.profile.get(field, {})
    return texts.get(_language(call)) or texts.get("", "")


def _menu_key(call: Call) -> str:
    """The person's id, or nothing for everybody."""
    if not call.args.has("chat_id"):
        return ""
    chat = call.find_chat()
    if not chat.private:
        raise bad("chat is not a private chat")
    return str(chat.id)


def _rights_key(call: Call) -> str:
    return "channels" if call.args.flag("for_channels") else "groups"
