"""The published curves: intercepts, shape, and drawing against the closed form."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.reporting.sampling_figures import SIGMAS, gradient_variance, log_density, simulated_variance

GRID = np.linspace(1e-6, 2 - 1e-6, 20001)


@pytest.mark.parametrize("dimensions", [3, 4, 8, 64, 128, 512])
def test_the_density_is_one_and_is_that_of_drawn_points(dimensions: int) -> None:
    density = np.exp(log_density(GRID, dimensions))
    assert np.trapezoid(density, GRID) == pytest.approx(1, abs=1e-3)
    rng = np.random.default_rng(1)
    points = rng.standard_normal((2, 20000, dimensions))
    points /= np.linalg.norm(points, axis=2, keepdims=True)
    drawn = np.sort(np.linalg.norm(points[0] - points[1], axis=1))
    expected = np.interp(drawn, GRID, np.cumsum(density) * (GRID[1] - GRID[0]))
    assert np.abs(expected - np.arange(1, 20001) / 20000).max() < 0.015  # Kolmogorov-Smirnov


def test_the_density_in_128_dimensions_has_the_known_moments() -> None:
    density = np.exp(log_density(GRID, 128))
    mean = np.trapezoid(density * GRID, GRID)
    spread = np.sqrt(np.trapezoid(density * (GRID - mean) ** 2, GRID))
    assert GRID[density.argmax()] == pytest.approx(1.417, abs=2e-3)
    assert (mean, spread) == (pytest.approx(1.4128, abs=1e-3), pytest.approx(0.0627, abs=3e-4))
    assert np.trapezoid(density[GRID < 1.2], GRID[GRID < 1.2]) == pytest.approx(6.6e-4, rel=0.05)
    assert (log_density(np.array([-1.0, 0.0, 2.0, 3.0]), 128) == -np.inf).all()


@pytest.mark.parametrize(("sigma", "distance", "value"), [
    (0.1, 0, 0.831), (0.1, 0.5, 0.668), (0.1, 1, 0.420), (0.1, 2, 0.169), (0.05, 0.5, 0.508), (0.05, 1, 0.215),
])  # fmt: skip
def test_the_variance_has_the_known_values(sigma: float, distance: float, value: float) -> None:
    assert gradient_variance(np.array([distance], float), sigma)[0] == pytest.approx(value, abs=1e-3)


@pytest.mark.parametrize("sigma", SIGMAS)
def test_drawing_agrees_with_the_closed_form(sigma: float) -> None:
    distance = np.array([0.0, 0.1, 0.3, 0.5, 0.8, 1.0, 1.4, 1.7, 2.0])
    drawn = simulated_variance(distance, sigma, np.random.default_rng(0))
    closed = gradient_variance(distance, sigma)
    assert np.abs(drawn - closed).max() < 0.01
    assert (np.diff(closed) < 0).all(), "the farther, the steadier"
