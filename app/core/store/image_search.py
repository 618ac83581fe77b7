"""Image search: which images have a file whose path holds a text, without reading a record of any other."""

from __future__ import annotations

import numpy as np
from sqlalchemy import select

from app.core.records import IntArray
from app.core.store.database import Database
from app.core.store.schema import image_file


def matching(db: Database, words: str) -> IntArray:
    """Ids, ascending, of the images with a file whose path (folder and name) holds `words`.

    SQLite's LIKE minds no case of English letters; asking it to fold all letters takes twice as long.
    """
    query = select(image_file.c.image_id).where(
        image_file.c.image_id.is_not(None), image_file.c.path.contains(words, autoescape=True)
    )
    with db.read() as connection:
        return np.unique(np.array(connection.execute(query).scalars().all(), np.int64))
