"""Me: profile, terms, my data, and the first screen in one read."""

from typing import Annotated

import orjson
from pydantic import StringConstraints

from domain.shared.change import IdempotencyKey
from domain.users.models import Person
from domain.users.people import ProfileChange
from domain.users.refusals import BalanceLeft, Banned, TermsNeeded
from domain.users.rules import CURRENCIES
from locales import documents
from webapp.api.exported import shown_row
from webapp.forms import Answer, Body, Query, Text, TimeText, time_text
from webapp.replies import HEADER, read_key
from webapp.routing import JSON, Call, File, Route

Language = Annotated[Text, StringConstraints(pattern=r"^[a-z]{2,3}$")]
ZoneName = Annotated[Text, StringConstraints(min_length=1, max_length=64)]
CurrencyCode = Annotated[Text, StringConstraints(pattern=r"^[A-Z]{3}$")]
Sha256 = Annotated[Text, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class TermsState(Answer):
    """Whether the document in force is accepted; `document` is its sha256."""

    accepted: bool
    document: str


class MeAnswer(Answer):
    """`currencies` are those in which values can be shown beside."""

    id: int
    name: str
    username: str | None
    premium: bool
    photo: None = None
    language: str
    time_zone: str
    currency: str
    currencies: list[str]
    role: str
    terms: TermsState
    referral: str
    wallets: list[str]
    created_at: TimeText


class ProfileBody(Body):
    """The fields given change."""

    language: Language | None = None
    time_zone: ZoneName | None = None
    currency: CurrencyCode | None = None


class AcceptBody(Body):
    document: Sha256


class LanguageQuery(Query):
    lang: Language | None = None


class TermsAnswer(Answer):
    """Texts in Markdown; `document` is the sha256 to accept, the same in every language."""

    document: str
    language: str
    text: str
    privacy: str


async def show_me(call: Call) -> MeAnswer:
    """My profile"""
    return await me_answer(call, call.signed_in.person)


async def change_me(call: Call) -> MeAnswer:
    """Change my language, time zone or currency"""
    given = call.body(ProfileBody)
    change = ProfileChange(
        language=given.language, time_zone=given.time_zone, currency=given.currency
    )
    return await me_answer(call, await call.deps.people.change_profile(call.actor, change))


async def show_terms(call: Call) -> TermsAnswer:
    """The terms and the privacy statement in force"""
    wanted = call.query(LanguageQuery).lang
    language = call.deps.words.nearest(wanted) if wanted else call.speech.language
    return TermsAnswer(
        document=call.deps.terms.document,
        language=language,
        text=document_text(language, documents.TERMS),
        privacy=document_text(language, documents.PRIVACY),
    )


async def accept_terms(call: Call) -> MeAnswer:
    """Accept the terms by their document's hash"""
    given = call.body(AcceptBody)
    return await me_answer(call, await call.deps.terms.accept(call.actor, given.document))


async def export_me(call: Call) -> File:
    """Everything that is kept about me"""
    parts = await call.deps.personal.export(call.actor)
    body = {
        "exported_at": time_text(call.deps.clock.now()),
        "parts": {part.name: [shown_row(row) for row in part.rows] for part in parts},
    }
    return File(
        body=orjson.dumps(body, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS),
        media=JSON,
        name=f"souk-{call.actor.id}.json",
    )


async def delete_me(call: Call) -> None:
    """Delete my account

    What the books need stays under an anonymous id. Repeating it finds nobody: the session is
    gone with the account.
    """
    given = call.request.headers.get(HEADER)
    key = read_key(given) if given is not None else IdempotencyKey(call.deps.ids.new())
    await call.deps.personal.delete(call.actor, key=key)


def document_text(language: str, name: str) -> str:
    """A document as Markdown."""
    document = documents.read(language, name)
    points = (f"- **{point.lead}** {point.text}" for point in document.points)
    return "\n".join((f"# {document.title}", "", *points))


async def me_answer(call: Call, person: Person) -> MeAnswer:
    deps = call.deps
    actor = person.acts(origin=call.address, trace=call.trace)
    wallets = await deps.wallets.mine(actor)
    return MeAnswer(
        id=person.id,
        name=person.name,
        username=person.username,
        premium=person.is_premium,
        language=deps.words.nearest(person.speaks),
        time_zone=person.time_zone,
        currency=person.currency,
        currencies=list(CURRENCIES),
        role=person.role.value,
        terms=TermsState(accepted=deps.terms.accepted(person), document=deps.terms.document),
        referral=person.referral,
        wallets=[wallet.address for wallet in wallets],
        created_at=time_text(person.created_at),
    )


ROUTES = (
    Route(method="GET", path="/api/v1/me", handler=show_me, answer=MeAnswer, early=True),
    Route(
        method="PATCH",
        path="/api/v1/me",
        own=True,
        handler=change_me,
        body=ProfileBody,
        answer=MeAnswer,
        early=True,
        refusals=(TermsNeeded, Banned),
    ),
    Route(
        method="DELETE",
        path="/api/v1/me",
        own=True,
        handler=delete_me,
        status=204,
        early=True,
        refusals=(BalanceLeft,),
    ),
    Route(method="GET", path="/api/v1/me/export", own=True, handler=export_me, early=True),
    Route(
        method="GET",
        path="/api/v1/terms",
        handler=show_terms,
        query=LanguageQuery,
        answer=TermsAnswer,
        early=True,
    ),
    Route(
        method="POST",
        path="/api/v1/me/terms",
        own=True,
        handler=accept_terms,
        body=AcceptBody,
        answer=MeAnswer,
        early=True,
        refusals=(TermsNeeded, Banned),
    ),
)
