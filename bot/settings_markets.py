"""The settings of the gift markets: where they are, what lets us in, which are read, and fees."""

from datetime import date
from typing import Annotated, Final, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from bot.settings_forms import Section, env, split

MarketName = Literal["getgems", "fragment", "mrkt", "tonnel", "portals", "tonapi"]
MARKET_NAMES: Final[tuple[MarketName, ...]] = get_args(MarketName)
_NONE: Final = SecretStr("")
_FEE_FIELDS: Final = ("on_top_bps", "inside_bps", "seller_bps")
_FEE_FORM: Final = "a fee is <market>:<first day>:<on top>/<inside>/<seller>, in basis points"
_FEE_PARTS: Final = 3


class FeeGiven(BaseModel):
    """What a market charges from a day on, in basis points: see domain.gifts.costs.Fees."""

    model_config = ConfigDict(frozen=True)

    market: MarketName
    since: date
    on_top_bps: int = Field(ge=0, le=5_000)
    inside_bps: int = Field(ge=0, le=5_000)
    seller_bps: int = Field(ge=0, le=5_000)


def _fees(value: object) -> object:
    parts = split(value)
    return tuple(map(_fee, parts)) if isinstance(parts, list) else value


def _fee(part: object) -> object:
    told = str(part).split(":")
    shares = told[-1].split("/")
    if len(told) != _FEE_PARTS or len(shares) != len(_FEE_FIELDS):
        raise ValueError(_FEE_FORM)
    return {
        "market": told[0],
        "since": told[1],
        **dict(zip(_FEE_FIELDS, shares, strict=True)),
    }


class Markets(Section):
    """Without `names` a market is read where the house has its key or token, and the chain's index
    in any case. Named ones are read alone, and also by the doors that need no key: whether to use
    those is for the owner to decide.
    """

    names: Annotated[tuple[MarketName, ...], BeforeValidator(split)] = Field(
        (), validation_alias=env("SOUK_MARKETS")
    )
    getgems_url: str = Field("https://api.getgems.io", validation_alias=env("SOUK_GETGEMS_URL"))
    getgems_key: SecretStr = Field(_NONE, validation_alias=env("SOUK_GETGEMS_KEY"))
    getgems_by: Literal["rest", "graphql"] = Field(
        "rest", validation_alias=env("SOUK_GETGEMS_READ_BY")
    )
    portals_url: str = Field("https://portal-market.com", validation_alias=env("SOUK_PORTALS_URL"))
    portals_token: SecretStr = Field(_NONE, validation_alias=env("SOUK_PORTALS_TOKEN"))
    portals_init_data: SecretStr = Field(_NONE, validation_alias=env("SOUK_PORTALS_INIT_DATA"))
    mrkt_url: str = Field("https://api.tgmrkt.io", validation_alias=env("SOUK_MRKT_URL"))
    mrkt_init_data: SecretStr = Field(_NONE, validation_alias=env("SOUK_MRKT_INIT_DATA"))
    tonnel_url: str = Field(
        "https://gifts2.tonnel.network", validation_alias=env("SOUK_TONNEL_URL")
    )
    tonnel_init_data: SecretStr = Field(_NONE, validation_alias=env("SOUK_TONNEL_INIT_DATA"))
    fragment_url: str = Field("https://fragment.com", validation_alias=env("SOUK_FRAGMENT_URL"))
    tonapi_url: str = Field("https://tonapi.io", validation_alias=env("SOUK_TONAPI_URL"))
    tonapi_key: SecretStr = Field(_NONE, validation_alias=env("SOUK_TONAPI_KEY", "TONAPI_KEY"))
    tonapi_calls_per_s: float = Field(
        1, gt=0, le=1000, validation_alias=env("SOUK_TONAPI_CALLS_PER_S")
    )
    fees: Annotated[tuple[FeeGiven, ...], BeforeValidator(_fees)] = Field(
        (), validation_alias=env("SOUK_MARKET_FEES")
    )

    def reads(self, name: MarketName) -> bool:
        """Whether this market is read at all."""
        key = {
            "getgems": self.getgems_key,
            "portals": self.portals_token,
            "mrkt": self.mrkt_init_data,
            "tonnel": self.tonnel_init_data,
        }.get(name, _NONE)
        keyed = bool(key.get_secret_value())
        if self.names:
            return name in self.names and (keyed or name not in {"getgems", "mrkt"})
        alone = bool(self.portals_init_data.get_secret_value())
        return keyed or name == "tonapi" or (name == "portals" and alone)

    @property
    def secrets(self) -> tuple[SecretStr, ...]:
        """All of them."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return tuple(value for value in values if isinstance(value, SecretStr))

    @property
    def portals_authorization(self) -> str:
        """The header that Portals is asked with; empty for none."""
        token = self.portals_token.get_secret_value()
        init_data = self.portals_init_data.get_secret_value()
        if token:
            return f"partners {token}"
        return f"tma {init_data}" if init_data else ""
