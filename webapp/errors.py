"""The one place where what went wrong becomes an HTTP answer.

A refusal keeps its code and fields; a bug tells nothing but the trace id, which the log has too.
"""

import logging
from collections.abc import Mapping
from typing import Final

import orjson
from aiohttp import web
from pydantic import ValidationError

from domain.shared.ids import Instant
from domain.shared.refusals import DomainError, GatewayError, Invalid, NotFound
from locales.speech import Speech
from locales.words import UnknownWords
from webapp.forms import field_form, time_text

logger = logging.getLogger(__name__)

STATUS: Final[Mapping[str, int]] = {
    "invalid": 400,
    "unsigned": 401,
    "forbidden": 403,
    "missing": 404,
    "refused": 409,
    "slow-down": 429,
}


class MethodNotAllowed(DomainError):
    code = "method-not-allowed"


class BodyTooLarge(DomainError):
    code = "body-too-large"


class Unavailable(DomainError):
    """The outside failed and may be back soon."""

    code = "unavailable"


class Unexpected(DomainError):
    """A bug of ours. The trace id leads to the log line."""

    code = "unexpected"


_STATUS_OF_OURS: Final[Mapping[type[DomainError], int]] = {
    MethodNotAllowed: 405,
    BodyTooLarge: 413,
    Unexpected: 500,
    Unavailable: 503,
}
_PAUSE_S: Final = 5
_INSTANTS: Final = frozenset({"since", "until"})


def status_of(refusal: DomainError | type[DomainError]) -> int:
    kind = refusal if isinstance(refusal, type) else type(refusal)
    return _STATUS_OF_OURS.get(kind) or STATUS[refusal.kind]


def as_refusal(error: BaseException, trace: str) -> DomainError:
    """Any error as the refusal that people see; bugs and the outside's failures are logged."""
    if isinstance(error, DomainError):
        return error
    if isinstance(error, ValidationError):
        return from_validation(error)
    if isinstance(error, web.HTTPException):
        return _from_aiohttp(error)
    if isinstance(error, GatewayError):
        logger.warning("the outside failed: %s", error, extra={"request_id": trace})
        return Unavailable(retry_after_s=_PAUSE_S)
    logger.error("unexpected error", exc_info=error, extra={"request_id": trace})
    return Unexpected(trace=trace)


def from_validation(error: ValidationError, *, tagged: bool = False) -> Invalid:
    """Fields by path, each with the name of the rule that it broke. In a body that is `tagged`
    by its `kind`, pydantic puts the tag before each path, and says nothing but that the tag is
    wrong.
    """
    fields: dict[str, str] = {}
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        path = one["loc"][1:] if tagged else one["loc"]
        whole = "kind" if one["type"].startswith("union_tag") else "body"
        fields[".".join(map(str, path)) or whole] = one["type"]
    return invalid(fields)


def invalid(fields: Mapping[str, str]) -> Invalid:
    """Fields are named by whoever asks, so they never become keyword arguments."""
    refusal = Invalid()
    refusal.fields.update(fields)
    return refusal


def error_form(refusal: DomainError, speech: Speech) -> dict[str, object]:
    fields = {name: _field(name, value) for name, value in _by_path(refusal).items()}
    return {"code": refusal.code, "text": text_of(refusal, speech), "fields": fields}


def _field(name: str, value: object) -> object:
    """An Instant is an int to everybody but its name."""
    if name in _INSTANTS and isinstance(value, int):
        return time_text(Instant(value))
    return field_form(value)


def _by_path(refusal: DomainError) -> Mapping[str, object]:
    """A rule that names the one `field` it refuses becomes a field by path like all others."""
    if isinstance(refusal, Invalid) and set(refusal.fields) == {"field"}:
        return {str(refusal.fields["field"]): "refused"}
    return refusal.fields


def error_answer(refusal: DomainError, speech: Speech) -> web.Response:
    answer = web.Response(
        status=status_of(refusal),
        body=orjson.dumps({"error": error_form(refusal, speech)}),
        content_type="application/json",
    )
    pause = refusal.fields.get("retry_after_s")
    if pause is not None:
        answer.headers["Retry-After"] = str(pause)
    if answer.status == 401:  # noqa: PLR2004  RFC 9110 wants the scheme named beside a 401
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def text_of(refusal: DomainError, speech: Speech) -> str:
    """The refusal in the person's words. A code without words shows itself, and is logged."""
    try:
        return speech.refusal(refusal.code, refusal.fields)
    except (UnknownWords, AssertionError):
        logger.exception("no words for the refusal %s", refusal.code)
        return refusal.code


def _from_aiohttp(error: web.HTTPException) -> DomainError:
    if isinstance(error, web.HTTPNotFound):
        return NotFound()
    if isinstance(error, web.HTTPMethodNotAllowed):
        return MethodNotAllowed()
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return BodyTooLarge()
    return Invalid()
