"""Shapes of losses: values known by hand, every loss pulls the right way, and no torch is no figure but a reason."""

from __future__ import annotations

import json

import numpy as np
import pytest

from app.core.reporting import loss_shapes as drawn
from app.core.reporting.loss_shapes import DISTANCES, loss_shape, loss_shapes
from app.core.reporting.svg import as_svg
from app.core.settings import Settings
from models.losses import LOSSES
from models.losses.shapes import OPPOSITE, shapes


@pytest.fixture(scope="module")
def found() -> dict:
    return json.loads(json.dumps(loss_shapes(Settings())))


def test_margin_and_contrastive_are_what_their_formulas_say(found: dict) -> None:
    margin, contrastive = (found["losses"][name] for name in ("margin", "contrastive"))
    np.testing.assert_allclose(margin["ND"]["loss"], np.maximum(0, 0.2 + DISTANCES - OPPOSITE), atol=1e-5)
    np.testing.assert_allclose(margin["NND"]["loss"], np.maximum(0, 0.2 - DISTANCES + OPPOSITE), atol=1e-5)
    np.testing.assert_allclose(contrastive["ND"]["loss"], DISTANCES**2, atol=1e-5)
    away = np.abs(DISTANCES - 0.7) > 0.05  # the kink
    np.testing.assert_allclose(np.array(margin["ND"]["slope"])[away], (DISTANCES > 0.7)[away], atol=1e-4)
    inner = slice(1, -1)
    np.testing.assert_allclose(contrastive["ND"]["slope"][inner], 2 * DISTANCES[inner], atol=1e-3)


def test_near_nd_is_drawn_where_it_has_a_band_of_its_own(found: dict) -> None:
    assert {name for name, curves in found["losses"].items() if "near-ND" in curves} == {"ordinal_margin", "degree"}
    near = found["losses"]["ordinal_margin"]["near-ND"]["loss"]
    free = DISTANCES[np.array(near) == 0]
    assert free.min() == pytest.approx(0.8, abs=0.05) and free.max() == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("name", LOSSES.names())
def test_every_loss_pulls_nd_together_and_nnd_apart_somewhere_and_never_the_other_way(found: dict, name: str) -> None:
    curves = found["losses"][name]
    nd, nnd = (np.array(curves[grade]["slope"]) for grade in ("ND", "NND"))
    assert nd.max() > 0 and nnd.min() < 0
    if name != "range":  # its centres move with the anchor's own group
        assert nd.min() > -1e-2 * nd.max() and nnd.max() < -1e-2 * nnd.min()
    assert np.isfinite(nd).all() and np.isfinite(nnd).all()


@pytest.mark.parametrize("name", LOSSES.names())
def test_every_loss_becomes_a_figure(found: dict, name: str) -> None:
    figure = loss_shape(found, name)
    assert figure is not None and len(figure.series) in (4, 6) and len({s.colour for s in figure.series}) > 3
    assert figure.y_range is not None
    for series in figure.series:
        assert len(series.x) == len(series.y) and series.y.min() >= figure.y_range[0]
        assert series.y.max() <= figure.y_range[1]
    assert as_svg(figure).count("<path") >= len(figure.series)


def test_the_settings_of_a_loss_are_those_of_the_figure() -> None:
    wide = loss_shapes(Settings().having(loss__margin__alpha=0.5))["losses"]["margin"]["ND"]["loss"]
    np.testing.assert_allclose(wide, np.maximum(0, 0.5 + DISTANCES - OPPOSITE), atol=1e-5)


def test_a_triplet_is_shown_with_its_other_distance_fixed() -> None:
    curves = shapes(LOSSES.entry("triplet"), {"margin": 0.2, "squared": True}, DISTANCES)
    np.testing.assert_allclose(curves["ND"].loss, np.maximum(0, DISTANCES**2 - OPPOSITE**2 + 0.2), atol=1e-12)
    np.testing.assert_allclose(curves["NND"].loss, np.maximum(0, OPPOSITE**2 - DISTANCES**2 + 0.2), atol=1e-12)


def test_without_torch_there_is_a_reason_and_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "find_spec", lambda name: None)
    found = loss_shapes(Settings())
    assert found["losses"] == {} and "torch" in found["reason"]
    assert loss_shape(found, "margin") is None and loss_shape({}, "margin") is None
