"""Image search: which images have a file whose path holds a text, without reading a record of any other."""

from __future__ import annotations

import numpy as np
from sqlalchemy import func, select

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


def folders_with_images(db: Database) -> list[tuple[int, str]]:
    """Root (id) and path below it ("" for its top) of every folder that holds an image directly, in order."""
    path = image_file.c.path
    # Without its last part a path is what is left when all letters of that part are cut off its right end.
    inside = func.rtrim(path, func.replace(path, "/", ""))
    query = select(image_file.c.folder_id, inside).where(image_file.c.image_id.is_not(None), ~image_file.c.gone)
    with db.read() as connection:
        rows = connection.execute(query.distinct()).all()
    return sorted((int(root), str(folder).rstrip("/")) for root, folder in rows)
