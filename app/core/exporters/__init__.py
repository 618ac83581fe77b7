"""EXPORTERS: what can be written; one file each, one line here. `needs` says what of: pairs, embeddings or a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.registry import Registry

if TYPE_CHECKING:
    from app.core.exchanging.exporting import Exporter

EXPORTERS: Registry[Exporter] = Registry("exporter")
EXPORTERS.add("csv", "app.core.exporters.csv_pairs:write", help="Pairs as CSV, one row each.", needs="pairs")
EXPORTERS.add("jsonl", "app.core.exporters.jsonl_pairs:write", help="Pairs as JSON, one object a line.", needs="pairs")
EXPORTERS.add("parquet", "app.core.exporters.parquet_pairs:write", help="Pairs as a Parquet table.", needs="pairs")
EXPORTERS.add(
    "embeddings",
    "app.core.exporters.embeddings:write",
    help="Paths, hashes and unit vectors of every image as plain arrays (.npz).",
    needs="embeddings",
)
EXPORTERS.add(
    "safetensors",
    "app.core.exporters.safetensors:write",
    help="The embedder's weights, network and head, with transform, thresholds and licence in the header.",
    needs="model",
)
EXPORTERS.add(
    "onnx",
    "app.core.exporters.onnx:write",
    help="The embedder as one ONNX graph from picture to unit vector, described inside and in a JSON file beside it.",
    needs="model",
)
