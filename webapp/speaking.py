"""In which language, and in which time zone, an answer speaks."""

from aiohttp import web

from domain.users.models import SignedIn
from locales.speech import Speech
from locales.words import DEFAULT, Words


def speech_of(request: web.Request, who: SignedIn | None, words: Words) -> Speech:
    """That of the person; of strangers, what their browser asks for."""
    if who is not None:
        return Speech(words, who.person.speaks, who.person.time_zone)
    return Speech(words, asked_language(request, words))


def asked_language(request: web.Request, words: Words) -> str:
    """The first language of Accept-Language that is spoken here, by weight."""
    header = request.headers.get("Accept-Language", "")
    if not header:
        return DEFAULT
    wanted = [_weighed(part) for part in header.split(",")[:16]]
    for _, language in sorted(wanted, key=lambda one: -one[0]):
        if words.nearest(language) != DEFAULT or language.partition("-")[0] == DEFAULT:
            return words.nearest(language)
    return DEFAULT


def _weighed(part: str) -> tuple[float, str]:
    language, _, weight = part.strip().partition(";q=")
    try:
        return float(weight or 1), language.strip().lower()
    except ValueError:
        return 0.0, ""
