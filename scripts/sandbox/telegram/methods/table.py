"""All methods, each with the parameters it cannot do without, in the order they are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.telegram.methods import (
    chats,
    copies,
    edits,
    gifts,
    messages,
    payments,
    profile,
    queries,
    updates,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.sandbox.telegram.call import Call


@dataclass(frozen=True, slots=True)
class Method:
    """`run` gives the result or a coroutine of it; `needs` are names of parameters."""

    name: str
    run: Callable[[Call], object]
    needs: tuple[str, ...] = ()


_INVOICE = ("title", "description", "payload", "currency", "prices")
_TRANSFER = ("business_connection_id", "owned_gift_id", "new_owner_chat_id")

_ALL = (
    Method("getMe", profile.get_me),
    Method("logOut", profile.log_out),
    Method("close", profile.close),
    Method("getUpdates", updates.get_updates),
    Method("setWebhook", updates.set_webhook),
    Method("deleteWebhook", updates.delete_webhook),
    Method("getWebhookInfo", updates.get_webhook_info),
    Method("sendMessage", messages.send_message, ("text", "chat_id")),
    Method("sendPhoto", messages.send_photo, ("photo", "chat_id")),
    Method("sendDocument", messages.send_document, ("document", "chat_id")),
    Method("sendAnimation", messages.send_animation, ("animation", "chat_id")),
    Method("sendSticker", messages.send_sticker, ("sticker", "chat_id")),
    Method("sendMediaGroup", messages.send_media_group, ("media", "chat_id")),
    Method("sendDice", messages.send_dice, ("chat_id",)),
    Method("sendChatAction", messages.send_chat_action, ("action", "chat_id")),
    Method("editMessageText", edits.edit_message_text, ("text",)),
    Method("editMessageCaption", edits.edit_message_caption),
    Method("editMessageMedia", edits.edit_message_media, ("media",)),
    Method("editMessageReplyMarkup", edits.edit_message_reply_markup),
    Method("deleteMessage", edits.delete_message),
    Method("deleteMessages", edits.delete_messages, ("message_ids", "chat_id")),
    Method("copyMessage", copies.copy_message, ("from_chat_id", "chat_id")),
    Method("copyMessages", copies.copy_messages, ("message_ids", "from_chat_id", "chat_id")),
    Method("forwardMessage", copies.forward_message, ("from_chat_id", "chat_id")),
    Method("forwardMessages", copies.forward_messages, ("message_ids", "from_chat_id", "chat_id")),
    Method("pinChatMessage", copies.pin_chat_message, ("chat_id",)),
    Method("unpinChatMessage", copies.unpin_chat_message, ("chat_id",)),
    Method("unpinAllChatMessages", copies.unpin_all_chat_messages, ("chat_id",)),
    Method("setMessageReaction", copies.set_message_reaction, ("chat_id",)),
    Method("answerCallbackQuery", queries.answer_callback_query, ("callback_query_id",)),
    Method("answerInlineQuery", queries.answer_inline_query, ("inline_query_id", "results")),
    Method("answerWebAppQuery", queries.answer_web_app_query, ("web_app_query_id", "result")),
    Method(
        "savePreparedInlineMessage", queries.save_prepared_inline_message, ("user_id", "result")
    ),
    Method("getFile", queries.get_file, ("file_id",)),
    Method("setMyCommands", profile.set_my_commands, ("commands",)),
    Method("getMyCommands", profile.get_my_commands),
    Method("deleteMyCommands", profile.delete_my_commands),
    Method("setMyName", profile.set_my_name),
    Method("getMyName", profile.get_my_name),
    Method("setMyDescription", profile.set_my_description),
    Method("getMyDescription", profile.get_my_description),
    Method("setMyShortDescription", profile.set_my_short_description),
    Method("getMyShortDescription", profile.get_my_short_description),
    Method("setChatMenuButton", profile.set_chat_menu_button),
    Method("getChatMenuButton", profile.get_chat_menu_button),
    Method("setMyDefaultAdministratorRights", profile.set_my_default_administrator_rights),
    Method("getMyDefaultAdministratorRights", profile.get_my_default_administrator_rights),
    Method("getChat", chats.get_chat, ("chat_id",)),
    Method("getChatAdministrators", chats.get_chat_administrators, ("chat_id",)),
    Method("getChatMember", chats.get_chat_member, ("user_id", "chat_id")),
    Method("getChatMemberCount", chats.get_chat_member_count, ("chat_id",)),
    Method("banChatMember", chats.ban_chat_member, ("user_id", "chat_id")),
    Method("unbanChatMember", chats.unban_chat_member, ("user_id", "chat_id")),
    Method(
        "restrictChatMember", chats.restrict_chat_member, ("user_id", "permissions", "chat_id")
    ),
    Method("promoteChatMember", chats.promote_chat_member, ("user_id", "chat_id")),
    Method("createChatInviteLink", chats.create_chat_invite_link, ("chat_id",)),
    Method("exportChatInviteLink", chats.export_chat_invite_link, ("chat_id",)),
    Method("revokeChatInviteLink", chats.revoke_chat_invite_link, ("chat_id", "invite_link")),
    Method("approveChatJoinRequest", chats.approve_chat_join_request, ("user_id", "chat_id")),
    Method("declineChatJoinRequest", chats.decline_chat_join_request, ("user_id", "chat_id")),
    Method("leaveChat", chats.leave_chat, ("chat_id",)),
    Method("sendInvoice", payments.send_invoice, (*_INVOICE, "chat_id")),
    Method("createInvoiceLink", payments.create_invoice_link, _INVOICE),
    Method(
        "answerPreCheckoutQuery", payments.answer_pre_checkout_query, ("pre_checkout_query_id",)
    ),
    Method(
        "refundStarPayment",
        payments.refund_star_payment,
        ("user_id", "telegram_payment_charge_id"),
    ),
    Method("getStarTransactions", payments.get_star_transactions),
    Method("getMyStarBalance", payments.get_my_star_balance),
    Method(
        "editUserStarSubscription",
        payments.edit_user_star_subscription,
        ("user_id", "telegram_payment_charge_id"),
    ),
    Method("sendPaidMedia", payments.send_paid_media, ("star_count", "media", "chat_id")),
    Method("getAvailableGifts", gifts.get_available_gifts),
    Method("sendGift", gifts.send_gift, ("gift_id",)),
    Method("getUserGifts", gifts.get_user_gifts, ("user_id",)),
    Method("transferGift", gifts.transfer_gift, _TRANSFER),
)

# Names are not case sensitive, as on the real server.
METHODS = {method.name.lower(): method for method in _ALL}
