"""What later stages want to know of images and runs: where and how well a picture was made, how good a search was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ADDED = {
    "image": (("latitude", sa.Float()), ("longitude", sa.Float()), ("quality", sa.Integer()), ("profile", sa.String())),
    "mining": (("report", sa.JSON()),),
    "batch_pair": (("view", sa.Integer()),),
}


def upgrade() -> None:
    """Add columns that may be empty; rows that are there already stay as they are."""
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind))
