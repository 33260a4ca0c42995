"""Screens of terms, language, profile, notices, sessions and the inbox."""

from collections.abc import Sequence

from domain.shared.ids import Instant
from domain.users.models import Ban, Person, Session
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import Button, Screen, safe, screen
from handlers.users import keyboards
from locales import documents
from locales.speech import Count, Moment, Speech
from locales.words import Words


def terms_screen(speech: Speech, words: Words, *, lead: str = "", changed: bool = False) -> Screen:
    """`changed` for people who had agreed to an earlier text; `lead` says what just happened."""
    title = speech.say("terms-title-changed" if changed else "terms-title")
    first = speech.say("terms-changed" if changed else "terms-lead")
    lines = [*([lead, ""] if lead else []), first, "", speech.say("terms-ask")]
    return screen(title, lines, keyboards.terms(speech, words))


def banned_screen(speech: Speech, ban: Ban) -> Screen:
    return Screen(text=speech.say("refusal-banned", reason=safe(ban.reason)))


def document_screen(speech: Speech, name: str, rows: Sequence[tuple[Button, ...]]) -> Screen:
    """A document in full: a test holds it within one message in every language."""
    document = documents.read(speech.language, name)
    points = [f"<b>{safe(point.lead)}</b> {safe(point.text)}" for point in document.points]
    return screen(safe(document.title), ["\n\n".join(points)], rows)


def language_screen(speech: Speech, words: Words) -> Screen:
    rows = [keyboards.languages(words), back(speech, "profile")]
    return screen(speech.say("language-title"), [speech.say("language-ask")], rows)


def profile_screen(
    speech: Speech, words: Words, person: Person, *, invited: int, links: Links, now: Instant
) -> Screen:
    role = speech.say(f"role-{person.role.value}")
    link = links.invitation(person.referral)
    lines = [
        speech.say("profile-id", id=str(person.id), role=role),
        speech.say("profile-language", language=words.say(speech.language, "language-name")),
        speech.say("profile-zone", zone=safe(person.time_zone), now=speech.clock(now)),
        speech.say("profile-currency", currency=person.currency),
        speech.say("profile-invited", invited=Count(invited)),
        link,
    ]
    title = speech.say("profile-title", name=safe(person.name))
    return screen(title, lines, keyboards.profile(speech, link))


def zone_screen(speech: Speech, *, unknown: bool = False) -> Screen:
    line = speech.say("zone-unknown" if unknown else "zone-ask")
    rows = keyboards.choices(speech, "zone", keyboards.ZONES)
    return screen(speech.say("zone-title"), [line], rows)


def currency_screen(speech: Speech) -> Screen:
    rows = keyboards.choices(speech, "currency", keyboards.CURRENCIES)
    return screen(speech.say("currency-title"), [speech.say("currency-ask")], rows)


def sessions_screen(speech: Speech, open_ones: Sequence[Session], now: Instant) -> Screen:
    shown = open_ones[: keyboards.MOST_SESSIONS]
    lines = [
        speech.say(
            "sessions-line",
            n=str(n),
            how=speech.say(f"sessions-how-{session.how}"),
            at=Moment(session.created_at, now),
        )
        for n, session in enumerate(shown, 1)
    ]
    rows = keyboards.sessions(speech, shown)
    return screen(speech.say("sessions-title"), lines or [speech.say("sessions-none")], rows)


def data_screen(speech: Speech, links: Links) -> Screen:
    rows = (
        *links.app_row(speech.say("data-button-export"), "#/profile/data"),
        (Button(label=speech.say("data-button-keys"), data="keys"),),
        (Button(label=speech.say("data-button-delete"), data="data:delete"),),
        back(speech, "profile"),
    )
    return screen(speech.say("data-title"), [speech.say("data-lead")], rows)


def delete_screen(speech: Speech) -> Screen:
    rows = (
        (Button(label=speech.say("data-delete-yes"), data="data:deleted"),),
        back(speech, "profile:data"),
    )
    return screen(speech.say("data-title"), [speech.say("data-delete-ask")], rows)
