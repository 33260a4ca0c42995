"""How toncenter refuses, in the words and forms of its two faces."""

from http import HTTPStatus

from scripts.sandbox.forms import Json

BAD_ADDRESS = "Incorrect address"
# What an answer of a status that nobody gave a text says in front of the real service.
_TEXTS = {500: "LITE_SERVER_NETWORK", 429: "Ratelimit exceed"}
RATE_LIMIT = 429


class FaceError(Exception):
    """A call that is answered with an error: HTTP status and text."""

    def __init__(self, status: int, text: str | None = None) -> None:
        super().__init__(text or "")
        self.status = status
        self.text = _text(status) if text is None else text


def invalid(text: str) -> FaceError:
    """The call does not fit its form."""
    return FaceError(422, text)


def lite_server(text: str) -> FaceError:
    """A lite server's own refusal, which toncenter passes through."""
    return FaceError(500, f"LITE_SERVER_UNKNOWN: {text}")


def body_v2(error: FaceError) -> Json:
    """The v2 envelope. The limit on calls is told in `result`, not in `error`."""
    if error.status == RATE_LIMIT:
        return {"ok": False, "result": error.text, "code": error.status}
    return {"ok": False, "error": error.text, "code": error.status}


def body_v3(error: FaceError) -> Json:
    """The v3 form; the limit on calls stands before both faces and speaks for both."""
    return body_v2(error) if error.status == RATE_LIMIT else {"error": error.text}


def _text(status: int) -> str:
    if status in _TEXTS:
        return _TEXTS[status]
    known = status in {one.value for one in HTTPStatus}
    return HTTPStatus(status).phrase if known else "Unknown error"
