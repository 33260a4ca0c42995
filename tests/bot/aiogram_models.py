"""Run in a process of its own: load aiogram in one of two ways and print what its models are.

`python -m tests.bot.aiogram_models lazy|eager` prints one JSON object: the fields of every type,
the form of every method and of its answer, and what becomes of an update of every kind.
"""

import hashlib
import json
import re
import sys
import time

from bot.runtime.imports import load_aiogram

PERSON = {"id": 1001, "is_bot": False, "first_name": "Alice", "language_code": "en"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Alice"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Club"}
MESSAGE = {"message_id": 7, "date": 1790000000, "chat": PRIVATE, "from": PERSON}
MEMBER = {"user": PERSON, "status": "member"}
CHANGE = {
    "chat": GROUP,
    "from": PERSON,
    "date": 1790000000,
    "old_chat_member": {"user": PERSON, "status": "left"},
    "new_chat_member": MEMBER,
}
PAID = {
    "currency": "XTR",
    "total_amount": 50,
    "invoice_payload": "t:1",
    "telegram_payment_charge_id": "c1",
    "provider_payment_charge_id": "",
}
BUTTONS = {"inline_keyboard": [[{"text": "Top up", "callback_data": "topup"}]]}
POLL = {
    "id": "p1",
    "question": "?",
    "options": [{"persistent_id": "o1", "text": "a", "voter_count": 0}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
UPDATES: dict[str, dict[str, object]] = {
    "message": {
        **MESSAGE,
        "text": "/start",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    },
    "edited_message": {**MESSAGE, "edit_date": 1790000001, "text": "hi"},
    "channel_post": {"message_id": 1, "date": 1, "chat": {**GROUP, "type": "channel"}},
    "callback_query": {
        "id": "q1",
        "from": PERSON,
        "chat_instance": "1",
        "data": "menu",
        "message": {**MESSAGE, "text": "Menu", "reply_markup": BUTTONS},
    },
    "inline_query": {"id": "i1", "from": PERSON, "query": "pepe", "offset": ""},
    "chosen_inline_result": {"result_id": "r", "from": PERSON, "query": "pepe"},
    "shipping_query": {
        "id": "s",
        "from": PERSON,
        "invoice_payload": "p",
        "shipping_address": {
            "country_code": "DE",
            "state": "",
            "city": "B",
            "street_line1": "1",
            "street_line2": "",
            "post_code": "1",
        },
    },
    "pre_checkout_query": {
        "id": "pc1",
        "from": PERSON,
        "currency": "XTR",
        "total_amount": 50,
        "invoice_payload": "t:1",
    },
    "purchased_paid_media": {"from": PERSON, "paid_media_payload": "x"},
    "poll": POLL,
    "poll_answer": {
        "poll_id": "p1",
        "user": PERSON,
        "option_ids": [0],
        "option_persistent_ids": ["o1"],
    },
    "my_chat_member": CHANGE,
    "chat_member": CHANGE,
    "chat_join_request": {"chat": GROUP, "from": PERSON, "user_chat_id": 1001, "date": 1},
    "message_reaction": {
        "chat": GROUP,
        "message_id": 3,
        "user": PERSON,
        "date": 1,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    },
    "message_reaction_count": {"chat": GROUP, "message_id": 3, "date": 1, "reactions": []},
    "business_connection": {
        "id": "b",
        "user": PERSON,
        "user_chat_id": 1001,
        "date": 1,
        "is_enabled": True,
    },
    "business_message": {**MESSAGE, "text": "hi"},
    "edited_business_message": {**MESSAGE, "text": "hi"},
    "deleted_business_messages": {
        "business_connection_id": "b",
        "chat": PRIVATE,
        "message_ids": [1],
    },
}
CONTENTS: dict[str, dict[str, object]] = {
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "successful_payment": {"successful_payment": PAID},
    "refunded_payment": {"refunded_payment": PAID},
    "photo": {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
    "forward": {"text": "x", "forward_origin": {"type": "user", "date": 1, "sender_user": PERSON}},
    "contact": {"contact": {"phone_number": "1", "first_name": "A"}},
    "web_app_data": {"web_app_data": {"data": "x", "button_text": "y"}},
    "pinned": {"pinned_message": {**MESSAGE, "text": "p"}},
    "reply": {"text": "x", "reply_to_message": {**MESSAGE, "text": "p"}},
}


def digest(value: object) -> str:
    """Short enough to print; where in memory a function happens to lie does not count."""
    text = re.sub(r" at 0x[0-9a-f]+", "", json.dumps(value, sort_keys=True, default=str))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main(way: str) -> None:
    began = time.perf_counter()
    load_aiogram(eager=way == "eager")
    import_ms = (time.perf_counter() - began) * 1000
    from aiogram import methods, types
    from pydantic import BaseModel, TypeAdapter

    known: dict[str, str] = {}
    for kind, body in UPDATES.items():
        parsed = types.Update.model_validate({"update_id": 1, kind: body})
        assert parsed.event_type == kind
        known[f"update {kind}"] = digest(parsed.model_dump(mode="json", exclude_unset=True))
    for name, content in CONTENTS.items():
        message = types.Message.model_validate({**MESSAGE, **content})
        known[f"message {name}"] = digest(message.model_dump(mode="json", exclude_unset=True))
    for name in methods.__all__:
        method = getattr(methods, name)
        returning = getattr(method, "__returning__", None)
        if returning is None or isinstance(returning, property):
            continue
        known[f"answer {name}"] = digest(repr(TypeAdapter(returning)))
        method.model_rebuild()
        assert method.__pydantic_complete__, name
        known[f"method {name}"] = digest({k: repr(v) for k, v in method.model_fields.items()})
        response: object = methods.Response.__class_getitem__(returning)
        TypeAdapter(response).validate_python({"ok": False, "description": "x"})
    for name in types.__all__:
        model = getattr(types, name)
        if isinstance(model, type) and issubclass(model, BaseModel):
            model.model_rebuild()
            assert model.__pydantic_complete__, name
            known[f"type {name}"] = digest({k: repr(v) for k, v in model.model_fields.items()})
            TypeAdapter(model)
    print(json.dumps({"import_ms": round(import_ms), "known": known}))


if __name__ == "__main__":
    main(sys.argv[1])
