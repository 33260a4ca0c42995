"""What is said no to, about portfolios."""

from domain.shared.refusals import DomainError


class ToldAlready(DomainError):
    """The person told of the same purchase, or the same sale, of this one gift before. Field:
    `side`.
    """

    code = "told-already"
