"""The figures of "Sampling matters in deep embedding learning" (Wu et al. 2017), computed, not copied.

How distances of random unit vectors are spread, and how noisy the direction of a negative's gradient is by its
distance: the reason why the hardest negatives alone teach badly.
"""

from __future__ import annotations

from math import lgamma

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SIGMAS = (0.01, 0.02, 0.05, 0.1)
DIMENSIONS = 128  # of the published figure


def log_density(distance: Floats, dimensions: int) -> Floats:
    """log q(d) of the distance of two uniform points on the unit sphere of `dimensions` (Wu et al., section 3).

    q(d) ~ d^(n-2) (1 - d^2/4)^((n-3)/2) on (0, 2), normalised; -inf outside. For large n it is N(sqrt 2, 1/(2n)).
    """
    inside = (distance > 0) & (distance < 2)
    d = np.where(inside, distance, 1.0)
    shape = (dimensions - 2) * np.log(d) + (dimensions - 3) / 2 * np.log1p(-(d**2) / 4)
    half = (dimensions - 1) / 2
    scale = lgamma(2 * half) - (2 * half - 1) * np.log(2) - 2 * lgamma(half)
    # With c = 1 - d^2/2 the density of the cosine is (1 - c^2)^((n-3)/2) / B; dc = d dd, 1 - c^2 = d^2 (1 - d^2/4).
    return np.where(inside, shape + scale, -np.inf)


def gradient_variance(distance: Floats, sigma: float, dimensions: int = DIMENSIONS) -> Floats:
    """Nuclear norm of the covariance of the gradient's direction at a negative this far away (closed form).

    The negative carries noise N(0, sigma^2 I) and is normalised again; then V = (1 - s^2) / (2 (1 - s c)) with
    s = 1 / sqrt(1 + n sigma^2), c = 1 - d^2/2: exact for large n, within .003 of simulation at n = 128. Leaving out
    the normalisation gives another curve: 1 at distance 0 instead of .83 for sigma .1.
    """
    s = 1 / np.sqrt(1 + dimensions * sigma**2)
    return np.asarray((1 - s**2) / (2 * (1 - s * (1 - distance**2 / 2))), np.float64)


def simulated_variance(
    distance: Floats, sigma: float, rng: Generator, dimensions: int = DIMENSIONS, samples: int = 4000
) -> Floats:
    """The same by drawing: 1 - |mean direction|^2, which is the trace of the covariance of unit vectors."""
    result = np.empty(len(distance))
    for place, d in enumerate(distance.tolist()):
        cosine = 1 - d**2 / 2
        negative = np.zeros(dimensions)
        negative[0], negative[1] = cosine, np.sqrt(max(0.0, 1 - cosine**2))
        noisy = negative + sigma * rng.standard_normal((samples, dimensions))
        noisy /= np.linalg.norm(noisy, axis=1, keepdims=True)
        direction = -noisy
        direction[:, 0] += 1
        direction /= np.linalg.norm(direction, axis=1, keepdims=True)
        # The mean of finitely many unit vectors is too long by its own noise.
        square = float((direction.mean(axis=0) ** 2).sum())
        result[place] = 1 - (samples * square - 1) / (samples - 1)
    return result
