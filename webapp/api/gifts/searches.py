"""Saved searches: a search with a name, and whether its person hears of what comes into it."""

from typing import Annotated

from pydantic import StringConstraints

from domain.gifts.alerts.refusals import AlertTooWide, TooManyAlerts, TooManySearches
from domain.gifts.saved.models import SavedSearch, SaveSearch
from domain.gifts.saved.service import NAME_MOST, ChangeSearch
from domain.shared.refusals import AreaPaused, Invalid, NotFound
from webapp.api.gifts.alerts import Params, alerting, params_form, read_params
from webapp.forms import Answer, Body, Items, Text, TimeText, time_text
from webapp.routing import Call, Route

Name = Annotated[Text, StringConstraints(min_length=1, max_length=NAME_MOST)]


class SearchBody(Body):
    """`query`: the parameters of `GET /gifts/listings`, each a list. One that notifies has an
    alert of kind `listed`.
    """

    name: Name
    query: Params
    notify: bool = False


class SearchChange(Body):
    """What is not given stays as it is."""

    name: Name | None = None
    query: Params | None = None
    notify: bool | None = None


class SearchAnswer(Answer):
    """Live as topic `search:<id>`."""

    id: str
    name: str
    query: dict[str, list[str]]
    notify: bool
    created_at: TimeText
    changed_at: TimeText


class SearchesAnswer(Items[SearchAnswer]):
    """`most`: how many a person may keep."""

    most: int
    next: None = None


async def list_searches(call: Call) -> SearchesAnswer:
    """My saved searches, by name"""
    service = alerting(call).searches
    found = await service.mine(call.actor)
    return SearchesAnswer(items=[_answer(one) for one in found], most=service.most)


async def save_search(call: Call) -> SearchAnswer:
    """Save a search"""
    body = call.body(SearchBody)
    order = SaveSearch(name=body.name, query=read_params(body.query), notify=body.notify)
    return _answer(await alerting(call).searches.save(call.actor, order, key=call.once))


async def show_search(call: Call) -> SearchAnswer:
    """One of my saved searches"""
    return _answer(await alerting(call).searches.get(call.actor, call.path("id")))


async def change_search(call: Call) -> SearchAnswer:
    """Rename a saved search, change what it asks, or whether it notifies"""
    body = call.body(SearchChange)
    order = ChangeSearch(
        name=body.name,
        query=read_params(body.query) if body.query is not None else None,
        notify=body.notify,
    )
    return _answer(await alerting(call).searches.change(call.actor, call.path("id"), order))


async def drop_search(call: Call) -> None:
    """Delete a saved search, and its alert"""
    await alerting(call).searches.remove(call.actor, call.path("id"))


def _answer(one: SavedSearch) -> SearchAnswer:
    return SearchAnswer(
        id=one.id,
        name=one.name,
        query=params_form(one.query),
        notify=one.notify,
        created_at=time_text(one.created_at),
        changed_at=time_text(one.changed_at),
    )


_PATH = "/api/v1/gifts/searches"
_ASKED = (AreaPaused, Invalid, AlertTooWide, TooManyAlerts)
ROUTES = (
    Route(
        method="GET",
        path=_PATH,
        handler=list_searches,
        answer=SearchesAnswer,
        refusals=(AreaPaused,),
    ),
    Route(
        method="POST",
        path=_PATH,
        handler=save_search,
        body=SearchBody,
        answer=SearchAnswer,
        status=201,
        once=True,
        refusals=(*_ASKED, TooManySearches),
    ),
    Route(
        method="GET",
        path=f"{_PATH}/{{id}}",
        handler=show_search,
        answer=SearchAnswer,
        refusals=(AreaPaused, NotFound),
    ),
    Route(
        method="PATCH",
        path=f"{_PATH}/{{id}}",
        handler=change_search,
        body=SearchChange,
        answer=SearchAnswer,
        refusals=(*_ASKED, NotFound),
    ),
    Route(
        method="DELETE",
        path=f"{_PATH}/{{id}}",
        handler=drop_search,
        status=204,
        refusals=(AreaPaused, NotFound),
    ),
)
