"""Alerts on gifts: what a person wants to hear of, and what was told."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from domain.gifts.alerts.models import Firing, MakeRule, Rule, RuleKind
from domain.gifts.alerts.refusals import AlertTooWide, TooManyAlerts
from domain.gifts.alerts.service import PERMILLE_MOST, SHARE_LEAST, SHARE_MOST, ChangeRule
from domain.gifts.saved.query import params_of
from domain.gifts.search import Query
from domain.shared.money import TON, Money
from domain.shared.refusals import AreaPaused, Invalid, NotFound
from domain.users.models import Area
from webapp.api.gifts.query import ShortText
from webapp.forms import Answer, Body, Items, ListOf, MoneyForm, Paged, Text, TimeText, time_text
from webapp.gifts.alerting import Alerting
from webapp.routing import Call, Route

Values = Annotated[list[ShortText], Field(max_length=50)]
Params = Annotated[dict[str, Values], Field(max_length=20)]
ShareBps = Annotated[int, Field(ge=SHARE_LEAST, le=max(SHARE_MOST.values()))]
Permille = Annotated[int, Field(ge=1, le=PERMILLE_MOST)]


class AlertBody(Body):
    """`query`: the parameters of `GET /gifts/listings`, each a list. `under` needs `price_max`,
    `value` and `floor` need `share_bps` (2000 are 20 %), `rarity` needs `permille`, `wallet` an
    address in any form, `floor` a collection.
    """

    kind: Text
    query: Params = Field(default_factory=dict)
    share_bps: ShareBps | None = None
    permille: Permille | None = None
    wallet: Text | None = None


class AlertChange(Body):
    """What is not given stays as it is."""

    muted: bool | None = None
    query: Params | None = None
    share_bps: ShareBps | None = None
    permille: Permille | None = None


class AlertAnswer(Answer):
    """`kind`: `under` (costs at most `price_max` of the query, fees included), `value` (so much
    under what it may fetch), `floor` (moved by so much), `listed` (comes into the search),
    `rarity` (with a model at most so common), `wallet` (what an account does), `back` (is there
    again). `search`: the saved search whose alert it is. `wallet` is raw.
    """

    id: str
    kind: str
    query: dict[str, list[str]]
    share_bps: int | None
    permille: int | None
    wallet: str | None
    search: str | None
    muted: bool
    created_at: TimeText
    fired_at: TimeText | None


class AlertsAnswer(Items[AlertAnswer]):
    """`most`: how many a person may have."""

    most: int
    next: None = None


class FiringAnswer(Answer):
    """`state`: `found` (not told yet), `told`, `cooled` (heard of it just before), `gone` (sold
    meanwhile), `passed` (no longer fits), `muted`, `expired` (its market did not answer). `marks`:
    what is odd about the price: `step`, `burst`, `ladder`.
    """

    id: str
    alert: str
    kind: str
    gift: str | None
    listing: str | None
    market: str | None
    buyer_total: MoneyForm | None
    marks: list[str]
    state: str
    at: TimeText


class FiringsAnswer(ListOf[FiringAnswer]):
    pass


async def list_alerts(call: Call) -> AlertsAnswer:
    """My alerts, newest first"""
    service = alerting(call).alerts
    found = await service.mine(call.actor)
    return AlertsAnswer(items=[alert_answer(one) for one in found], most=service.most)


async def make_alert(call: Call) -> AlertAnswer:
    """Make an alert

    From now on: what fits already is found by the search. Each lot is looked up at its market
    again before it is told of.
    """
    body = call.body(AlertBody)
    order = MakeRule(
        kind=_kind(body.kind),
        query=read_params(body.query),
        share_bps=body.share_bps,
        permille=body.permille,
        wallet=body.wallet,
    )
    return alert_answer(await alerting(call).alerts.make(call.actor, order, key=call.once))


async def show_alert(call: Call) -> AlertAnswer:
    """One of my alerts"""
    return alert_answer(await alerting(call).alerts.get(call.actor, call.path("id")))


async def change_alert(call: Call) -> AlertAnswer:
    """Mute an alert, or change what it is about"""
    body = call.body(AlertChange)
    order = ChangeRule(
        muted=body.muted,
        query=read_params(body.query) if body.query is not None else None,
        share_bps=body.share_bps,
        permille=body.permille,
    )
    service = alerting(call).alerts
    if order == ChangeRule(muted=body.muted) and body.muted is not None:
        return alert_answer(await service.mute(call.actor, call.path("id"), muted=body.muted))
    return alert_answer(await service.change(call.actor, call.path("id"), order))


async def drop_alert(call: Call) -> None:
    """Delete an alert"""
    await alerting(call).alerts.remove(call.actor, call.path("id"))


async def list_fired(call: Call) -> FiringsAnswer:
    """What my alerts found, newest first"""
    query = call.query(Paged)
    page = await alerting(call).alerts.fired(call.actor, cursor=query.cursor, limit=query.limit)
    return FiringsAnswer(items=[_firing(one) for one in page.items], next=page.next)


def alerting(call: Call) -> Alerting:
    """Refusal: AreaPaused where gifts are not set up."""
    services = call.deps.gifts
    if services is None or services.alerting is None:
        raise AreaPaused(area=Area.GIFTS.value, reason="")
    return services.alerting


def alert_answer(rule: Rule) -> AlertAnswer:
    return AlertAnswer(
        id=rule.id,
        kind=rule.kind.value,
        query=params_form(rule.query),
        share_bps=rule.share_bps,
        permille=rule.permille,
        wallet=rule.wallet,
        search=rule.search,
        muted=rule.muted,
        created_at=time_text(rule.created_at),
        fired_at=time_text(rule.fired_at) if rule.fired_at is not None else None,
    )


def params_form(query: Query) -> dict[str, list[str]]:
    return {name: list(values) for name, values in params_of(query).items()}


def read_params(params: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in params.items()}


def _kind(text: str) -> RuleKind:
    try:
        return RuleKind(text)
    except ValueError:
        raise Invalid(field="kind") from None


def _firing(one: Firing) -> FiringAnswer:
    gift = one.fields.get("gift")
    return FiringAnswer(
        id=one.id,
        alert=one.rule,
        kind=one.kind.value,
        gift=str(gift) if gift else None,
        listing=one.subject if one.market is not None else None,
        market=one.market.value if one.market is not None else None,
        buyer_total=MoneyForm.of(Money(one.units, TON)) if one.units is not None else None,
        marks=sorted(mark.value for mark in one.marks),
        state=one.state.value,
        at=time_text(one.found_at),
    )


_PATH = "/api/v1/gifts/alerts"
_ASKED = (AreaPaused, Invalid, AlertTooWide)
ROUTES = (
    Route(
        method="GET",
        path=_PATH,
        handler=list_alerts,
        answer=AlertsAnswer,
        refusals=(AreaPaused,),
    ),
    Route(
        method="POST",
        path=_PATH,
        handler=make_alert,
        body=AlertBody,
        answer=AlertAnswer,
        status=201,
        once=True,
        refusals=(*_ASKED, TooManyAlerts),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/fired",
        handler=list_fired,
        query=Paged,
        answer=FiringsAnswer,
        refusals=(AreaPaused, Invalid),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/{{id}}",
        handler=show_alert,
        answer=AlertAnswer,
        refusals=(AreaPaused, NotFound),
    ),
    Route(
        method="PATCH",
        path=f"{_PATH}/{{id}}",
        handler=change_alert,
        body=AlertChange,
        answer=AlertAnswer,
        refusals=(*_ASKED, NotFound),
    ),
    Route(
        method="DELETE",
        path=f"{_PATH}/{{id}}",
        handler=drop_alert,
        status=204,
        refusals=(AreaPaused, NotFound),
    ),
)
