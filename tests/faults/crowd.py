"""People who act on threads of their own while a campaign goes on."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def crowd(works: Sequence[Callable[[threading.Event], None]]) -> Iterator[None]:
    """Each until the block ends: its event says so then, and its end is waited for."""
    stop = threading.Event()
    threads = [threading.Thread(target=work, args=(stop,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
