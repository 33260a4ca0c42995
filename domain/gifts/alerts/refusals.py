"""What is said no to, about alerts and saved searches."""

from domain.shared.refusals import DomainError


class TooManyAlerts(DomainError):
    """Field: `most`, how many a person may have."""

    code = "too-many-alerts"


class TooManySearches(DomainError):
    """Field: `most`, how many a person may keep."""

    code = "too-many-searches"


class AlertTooWide(DomainError):
    """The rule would be about every lot there is: it must name something."""

    code = "alert-too-wide"
