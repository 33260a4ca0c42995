"""What is said no to, about gifts wherever they are met."""

from domain.shared.refusals import DomainError


class LinkRefused(DomainError):
    """An address that is not one of a market's own. Field: `host`."""

    code = "link-refused"
