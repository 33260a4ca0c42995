"""What the Bot API answers when it refuses, in the words of the real server."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Wire

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
}


class ApiError(Exception):
    """An answer that is not ok; the HTTP status equals `code`."""

    def __init__(self, code: int, description: str, parameters: Wire | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(words: str) -> ApiError:
    """400. As the real server does, a capital letter becomes small unless it begins a CODE."""
    if len(words) > 1 and not words[1].isupper():
        words = words[0].lower() + words[1:]
    return ApiError(400, f"Bad Request: {words}")


def forbidden(words: str) -> ApiError:
    return ApiError(403, f"Forbidden: {words}")


def conflict(words: str) -> ApiError:
    return ApiError(409, f"Conflict: {words}")


def too_many(retry_after_s: int) -> ApiError:
    words = f"Too Many Requests: retry after {retry_after_s}"
    return ApiError(429, words, {"retry_after": retry_after_s})


def injected(status: int, retry_after_s: int | None) -> ApiError:
    """The face's own words for an error that a script asked for."""
    if status == 429:
        return too_many(retry_after_s or 1)
    words = _PREFIXES.get(status, "Internal Server Error" if status >= 500 else "Error")
    parameters = None if retry_after_s is None else {"retry_after": retry_after_s}
    return ApiError(status, words, parameters)
