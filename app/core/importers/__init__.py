"""IMPORTERS: what can be read; one file each, one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry

if TYPE_CHECKING:
    from app.core.exchanging.importing import Importer

IMPORTERS: Registry[Importer] = Registry("importer")
IMPORTERS.add("labels", "app.core.importers.labels:read", help="Graded pairs from CSV or JSONL.")
IMPORTERS.add(
    "embeddings",
    "app.core.importers.embeddings:read",
    help="Vectors of your own, without a network: paths or hashes, and vectors (.npz, as the export writes it).",
)
IMPORTERS.add("groups", "app.core.importers.groups:read", help="Known groups from CSV: image, group.")
