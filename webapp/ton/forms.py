"""What the answers about TON share: the services, transactions, addresses."""

import base64

from domain.shared.refusals import AreaPaused
from domain.users.models import Area
from webapp.forms import Answer
from webapp.routing import Call
from webapp.ton.deps import TonServices


class TxForm(Answer):
    """A transaction of the house's account: `hash` in base 64 as toncenter writes it, `lt` as
    text since it is wider than a JSON number; `link` shows it in an explorer.
    """

    hash: str
    lt: str
    link: str


def ton(call: Call) -> TonServices:
    """Refusal: AreaPaused where no chain is set up."""
    services = call.deps.ton
    if services is None:
        raise AreaPaused(area=Area.TON.value, reason="")
    return services


def tx_form(call: Call, tx_hash: str, lt: int) -> TxForm:
    """`tx_hash` is hex."""
    return TxForm(
        hash=base64.b64encode(bytes.fromhex(tx_hash)).decode(),
        lt=str(lt),
        link=call.deps.settings.explorer.transaction(tx_hash),
    )
