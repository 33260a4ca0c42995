"""What the bot tells Telegram of itself: commands, texts and the menu button."""

from typing import Final

from bot.wiring.parts import Parts

COMMANDS: Final = (
    "start",
    "menu",
    "wallet",
    "topup",
    "deposit",
    "withdraw",
    "statement",
    "profile",
    "play",
    "limits",
    "alerts",
    "gifts",
    "portfolio",
    "basket",
    "help",
    "terms",
    "privacy",
    "paysupport",
    "cancel",
)
GROUP_COMMANDS: Final = {"play": "command-play", "start": "command-group"}


async def introduce(parts: Parts) -> None:
    """In each language, and once more for people of another one."""
    f, calls = parts.f, parts.gateway.calls
    for language in ("", *f.words.languages):
        speaking = language or "en"
        commands = {name: f.words.say(speaking, f"command-{name}") for name in COMMANDS}
        await calls.set_commands(commands, language=language)
        await calls.set_commands(
            {name: f.words.say(speaking, key) for name, key in GROUP_COMMANDS.items()},
            language=language,
            scope="all_group_chats",
        )
        await calls.set_description(
            long=f.words.say(speaking, "bot-description"),
            short=f.words.say(speaking, "bot-short-description"),
            language=language,
        )
    url = f.settings.http.url
    if url.startswith("https://") or f.settings.sandbox.on:
        await calls.set_menu_button(text=f.words.say("en", "bot-name"), url=f"{url}/app")
