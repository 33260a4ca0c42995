"""Errors to Sentry, for those who set SENTRY_DSN and installed the extra `sentry`."""

import logging

logger = logging.getLogger(__name__)


def watch_errors(dsn: str) -> None:
    """Send what is logged as an error; nothing about people: no bodies, no addresses."""
    if not dsn:
        return
    try:
        import sentry_sdk
    except ImportError:
        logger.warning(
            "SENTRY_DSN is set but sentry-sdk is not installed: pip install '.[sentry]'"
        )
        return
    sentry_sdk.init(dsn=dsn, send_default_pii=False, include_local_variables=False)
