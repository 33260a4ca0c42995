"""Signing in and out: launches of a Mini App, the Login Widget, proofs of a wallet; sessions."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, RootModel, StringConstraints

from domain.shared.refusals import NotFound
from domain.users.models import SignedIn, SignIn
from domain.users.refusals import (
    Banned,
    LaunchForged,
    LaunchStale,
    NonceUsed,
    ProofForged,
    WalletUnknown,
)
from webapp.api.me import MeAnswer, me_answer
from webapp.errors import Unavailable
from webapp.forms import Answer, Body, Empty, Items, Text, TimeText, time_text, whole_digits
from webapp.launch import SIZE_MAX, Launch, read_mini_app, read_widget
from webapp.limits import Limit
from webapp.routing import Call, Route
from webapp.ton.proof_forms import ProofBody, Short

Digits = Annotated[int, BeforeValidator(whole_digits), Field(ge=1, le=2**52)]


class MiniApp(Body):
    kind: Literal["mini_app"]
    init_data: Annotated[Text, StringConstraints(max_length=SIZE_MAX)]


class LoginWidget(Body):
    """The fields as the widget gives them."""

    kind: Literal["login_widget"]
    id: Digits
    first_name: Short
    last_name: Short | None = None
    username: Short | None = None
    photo_url: Short | None = None
    auth_date: Digits
    hash: Short


class TonProof(ProofBody):
    kind: Literal["ton_proof"]


class SignInBody(
    RootModel[Annotated[MiniApp | LoginWidget | TonProof, Field(discriminator="kind")]]
):
    """The `auth` of a launch, or the proof of a linked wallet."""


class TokenAnswer(Answer):
    token: str
    expires_at: TimeText
    me: MeAnswer


class NonceAnswer(Answer):
    payload: str
    expires_at: TimeText


class SessionAnswer(Answer):
    id: str
    how: str
    agent: str
    address: str
    created_at: TimeText
    seen_at: TimeText
    expires_at: TimeText
    current: bool


class SessionsAnswer(Items[SessionAnswer]):
    next: None = None


async def sign_in(call: Call) -> TokenAnswer:
    """Sign in with a launch or a wallet

    A launch may be used again while it is fresh, as Telegram's clients do on a reload; once a
    session that began with it was ended by its owner it is stale.
    """
    given = call.body(SignInBody).root
    agent = call.request.headers.get("User-Agent", "")
    if isinstance(given, TonProof):
        session = call.who.session.id if call.who is not None else None
        proved = await call.deps.wallet_proofs.sign_in(
            given.read(), session=session, address=call.address, agent=agent
        )
        return await token_answer(call, proved)
    launch = _launch(call, given)
    order = SignIn(seen=launch.seen, how=given.kind, launch=launch.fingerprint, agent=agent)
    who = await call.deps.sessions.open(order, address=call.address)
    if launch.start_param:
        await call.deps.people.start(
            who.acts(origin=call.address, trace=call.trace), launch.start_param
        )
    return await token_answer(call, who)


async def renew(call: Call) -> TokenAnswer:
    """A new token for another hour, while the session lives"""
    return await token_answer(call, await call.deps.sessions.renew(call.signed_in.session.id))


async def make_nonce(call: Call) -> NonceAnswer:
    """A payload for one proof of a wallet

    Single use; asked with a token it is bound to that session.
    """
    session = call.who.session.id if call.who is not None else None
    nonce = await call.deps.sessions.nonce(session)
    return NonceAnswer(payload=nonce.payload, expires_at=time_text(nonce.expires_at))


async def list_sessions(call: Call) -> SessionsAnswer:
    """Where I am signed in, newest first"""
    own = call.signed_in.session.id
    items = [
        SessionAnswer(
            id=session.id,
            how=session.how,
            agent=session.agent,
            address=session.address,
            created_at=time_text(session.created_at),
            seen_at=time_text(session.seen_at),
            expires_at=time_text(session.expires_at),
            current=session.id == own,
        )
        for session in await call.deps.sessions.mine(call.actor)
    ]
    return SessionsAnswer(items=items)


async def end_session(call: Call) -> None:
    """End one of my sessions at once"""
    await call.deps.sessions.end(call.actor, call.path("id"))


async def token_answer(call: Call, who: SignedIn) -> TokenAnswer:
    token = call.tokens.issue(who.session)
    return TokenAnswer(
        token=token.text,
        expires_at=time_text(token.expires_at),
        me=await me_answer(call, who.person),
    )


def _launch(call: Call, given: MiniApp | LoginWidget) -> Launch:
    keys, now = call.deps.settings.launch, call.deps.clock.now()
    if isinstance(given, MiniApp):
        return read_mini_app(given.init_data, keys, now)
    fields = given.model_dump(exclude={"kind"}, exclude_none=True)
    return read_widget({name: str(value) for name, value in fields.items()}, keys, now)


ROUTES = (
    Route(
        method="POST",
        path="/api/v1/auth",
        handler=sign_in,
        body=SignInBody,
        answer=TokenAnswer,
        limit=Limit.SIGN_IN,
        early=True,
        refusals=(
            LaunchForged,
            LaunchStale,
            ProofForged,
            NonceUsed,
            WalletUnknown,
            Banned,
            Unavailable,
        ),
    ),
    Route(
        method="POST",
        path="/api/v1/auth/renew",
        own=True,
        handler=renew,
        body=Empty,
        answer=TokenAnswer,
        early=True,
    ),
    Route(
        method="POST",
        path="/api/v1/auth/nonce",
        handler=make_nonce,
        body=Empty,
        answer=NonceAnswer,
        limit=Limit.SIGN_IN,
        early=True,
    ),
    Route(
        method="GET",
        path="/api/v1/sessions",
        own=True,
        handler=list_sessions,
        answer=SessionsAnswer,
        early=True,
    ),
    Route(
        method="DELETE",
        path="/api/v1/sessions/{id}",
        own=True,
        handler=end_session,
        status=204,
        early=True,
        refusals=(NotFound,),
    ),
)
