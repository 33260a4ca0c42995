"""The people of a first start: two, so that something can be played, in both languages."""

from scripts.sandbox.telegram.acts import messages
from scripts.sandbox.telegram.acts.people import open_chat
from scripts.sandbox.telegram.rows import Person
from scripts.sandbox.telegram.state import Telegram

STARS = 1_000
PEOPLE = (("alice", "Alice", "en"), ("bob", "Боб", "ru"))


def move_in(telegram: Telegram) -> None:
    """Make the people; the first of them has just opened the bot."""
    for username, name, language in PEOPLE:
        person = Person(id=0, username=username, name=name, language=language, stars=STARS)
        telegram.people.create(person)
        telegram.core.live.tell("person", person=person.id)
    first = telegram.people.by_username(PEOPLE[0][0])
    assert first is not None, "just made"
    messages.start(telegram, first, open_chat(telegram, first, telegram.bots.app), "")
