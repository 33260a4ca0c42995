"""What all faces of markets have in common; each overrides what is its own."""

from collections.abc import Mapping, Sequence

from scripts.sandbox.markets.face.calls import Asked, FaceError, Method
from scripts.sandbox.markets.face.limits import Limit
from scripts.sandbox.markets.state import Markets


class MarketFace:
    """One market as its clients meet it."""

    market = ""
    # The keys of its rows that hold prices.
    price_keys: frozenset[str] = frozenset()
    plain_limit = Limit(per_s=10, burst=60)

    def __init__(self, markets: Markets) -> None:
        self.markets = markets
        self.methods: Sequence[Method] = ()

    def find(self, verb: str, path: str) -> tuple[Method | None, Mapping[str, str]]:
        """The method at that path, and the named parts of it."""
        for method in self.methods:
            if method.verb == verb and (match := method.path.fullmatch(path)) is not None:
                return method, match.groupdict()
        return None, {}

    def limit(self, asked: Asked, method: Method | None) -> tuple[str, Limit]:
        """The bucket that a call is counted in."""
        del asked, method
        return "all", self.plain_limit

    def limit_headers(self, limit: Limit, wait_s: float) -> Mapping[str, str]:
        """What a refused call is told beside its status."""
        del limit, wait_s
        return {}

    def words(self, status: int) -> object:
        """The body of an error, as this market writes it."""
        return {"message": _WORDS.get(status, "Internal Server Error")}

    def expire(self, asked: Asked) -> None:
        """The token of this call is good no more: raises FaceError where none can be renewed."""
        del asked
        raise FaceError(401)

    def check_token(self, asked: Asked) -> None:
        """Raises FaceError for a call that may not be made without a token."""
        del asked


_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    422: "Unprocessable Entity",
    429: "Too Many Requests",
    502: "Bad Gateway",
    503: "Service Unavailable",
}
