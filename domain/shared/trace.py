"""The id of the request or update being served, known to every layer without being passed along.

It is set where work enters (HTTP middleware, update intake, job, outbox row) and read where
something is written down: the log, the audit row, the outbox row. It decides nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_TRACE: Final[ContextVar[str]] = ContextVar("trace", default="")


def current_trace() -> str:
    """The id in force here, empty outside of any request."""
    return _TRACE.get()


@contextmanager
def traced(trace: str) -> Iterator[None]:
    """Put an id in force for the block and everything that it calls or starts."""
    token = _TRACE.set(trace)
    try:
        yield
    finally:
        _TRACE.reset(token)
