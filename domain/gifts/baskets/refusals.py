"""What is said no to, about baskets."""

from domain.shared.refusals import DomainError


class BasketGone(DomainError):
    """The basket has ended, so that nothing more comes of it."""

    code = "basket-gone"


class NothingFits(DomainError):
    """No lot matches the search within the price. Field: `cap`."""

    code = "nothing-fits"
