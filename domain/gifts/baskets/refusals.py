"""What is said no to, about baskets."""

from domain.shared.refusals import DomainError


class LinkRefused(DomainError):
    """An address that is not one of a market's own. Field: `host`."""

    code = "link-refused"


class BasketGone(DomainError):
    """The basket has ended, so that nothing more comes of it."""

    code = "basket-gone"


class NothingFits(DomainError):
    """No lot matches the search within the price. Field: `cap`."""

    code = "nothing-fits"
