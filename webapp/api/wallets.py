"""My wallets: proved by their signature, shown, unlinked."""

from domain.shared.refusals import NotFound
from domain.ton.address import friendly, parse
from domain.ton.refusals import AddressInvalid
from domain.users.models import Wallet
from domain.users.refusals import NonceUsed, ProofForged, WalletTaken
from webapp.errors import Unavailable
from webapp.forms import Answer, Items, TimeText, time_text
from webapp.limits import Limit
from webapp.routing import Call, Route
from webapp.ton.proof_forms import ProofBody


class WalletAnswer(Answer):
    """`address` is raw, `0:<64 hex>`; `friendly` is how wallets show it."""

    address: str
    friendly: str
    proved_at: TimeText


class WalletsAnswer(Items[WalletAnswer]):
    next: None = None


async def list_wallets(call: Call) -> WalletsAnswer:
    """My linked wallets, linked first"""
    return WalletsAnswer(
        items=[wallet_answer(wallet) for wallet in await call.deps.wallets.mine(call.actor)]
    )


async def link_wallet(call: Call) -> WalletAnswer:
    """Link a wallet by its proof

    Its payload is a nonce that was asked for with this session's token.
    """
    proof = call.body(ProofBody).read()
    session = call.signed_in.session.id
    return wallet_answer(await call.deps.wallet_proofs.link(call.actor, proof, session=session))


async def unlink_wallet(call: Call) -> None:
    """Unlink one of my wallets: it no longer signs me in

    The address in any form.
    """
    await call.deps.wallet_proofs.unlink(call.actor, parse(call.path("address")).raw)


def wallet_answer(wallet: Wallet) -> WalletAnswer:
    return WalletAnswer(
        address=wallet.address,
        friendly=friendly(wallet.address),
        proved_at=time_text(wallet.proved_at),
    )


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/me/wallets",
        handler=list_wallets,
        answer=WalletsAnswer,
        early=True,
    ),
    Route(
        method="POST",
        path="/api/v1/me/wallets",
        own=True,
        handler=link_wallet,
        body=ProofBody,
        answer=WalletAnswer,
        status=201,
        limit=Limit.SIGN_IN,
        refusals=(ProofForged, NonceUsed, WalletTaken, Unavailable),
    ),
    Route(
        method="DELETE",
        path="/api/v1/me/wallets/{address}",
        own=True,
        handler=unlink_wallet,
        status=204,
        early=True,
        refusals=(NotFound, AddressInvalid),
    ),
)
