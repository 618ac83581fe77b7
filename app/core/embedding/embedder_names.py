"""What embedders are called: network, pooling, head and round, so that those of one project can be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from app.core.records import EmbedderRow
from models.backbone import Backbone

SHORT = {
    "efficientnet_lite0": "lite0",
    "efficientnet_lite2": "lite2",
    "mobilenet_v3_large": "mobilenet3",
    "dinov2_vits14": "dinov2",
}
LONGEST = 24  # letters of a file's name that an embedder takes over


def name_of(network: Backbone, head: str, round: int) -> str:
    """Such as lite0-average-whiten-0; a network in a file of one's own is called after the file."""
    file = str(network.values.get("file", ""))
    backbone = plain(PurePath(file).stem) if file else SHORT.get(network.name, network.name)
    parts = (backbone, str(network.values.get("pooling", "")), head, str(round))
    return "-".join(part for part in parts if part)


def plain(text: str) -> str:
    """The beginning of a text in letters that need no quotes on a command line; may be empty."""
    return re.sub(r"[^\w.]+", "-", text)[:LONGEST].strip("-")


def free(wanted: str, rows: Iterable[EmbedderRow]) -> str:
    """`wanted`, with a number behind it where one of these is called so."""
    taken = {row.name for row in rows}
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)
