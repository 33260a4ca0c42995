"""What a client of the live feed may say."""

from typing import Annotated

from pydantic import Field, model_validator

from webapp.forms import Body, Text

TopicName = Annotated[Text, Field(min_length=1, max_length=200)]


class Said(Body):
    """One frame of a client."""

    auth: Text | None = None
    sub: TopicName | None = None
    after: Annotated[int, Field(ge=0, le=2**53)] | None = None
    unsub: TopicName | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Said":
        if sum(one is not None for one in (self.auth, self.sub, self.unsub)) != 1:
            raise ValueError("one of auth, sub, unsub")
        return self
