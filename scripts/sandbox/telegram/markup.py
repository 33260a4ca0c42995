"""Keyboards: read, and refused in the server's words when they cannot be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.sandbox.telegram.errors import bad

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Args
    from scripts.sandbox.telegram.rows import Wire

DATA_BYTES_MAX = 64
COPY_MAX = 256
BUTTONS_MAX = 100
_LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:[/?#]|$)")
_URL = re.compile(r"(?:https?://[^\s/]+|tg://\S+|ton://\S+)", re.IGNORECASE)
_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def read(args: Args, *, private: bool, invoice: bool = False) -> Wire | None:
    """The reply markup of a call, checked; None for none."""
    given = args.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad("object expected as reply markup")
    return check(given, private=private, invoice=invoice)


def read_inline(args: Args, *, private: bool, invoice: bool = False) -> Wire | None:
    """For edits: an inline keyboard or nothing. An empty one takes the buttons away."""
    markup = read(args, private=private, invoice=invoice)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def check(given: Wire, *, private: bool, invoice: bool = False) -> Wire | None:
    rows = given.get("inline_keyboard")
    if rows is not None:
        _check_rows(rows, "inline_keyboard", "InlineKeyboardMarkup")
        lines = [[_inline(one, private=private) for one in row] for row in rows if row]
        _check_pay(lines, invoice=invoice)
        return {"inline_keyboard": lines} if lines else None
    if given.get("keyboard") is not None:
        _check_rows(given["keyboard"], "keyboard", "ReplyKeyboardMarkup")
        board = [[_below(one, private=private) for one in row] for row in given["keyboard"]]
        return {**given, "keyboard": [row for row in board if row]}
    if invoice:
        raise bad("REPLY_MARKUP_BUY_EMPTY")
    return given if any(given.get(kind) for kind in _KINDS) else None


def secure(url: str) -> bool:
    """Whether a Mini App may stand there: https, or plain http on this machine."""
    return url.lower().startswith("https://") or _LOOPBACK.match(url) is not None


def _check_rows(rows: object, name: str, owner: str) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        where = f'"{name}" of the {owner}' if name == "inline_keyboard" else f'"{name}"'
        raise bad(f"field {where} must be an Array of Arrays")
    if sum(len(row) for row in rows) > BUTTONS_MAX:
        raise bad("reply markup is too long")


def _inline(button: object, *, private: bool) -> Wire:
    fault = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad(f"{fault}InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad(f'{fault}Can\'t find field "text"')
    if not str(button["text"]).strip():
        raise bad("BUTTON_TEXT_INVALID")
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if not actions:
        raise bad(f"{fault}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("BUTTON_TYPE_INVALID")
    _check_action(button, actions[0], private=private)
    return button


def _check_action(button: Wire, action: str, *, private: bool) -> None:
    if action == "callback_data":
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= DATA_BYTES_MAX:
            raise bad("BUTTON_DATA_INVALID")
    elif action == "url":
        _check_url(str(button["url"]))
    elif action == "web_app":
        _check_web_app(button, "inline keyboard", private=private)
    elif action == "copy_text":
        text = button["copy_text"].get("text", "") if isinstance(button["copy_text"], dict) else ""
        if not 1 <= len(text) <= COPY_MAX:
            raise bad("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: str) -> None:
    named = url if "://" in url else f"http://{url}"
    host = re.match(r"[a-z]+://([^\s/?#:]+)", named, re.IGNORECASE)
    known = host is not None and ("." in host.group(1) or host.group(1) == "localhost")
    if not _URL.match(named) or (named.startswith("http") and not known):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_web_app(button: Wire, where: str, *, private: bool) -> None:
    if not private:
        raise bad("BUTTON_TYPE_INVALID")
    url = button["web_app"].get("url", "") if isinstance(button["web_app"], dict) else ""
    if not secure(url):
        raise bad(f"{where} button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_pay(lines: list[list[Wire]], *, invoice: bool) -> None:
    """The pay button stands first, and only under an invoice, where it must stand."""
    flat = [button for line in lines for button in line]
    first_pays = bool(flat) and bool(flat[0].get("pay"))
    if any(button.get("pay") for button in (flat[1:] if invoice else flat)):
        raise bad("BUTTON_TYPE_INVALID")
    if invoice and flat and not first_pays:
        raise bad("REPLY_MARKUP_BUY_EMPTY")


def _below(button: object, *, private: bool) -> Wire:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if "text" not in button:
        raise bad("can't parse keyboard button: Can't find field \"text\"")
    if not str(button["text"]).strip():
        raise bad("BUTTON_TEXT_INVALID")
    if "web_app" in button:
        _check_web_app(button, "keyboard", private=private)
    asks = {"request_contact", "request_location", "request_users", "request_chat"}
    if not private and asks & button.keys():
        raise bad("BUTTON_TYPE_INVALID")
    return button
