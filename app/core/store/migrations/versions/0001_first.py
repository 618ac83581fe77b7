"""Every table of the first version. Frozen: a later change is a later step, never an edit here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPLICATION_ID = 0x4E504149
INTEGER, BIG, FLOAT, BOOLEAN, STRING, TEXT, JSON = (
    sa.Integer(), sa.BigInteger(), sa.Float(), sa.Boolean(), sa.String(), sa.Text(), sa.JSON()
)  # fmt: skip


def upgrade() -> None:
    """Make the tables of an empty database."""
    op.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    project()
    images()
    learning()
    asking()
    labels()


def project() -> None:
    """The project itself and its scale."""
    op.create_table("value", sa.Column("key", STRING, primary_key=True), *required(JSON, "json"))
    op.create_table("scale", key("version"), *required(JSON, "choices"), *required(STRING, "created_at"))


def images() -> None:
    """The collection: roots, images, files, known groups, pairs."""
    op.create_table("folder", key("id"), unique("path"), *required(STRING, "added_at"))
    op.create_table(
        "image",
        key("id"),
        unique("content_hash"),
        *required(INTEGER, "width", "height", "frames", "orientation"),
        *required(STRING, "format", "mode", "added_at"),
        *required(BIG, "bytes"),
        *optional(BIG, "phash"),
        *optional(STRING, "pixel_hash", "pixel_decoder", "taken_at", "camera", "side", "component"),
    )
    op.create_table(
        "image_file",
        key("id"),
        sa.Column("folder_id", INTEGER, sa.ForeignKey("folder.id"), nullable=False),
        *required(STRING, "path"),
        *required(BIG, "size", "mtime_ns"),
        sa.Column("image_id", INTEGER, sa.ForeignKey("image.id")),
        *optional(STRING, "problem"),
        *optional(TEXT, "detail"),
        *required(BOOLEAN, "gone"),
        sa.UniqueConstraint("folder_id", "path"),
    )
    op.create_index("ix_image_file_image_id", "image_file", ["image_id"])
    op.create_table(
        "known_group",
        sa.Column("image_id", INTEGER, sa.ForeignKey("image.id"), primary_key=True),
        sa.Column("name", STRING, primary_key=True),
        *required(BOOLEAN, "cross_group_nnd"),
        *required(STRING, "source"),
    )


def learning() -> None:
    """Embedders, rounds, minings, evaluations."""
    op.create_table(
        "embedder",
        key("id"),
        unique("fingerprint"),
        *required(STRING, "name", "backbone", "backbone_fingerprint", "head", "file", "created_at"),
        *required(INTEGER, "dim", "round", "seed"),
        *required(JSON, "settings", "trained_on"),
        *optional(STRING, "parent", "flag"),
    )
    op.create_table(
        "round",
        key("id"),
        sa.Column("number", INTEGER, nullable=False, unique=True),
        sa.Column("embedder", STRING, sa.ForeignKey("embedder.fingerprint"), nullable=False),
        *required(INTEGER, "seed"),
        *required(JSON, "settings"),
        *required(STRING, "created_at"),
    )
    op.create_table(
        "mining",
        key("id"),
        sa.Column("round", INTEGER, sa.ForeignKey("round.number"), nullable=False),
        sa.Column("embedder", STRING, sa.ForeignKey("embedder.fingerprint"), nullable=False),
        *required(STRING, "miner", "file", "created_at"),
        *required(BIG, "candidates"),
        *required(INTEGER, "images", "seed"),
        *required(JSON, "settings"),
    )
    columns = (*required(INTEGER, "round"), *required(JSON, "embedders", "settings", "report"))
    op.create_table("evaluation", key("id"), *columns, *required(STRING, "created_at"))


def asking() -> None:
    """Pairs and the batches that ask about them."""
    op.create_table(
        "pair",
        key("id"),
        sa.Column("left", INTEGER, sa.ForeignKey("image.id"), nullable=False),
        sa.Column("right", INTEGER, sa.ForeignKey("image.id"), nullable=False),
        sa.UniqueConstraint("left", "right"),
        sa.CheckConstraint('"left" < "right"', name="left_before_right"),
    )
    op.create_index("pair_right", "pair", ["right"])
    op.create_table(
        "batch",
        key("id"),
        unique("uuid"),
        *required(STRING, "name", "purpose", "strategy", "blindness", "created_at"),
        *required(INTEGER, "round", "seed"),
        *required(JSON, "settings", "strata"),
        *required(BOOLEAN, "sealed"),
        *optional(STRING, "embedder"),
    )
    op.create_table(
        "batch_pair",
        sa.Column("batch_id", INTEGER, sa.ForeignKey("batch.id"), primary_key=True),
        sa.Column("position", INTEGER, primary_key=True),
        sa.Column("pair_id", INTEGER, sa.ForeignKey("pair.id"), nullable=False),
        *required(STRING, "stratum", "miner", "why"),
        *required(BOOLEAN, "swapped"),
        *optional(FLOAT, "draw_probability", "distance"),
    )
    op.create_index("ix_batch_pair_pair_id", "batch_pair", ["pair_id"])


def labels() -> None:
    """The append-only record of what people answered."""
    op.create_table(
        "label",
        key("id"),
        unique("uuid"),
        sa.Column("pair_id", INTEGER, sa.ForeignKey("pair.id")),
        sa.Column("batch_id", INTEGER, sa.ForeignKey("batch.id")),
        sa.Column("scale_version", INTEGER, sa.ForeignKey("scale.version"), nullable=False),
        *required(STRING, "step", "kind", "annotator", "session", "mode", "view_modes", "side_order"),
        *required(STRING, "blindness", "source", "program", "created_at"),
        *required(BOOLEAN, "lookalike", "low_confidence", "revealed"),
        *required(JSON, "tags", "inferred_from"),
        *required(TEXT, "note"),
        *optional(STRING, "left_hash", "right_hash", "grade", "bad_side", "batch_uuid", "shown_at"),
        *optional(STRING, "embedder", "stratum", "supersedes", "undoes"),
        *optional(INTEGER, "position", "first_input_ms", "focus_ms", "round"),
        *optional(FLOAT, "degree", "draw_probability", "distance"),
    )
    op.create_index("label_pair_annotator", "label", ["pair_id", "annotator"])
    for column in ("annotator", "step", "undoes"):
        op.create_index(f"ix_label_{column}", "label", [column])


def key(name: str) -> sa.Column[Any]:
    """The primary key, which is SQLite's own row id."""
    return sa.Column(name, INTEGER, primary_key=True)


def unique(name: str) -> sa.Column[Any]:
    """A text that no two rows share."""
    return sa.Column(name, STRING, nullable=False, unique=True)


def required(kind: sa.types.TypeEngine[Any], *names: str) -> Iterator[sa.Column[Any]]:
    """Columns that are never empty."""
    return (sa.Column(name, kind, nullable=False) for name in names)


def optional(kind: sa.types.TypeEngine[Any], *names: str) -> Iterator[sa.Column[Any]]:
    """Columns that may be empty."""
    return (sa.Column(name, kind) for name in names)
