"""Embedders with weights of their own, what was measured of them, who promoted them; and classifiers of pairs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns that may be empty, and a table; rows that are there already stay as they are."""
    for name, kind in (("network", sa.String()), ("metrics", sa.JSON()), ("promotion", sa.JSON())):
        op.add_column("embedder", sa.Column(name, kind))
    op.create_table(
        "verifier",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("fingerprint", sa.String(), nullable=False, unique=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("embedder", sa.String(), sa.ForeignKey("embedder.fingerprint")),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("trained_on", sa.JSON(), nullable=False),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
    )
