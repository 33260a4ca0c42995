"""The methods of the Bot API that the local Telegram knows, by noun; `table` lists them all."""
