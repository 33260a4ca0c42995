"""The headers of an API that is closed to other origins, caches and frames."""

from typing import Final

from multidict import CIMultiDict

CLOSED: Final = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
MARK: Final = "Referrer-Policy"
"""No one sets this by hand: where it stands, all of them do."""
JSON_HEAD: Final = CIMultiDict([("Content-Type", "application/json; charset=utf-8"), *CLOSED])
