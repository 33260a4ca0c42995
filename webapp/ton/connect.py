"""TON Connect as wallets see us: the manifest, and the list of wallets that we offer.

Wire forms: github.com/ton-blockchain/ton-connect (requests-responses, app manifest) and
github.com/ton-connect/wallets-list, version 2. The list is ours, so that the browser asks nobody
but ourselves and the bridge of the wallet that a person chose.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from webapp.deps import WebSettings

MANIFEST: Final = "/tonconnect-manifest.json"
LIST: Final = "/tonconnect-wallets.json"
ICON: Final = "img/souk-180.png"
SANDBOX: Final = "soukwallet"
"""The wallet of a sandbox person: a bridge that their phone puts into the page."""

_SENDS: Final = ({"name": "SendTransaction", "maxMessages": 4, "extraCurrencySupported": False},)
_EVERYWHERE: Final = ("ios", "android", "chrome", "firefox", "safari", "macos", "windows", "linux")


def _wallet(
    app_name: str, name: str, *, about: str, universal: str = "", sse: str = "", js: str = ""
) -> Mapping[str, object]:
    bridges = [{"type": "sse", "url": sse}] if sse else []
    bridges += [{"type": "js", "key": js}] if js else []
    return {
        "app_name": app_name,
        "name": name,
        "image": "",
        "about_url": about,
        **({"universal_url": universal} if universal else {}),
        "bridge": bridges,
        "platforms": list(_EVERYWHERE),
        "features": list(_SENDS),
    }


KNOWN: Final[Mapping[str, Mapping[str, object]]] = {
    "telegram-wallet": _wallet(
        "telegram-wallet",
        "Wallet",
        about="https://wallet.tg/",
        universal="https://t.me/wallet?attach=wallet",
        sse="https://walletbot.me/tonconnect-bridge/bridge",
    ),
    "tonkeeper": _wallet(
        "tonkeeper",
        "Tonkeeper",
        about="https://tonkeeper.com",
        universal="https://app.tonkeeper.com/ton-connect",
        sse="https://bridge.tonapi.io/bridge",
        js="tonkeeper",
    ),
    "mytonwallet": _wallet(
        "mytonwallet",
        "MyTonWallet",
        about="https://mytonwallet.io",
        universal="https://connect.mytonwallet.org",
        sse="https://tonconnectbridge.mytonwallet.org/bridge/",
        js="mytonwallet",
    ),
    "tonhub": _wallet(
        "tonhub",
        "Tonhub",
        about="https://tonhub.com",
        universal="https://tonhub.com/ton-connect",
        sse="https://connect.tonhubapi.com/tonconnect",
        js="tonhub",
    ),
}
"""Facts of wallets-v2.json about the wallets that most people have."""


def manifest(settings: WebSettings, icon: str) -> Mapping[str, str]:
    """Who asks. `url` decides the domain that a proof is made for; `icon` is the address of the
    picture, of our host or another.
    """
    url = settings.public_url
    return {
        "url": url,
        "name": "Souk",
        "iconUrl": icon if "://" in icon else f"{url}{icon}",
        "termsOfUseUrl": f"{url}/terms",
        "privacyPolicyUrl": f"{url}/privacy",
    }


def wallets(settings: WebSettings, icon: str) -> Sequence[Mapping[str, object]]:
    """The wallets offered, with our own picture: theirs would have to come from other hosts. In
    the sandbox there is one.
    """
    if settings.sandbox:
        offered = [_wallet(SANDBOX, "Souk wallet", about=settings.sandbox_url, js=SANDBOX)]
    else:
        offered = [KNOWN[name] for name in settings.wallets if name in KNOWN]
    return [{**wallet, "image": icon} for wallet in offered]


def bridges(settings: WebSettings) -> tuple[str, ...]:
    """What the browser speaks to beside ourselves: addresses for the security policy."""
    found: list[str] = []
    for wallet in wallets(settings, ""):
        listed = wallet["bridge"]
        assert isinstance(listed, list), "a wallet has a list of bridges"
        found += [bridge["url"].rstrip("/") for bridge in listed if bridge["type"] == "sse"]
    return tuple(found)
