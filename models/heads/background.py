"""Background: how crowded it is around a vector, as one more coordinate that distances are normalised by.

Score normalisation takes a multiple of the two images' mean similarity to a background set off the similarity of a pair
(SSCD, Pizzi et al. 2022, section 4.3, of one side). No fixed number of coordinates can do that for both sides: with one
bias for all, the squared distances of n images grow by c off the diagonal and not on it, so to their Gram matrix c / 2
times the identity is added (and a constant), which is of rank n. What one coordinate can do exactly is to scale. Let z
be a unit vector, s its spread, the mean squared distance to its nearest background, and a = sin t its weight. The unit
vector u = [a z, cos t] gives

    |u - u'|^2 = a a' |z - z'|^2 + |e^(it) - e^(it')|^2

as <u, u'> = a a' <z, z'> + cos t cos t' and a a' + cos t cos t' = cos(t - t'). With a in proportion to 1 / sqrt(s) the
first term is the distance over the mean of both spreads, on a logarithmic scale the distance less the bias of either
image: local scaling (Zelnik-Manor and Perona 2004; against hubs Schnitzer et al. 2012). The second is 0 for two images
that are equally crowded in, as two near-duplicates are, and small beside the first otherwise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FIRST, LAST = 1, 4  # ranks of the background that count, from 0: the nearest may be the image itself, or a copy of it
MIDDLE, MOST = 0.5, 0.98  # weight of an image with the middle spread, and of the most crowded one
LEAST = 1e-6  # spread: identical background would make a weight without bound


def spread(rows: Floats, background: Floats) -> Floats:
    """(n,) the mean squared distance of unit rows (n, d) to those of the unit `background` (m, d) that count, m > 3."""
    near: Floats = np.partition(rows @ background.T, len(background) - np.arange(1, LAST + 1), axis=1)[:, ::-1]
    found: Floats = np.maximum(2 - 2 * near[:, FIRST:LAST].mean(axis=1), LEAST).astype(np.float32)
    return found


def appended(rows: Floats, background: Floats, middle: float) -> Floats:
    """Unit rows (n, d + 1) with their weight; `middle`: the spread that gets the weight MIDDLE."""
    weight = np.minimum(MIDDLE * np.sqrt(middle / spread(rows, background)), MOST)
    return np.column_stack((rows * weight[:, None], np.sqrt(1 - weight**2))).astype(np.float32)
