"""Reading in bulk: many rows become records, and nothing of them is garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_waits() -> Iterator[None]:
    """The garbage collector waits: while a hundred thousand records are made it would walk all of them again and again.

    It is as it was before at the end, also where an error ends the block.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
