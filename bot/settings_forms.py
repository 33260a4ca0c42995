"""What every section of the settings is made of: names in the environment, lists, rates."""

from typing import Annotated

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict


def split(value: object) -> object:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


Names = Annotated[tuple[str, ...], BeforeValidator(split)]


def rate(value: object) -> object:
    """`60/minute` and `60/min` mean 60, as in older deployments."""
    return value.split("/", 1)[0] if isinstance(value, str) else value


def env(*names: str) -> AliasChoices:
    return AliasChoices(*names)


class Section(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="ignore", hide_input_in_errors=True, validate_by_name=True
    )
