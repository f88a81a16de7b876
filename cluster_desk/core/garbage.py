"""Python's search for garbage, objects that hold each other in a circle, left off where there is none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage_search() -> Iterator[None]:
    """While thousands of objects are made that all stay: going through them again and again is a fifth of the time.

    What was made meanwhile is old when the search goes on: it is not gone through once more either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
            gc.enable()
