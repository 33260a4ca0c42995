"""The settings of what gifts look like and what they are worth in other money."""

from decimal import Decimal

from pydantic import Field

from bot.settings_forms import Names, Section, env


class Gifts(Section):
    """Gateways of IPFS by name (`ipfs.io`, `gateway.pinata.cloud`, `dweb.link`, `cloudflare-ipfs`)
    or address, in the order in which they are asked. What Telegram gives for a Star in dollars is
    told by no service.
    """

    ipfs_gateways: Names = Field(
        ("ipfs.io", "gateway.pinata.cloud", "dweb.link"),
        validation_alias=env("SOUK_IPFS_GATEWAYS"),
    )
    pictures_mb: int = Field(256, ge=0, le=65_536, validation_alias=env("SOUK_PICTURES_MB"))
    star_usd: Decimal = Field(
        Decimal("0.013"), gt=0, lt=1000, validation_alias=env("SOUK_STAR_USD")
    )
