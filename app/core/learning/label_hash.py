"""Label hash: by which people see at a glance whether two embedders learned from the same labels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SHORT = 12  # digits of a hash that people compare


def label_hash(uuids: Iterable[str]) -> str:
    """sha256 (hex) over the uuids in ascending order: the same labels give the same hash; "" for none."""
    ordered = sorted(uuids)
    return hashlib.sha256("\n".join(ordered).encode()).hexdigest() if ordered else ""
