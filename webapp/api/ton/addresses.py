"""My address book: names for addresses of TON."""

from typing import Annotated

from pydantic import StringConstraints

from domain.shared.refusals import AreaPaused, NotFound
from domain.ton.address import friendly
from domain.ton.refusals import AddressInvalid, OwnAddress, WrongNetwork
from domain.ton.withdrawal_models import Contact
from domain.ton.withdrawals.book import MOST_NAME
from webapp.errors import Unavailable
from webapp.forms import Answer, Body, Items, Text, TimeText, time_text
from webapp.routing import Call, Route
from webapp.ton.forms import ton
from webapp.ton.proof_forms import Short

Name = Annotated[Text, StringConstraints(max_length=MOST_NAME)]


class ContactBody(Body):
    """`address` in any form."""

    address: Short
    name: Name


class NameBody(Body):
    name: Name


class ContactAnswer(Answer):
    """`address` is raw. Large amounts go there from `usable_at` on."""

    address: str
    friendly: str
    name: str
    created_at: TimeText
    usable_at: TimeText


class ContactsAnswer(Items[ContactAnswer]):
    next: None = None


async def list_addresses(call: Call) -> ContactsAnswer:
    """My address book, by name"""
    contacts = await ton(call).book.mine(call.actor)
    return ContactsAnswer(items=[contact_answer(contact) for contact in contacts])


async def add_address(call: Call) -> ContactAnswer:
    """Keep an address under a name

    One that is there gets the name and keeps its time.
    """
    given = call.body(ContactBody)
    return contact_answer(await ton(call).book.add(call.actor, given.address, given.name))


async def rename_address(call: Call) -> ContactAnswer:
    """Give an address another name"""
    name = call.body(NameBody).name
    return contact_answer(await ton(call).book.rename(call.actor, call.path("address"), name))


async def remove_address(call: Call) -> None:
    """Forget an address; its time begins anew when it comes back"""
    await ton(call).book.remove(call.actor, call.path("address"))


def contact_answer(contact: Contact) -> ContactAnswer:
    return ContactAnswer(
        address=contact.address,
        friendly=friendly(contact.address),
        name=contact.name,
        created_at=time_text(contact.created_at),
        usable_at=time_text(contact.usable_at),
    )


_ADDRESS = (AddressInvalid, WrongNetwork, AreaPaused)

ROUTES = (
    Route(
        method="GET",
        path="/api/v1/addresses",
        handler=list_addresses,
        answer=ContactsAnswer,
        refusals=(AreaPaused,),
    ),
    Route(
        method="POST",
        path="/api/v1/addresses",
        own=True,
        handler=add_address,
        body=ContactBody,
        answer=ContactAnswer,
        status=201,
        refusals=(*_ADDRESS, OwnAddress, Unavailable),
    ),
    Route(
        method="PATCH",
        path="/api/v1/addresses/{address}",
        own=True,
        handler=rename_address,
        body=NameBody,
        answer=ContactAnswer,
        refusals=(*_ADDRESS, NotFound),
    ),
    Route(
        method="DELETE",
        path="/api/v1/addresses/{address}",
        own=True,
        handler=remove_address,
        status=204,
        refusals=(*_ADDRESS, NotFound),
    ),
)
