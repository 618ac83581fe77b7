"""Figures as SVG and CSV: whole, parseable, and with the numbers they were given."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from app.core.reporting.figures import Figure, Series
from app.core.reporting.svg import MOST, as_svg

NS = "{http://www.w3.org/2000/svg}"


def line(count: int = 5, **more: object) -> Series:
    x = np.linspace(0.01, 1, count)
    return Series("a < b & c", x, x**2, "accent", **more)  # type: ignore[arg-type]


def paths(svg: str) -> list[ET.Element]:
    return ET.fromstring(svg).findall(f"{NS}path")


@pytest.mark.parametrize("log", [False, True])
def test_a_line_goes_where_its_points_are(log: bool) -> None:
    figure = Figure((line(),), "false & positive", "true <rate>", log, (0.01, 1.0), (0.0, 1.0))
    svg = as_svg(figure, 640, 400)
    root = ET.fromstring(svg)
    assert "false & positive" in "".join(root.itertext()) and root.get("role") == "img"
    drawn = paths(svg)[-1].get("d") or ""
    points = [tuple(map(float, p.split())) for p in drawn.removeprefix("M").split("L")]
    assert len(points) == 5 and points[0][0] == 64 and points[-1] == (624, 34), "from the left end to the upper right"
    assert [p[1] for p in points] == sorted((p[1] for p in points), reverse=True)
    if log:
        middle = 64 + 560 * (np.log10(figure.series[0].x[1]) + 2) / 2
        assert points[1][0] == pytest.approx(middle, abs=0.06)


def test_bars_bands_and_points_are_drawn() -> None:
    bars = Series("bars", np.array([0, 1, 2.0]), np.array([3.0, 1.0]), "#112233")
    band = line(low=np.zeros(5), high=np.ones(5))
    svg = as_svg(Figure((bars, band, line(3)), "x", "y"))
    assert "#112233" in svg and len(paths(svg)) >= 4
    dots = as_svg(Figure((Series("d", np.arange(7.0), np.arange(7.0), "muted", True),), "x", "y"))
    assert len(ET.fromstring(dots).findall(f"{NS}circle")) == 7
    assert "nan" not in svg and "inf" not in svg


def test_a_million_points_make_a_small_file() -> None:
    x = np.linspace(0, 1, 1_000_000)
    svg = as_svg(Figure((Series("many", x, np.sin(9 * x), "text"),), "x", "y"))
    assert len(svg) < 40 * MOST and len(re.findall("L", svg)) <= MOST + 10


def test_what_is_not_a_number_is_left_out() -> None:
    svg = as_svg(Figure((Series("gap", np.arange(4.0), np.array([0, np.nan, 1, 2]), "text"),), "x", "y"))
    assert "nan" not in svg.lower()
    empty = as_svg(Figure((Series("none", np.empty(0), np.empty(0), "text"),), "x", "y"))
    ET.fromstring(empty)


def test_csv_gives_back_every_number() -> None:
    bars = Series("bars", np.array([0, 1 / 3, 2.0]), np.array([0.1, 1e-17]), "text")
    band = line(low=np.zeros(5), high=np.ones(5))
    rows = list(csv.DictReader(io.StringIO(Figure((bars, band), "distance", "share").as_csv())))
    assert [float(row["distance"]) for row in rows[:2]] == [0, 1 / 3] and float(rows[0]["x_end"]) == 1 / 3
    assert float(rows[1]["share"]) == 1e-17 and rows[0]["low"] == "" and rows[2]["high"] == "1.0"
    assert [float(row["share"]) for row in rows[2:]] == band.y.tolist()
