"""Score-normalised head: whitened, with one more coordinate that says how crowded it is around an image.

Where many pictures look alike (documents, packages, skies) distances grow, where an image is alone they shrink, so one
threshold serves both. The background is part of the collection, thinned, so that an image and its copies count once.
"""

from __future__ import annotations

import numpy as np

from models.head import FloatArray, Head, HeadKind, IntArray, Rows
from models.heads import whiten
from models.heads.background import LAST, spread

MOST = 2000  # background images, and three times as many looked at for them
ALIKE = 0.6  # cosine from which two of them count as one
_SEED = 0


def fit(features: Rows, ids: IntArray) -> Head:
    """As the whitened head, with "background" (m, k) unit rows and "middle" (1,); whitened where it has none.

    Deterministic, whatever the order of the rows.
    """
    start = whiten.fit(features, ids)
    drawn = np.random.default_rng(_SEED).permutation(np.argsort(ids, kind="stable"))[: 3 * MOST]
    rows = start.apply(features[drawn])
    background = _thinned(rows)
    if "matrix" not in start.arrays or len(background) <= LAST:
        return Head("score_norm", start.arrays)
    middle = np.array([np.median(spread(rows, background))], np.float32)
    return Head("score_norm", {**start.arrays, "background": background, "middle": middle})


def _thinned(rows: FloatArray) -> FloatArray:
    """Up to MOST of the rows in their order, each less alike to those kept before it than ALIKE."""
    kept = np.empty((MOST, rows.shape[1]), np.float32)
    count = 0
    for row in rows:
        if count < MOST and (kept[:count] @ row).max(initial=-1.0) < ALIKE:
            kept[count] = row
            count += 1
    return kept[:count].copy()


HEAD = HeadKind("score_norm", fit)
