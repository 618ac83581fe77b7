"""Pair features against a slow recomputation; symmetric, blind to names, and NaN where something is missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.embedding import embed
from app.core.judging import alignment, appearance
from app.core.judging.pair_features import PLAIN, WITH_GEOMETRY, PairFeatures
from app.core.reading.hashes import perceptual_hash
from app.core.store.project import Project
from app.core.verifying import local_features
from models.views import VIEWS, turn
from tests.judged import Shown, project_of, shown, with_features
from tests.unit.test_local_features import cheap_map

PAIRS = np.array(list(combinations(range(1, 11), 2)))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_features, "open_map", lambda: cheap_map)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, PairFeatures]]:
    with project_of(tmp_path_factory.mktemp("judged") / "p", shown()) as project:
        yield project, PairFeatures(project, with_features(project), device="cpu")


def columns(found: PairFeatures, pairs: np.ndarray = PAIRS) -> dict[str, np.ndarray]:
    left, right = pairs.T
    table = found.aligned(found.table(left, right), left, right)
    assert table.shape == (len(pairs), len(WITH_GEOMETRY))
    return dict(zip(WITH_GEOMETRY, table.T, strict=True))


def test_there_are_about_fifty_and_each_has_a_name_of_its_own() -> None:
    assert len(set(WITH_GEOMETRY)) == len(WITH_GEOMETRY) == 50 and len(PLAIN) == 38
    assert not [name for name in WITH_GEOMETRY if "path" in name or "folder" in name or "name" in name]


def test_distances_and_surroundings_are_those_of_a_slow_search(made: tuple[Project, PairFeatures]) -> None:
    project, found = made
    got, vectors = columns(found), found.embeddings.vectors.astype(float)
    away = np.linalg.norm(vectors[:, None] - vectors, axis=2)
    order = {a: sorted((b for b in range(10) if b != a), key=lambda b: away[a, b]) for a in range(10)}
    for row, (a, b) in enumerate((PAIRS - 1).tolist()):
        d = away[a, b]
        ranks = sorted((order[a].index(b) + 1, order[b].index(a) + 1))
        crowd = sorted(away[x, order[x][:5]].mean() for x in (a, b))
        gaps = sorted(d - away[x, order[x][0]] for x in (a, b))
        expected = {
            "distance": d, "rank_low": np.log1p(ranks[0]), "rank_high": np.log1p(ranks[1]),
            "reciprocal_rank": 1 / ranks[0] + 1 / ranks[1], "density_low": crowd[0], "density_high": crowd[1],
            "relative_distance": d / np.sqrt(crowd[0] * crowd[1]), "gap_low": gaps[0], "gap_high": gaps[1],
            "common_5": len({*order[a][:5]} & {*order[b][:5]}) / 5,
            "common_20": len({*order[a]} & {*order[b]}) / 20,
        }  # fmt: skip
        for name, value in expected.items():
            assert got[name][row] == pytest.approx(value, abs=2e-5), (name, a, b)
    raw, _ = embed.features(project)
    unit = raw.vectors[:].astype(float)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    for row, (a, b) in enumerate((PAIRS - 1).tolist()):
        gap = np.abs(unit[a] - unit[b])
        assert got["feature_distance"][row] == pytest.approx(np.sqrt((gap**2).sum()), abs=1e-5)
        assert got["feature_city_block"][row] == pytest.approx(gap.sum() / np.sqrt(len(gap)), abs=1e-4)
        assert got["feature_largest_gap"][row] == pytest.approx(gap.max(), abs=1e-5)
    assert np.isnan(got["map_distance"]).all() and np.isnan(got["other_distance"]).all()


def test_appearance_is_that_of_pictures_looked_at_one_by_one(made: tuple[Project, PairFeatures]) -> None:
    project, found = made
    got = columns(found)
    pictures = []
    for image in project.images.all():
        with Image.open(Path(image.root, image.path)) as file:
            pictures.append(file.convert("RGB"))
    grey = [np.asarray(p.convert("L").resize((32, 32), Image.Resampling.LANCZOS), float) for p in pictures]
    tiles = [np.asarray(p.resize((8, 8), Image.Resampling.BOX), float) / 255 for p in pictures]

    def hash_of(a: int, view: int) -> int:
        return perceptual_hash(Image.fromarray(turn(grey[a][..., None].astype(np.uint8), view)[..., 0]))

    def likeness(a: int, b: int, view: int) -> float:
        one, other = turn(grey[a][..., None], view)[..., 0].ravel(), grey[b].ravel()
        flat = one.std() < 1e-9 or other.std() < 1e-9
        return 0.0 if flat else float(np.corrcoef(one, other)[0, 1])

    def layout(a: int, b: int, view: int) -> float:
        return float(np.abs(turn(tiles[a], view) - tiles[b]).mean())

    for row, (a, b) in enumerate((PAIRS - 1).tolist()):
        bits = {v: min((hash_of(a, v) ^ hash_of(b, 0)).bit_count(), (hash_of(a, 0) ^ hash_of(b, v)).bit_count())
                for v in VIEWS}  # fmt: skip
        counts = []
        for picture in (pictures[a], pictures[b]):
            level = np.asarray(picture) // 64
            counts.append(np.histogramdd(level.reshape(-1, 3), bins=[np.arange(5)] * 3)[0] / level[..., 0].size)
        expected = {
            "hash_bits": bits[0], "hash_bits_turned": min(bits[v] for v in VIEWS[1:]),
            "pixels": likeness(a, b, 0), "pixels_turned": max(likeness(a, b, v) for v in VIEWS[1:]),
            "colour_mean": np.linalg.norm(tiles[a].mean((0, 1)) - tiles[b].mean((0, 1))),
            "colour_layout": layout(a, b, 0), "colour_layout_turned": min(layout(a, b, v) for v in VIEWS[1:]),
            "colour_histogram": 1 - np.minimum(*counts).sum(),
            "contrast_ratio": abs(np.log1p(np.asarray(pictures[a].convert("L"), float).std())
                                  - np.log1p(np.asarray(pictures[b].convert("L"), float).std())),
        }  # fmt: skip
        for name, value in expected.items():
            assert got[name][row] == pytest.approx(value, abs=2e-3), (name, a, b)
    by_pair = {tuple(pair): row for row, pair in enumerate(PAIRS.tolist())}
    assert got["sharpness_ratio"][by_pair[1, 2]] < 0.2 < got["sharpness_ratio"][by_pair[1, 10]]
    turned = by_pair[1, 3]
    assert got["hash_bits_turned"][turned] <= 6 < got["hash_bits"][turned] and got["pixels_turned"][turned] > 0.95


def test_what_is_recorded_is_compared_as_recorded(made: tuple[Project, PairFeatures]) -> None:
    project, found = made
    images, got = project.images.all(), columns(found)
    for row, (a, b) in enumerate((PAIRS - 1).tolist()):
        one, other = images[a], images[b]
        areas, aspects = [i.width * i.height for i in (one, other)], [i.width / i.height for i in (one, other)]
        packing = [i.bytes / (i.width * i.height) for i in (one, other)]
        assert got["area_ratio"][row] == pytest.approx(abs(np.log(areas[0] / areas[1])))
        assert got["aspect_gap"][row] == pytest.approx(abs(np.log(aspects[0] / aspects[1])))
        assert got["aspect_gap_turned"][row] == pytest.approx(abs(np.log(aspects[0] * aspects[1])))
        assert got["same_size"][row] == ((one.width, one.height) == (other.width, other.height))
        assert got["bytes_ratio"][row] == pytest.approx(abs(np.log(one.bytes / other.bytes)))
        assert got["packing_ratio"][row] == pytest.approx(abs(np.log(packing[0] / packing[1])))
        assert got["quality_gap"][row] == abs((one.quality or 0) - (other.quality or 0))
        assert got["quality_low"][row] == min(one.quality or 0, other.quality or 0) and got["same_format"][row] == 1
        assert got["times_known"][row] == bool(one.taken_at) + bool(other.taken_at)
        known = one.camera and other.camera
        assert got["same_camera"][row] == (one.camera == other.camera) if known else np.isnan(got["same_camera"][row])
        assert np.isnan(got["seconds_apart"][row]) == (not (one.taken_at and other.taken_at))
    assert got["seconds_apart"][0] == pytest.approx(np.log(3)) and got["seconds_apart"][2] == 0


def test_geometry_tells_copies_from_strangers(made: tuple[Project, PairFeatures]) -> None:
    got = columns(made[1])
    by_pair = {tuple(pair): row for row, pair in enumerate(PAIRS.tolist())}
    copy, turned, cropped, stranger = by_pair[1, 2], by_pair[1, 3], by_pair[4, 6], by_pair[7, 8]
    assert np.expm1(got["inliers"][copy]) >= 20 and got["overlap_low"][copy] > 0.9 and got["turned"][copy] == 0
    assert got["turned"][turned] == 1 and got["scale"][copy] < 0.05 and got["residual"][copy] < 3
    assert got["overlap_low"][cropped] < 0.9 < got["overlap_high"][cropped]
    assert got["changed"][copy] < 0.2 and got["inliers"][stranger] == 0 and np.isnan(got["overlap_low"][stranger])
    assert 0 <= got["inlier_share"][copy] <= 1 and got["matches"][copy] >= got["inliers"][copy]
    assert got["regions"][copy] > got["regions"][stranger]
    assert (got["stretch"][np.isfinite(got["stretch"])] >= 0).all() and got["change"][copy] < 0.1


def test_the_order_of_the_two_images_has_no_say(made: tuple[Project, PairFeatures]) -> None:
    one, other = columns(made[1]), columns(made[1], PAIRS[:, ::-1])
    for name in WITH_GEOMETRY:
        np.testing.assert_allclose(one[name], other[name], atol=1e-9, err_msg=name)


def test_neither_names_nor_folders_nor_the_order_of_the_files_have_a_say(
    made: tuple[Project, PairFeatures], tmp_path: Path
) -> None:
    project, found = made
    names = [f"{'zyx'[n % 3]}/{(7 * n) % 10}-{'same' * (n % 2)}.jpg" for n in range(10)]
    with project_of(tmp_path / "q", shown(), names) as renamed:
        again = PairFeatures(renamed, with_features(renamed), device="cpu")
        ids = {image.content_hash: image.id for image in renamed.images.all()}
        place = np.array([0, *(ids[image.content_hash] for image in project.images.all())])
        assert (place[1:] != np.arange(1, 11)).any()
        one, other = columns(found), columns(again, place[PAIRS])
    for name in WITH_GEOMETRY:
        np.testing.assert_allclose(one[name], other[name], atol=1e-6, err_msg=name)


def test_what_is_missing_is_nan_and_what_was_seen_is_remembered(tmp_path: Path) -> None:
    pictures = [*shown()[:4], Shown(Image.new("RGB", (20, 20)))]
    with project_of(tmp_path / "p", pictures) as project:
        found = PairFeatures(project, with_features(project), device="cpu")
        lost = project.images.by_ids([4])[4]
        Path(lost.root, lost.path).unlink()
        pairs = np.array([(1, 2), (1, 4), (1, 5)])
        first = columns(found, pairs)
        for name in (*appearance.NAMES, *alignment.NAMES):
            assert np.isnan(first[name][1]), name
        assert np.isfinite(first["hash_bits"][[0, 2]]).all() and first["inliers"][2] == 0
        for image in project.images.all():
            Path(image.root, image.path).unlink(missing_ok=True)
        again = columns(PairFeatures(project, project.rounds.embedders()[0], device="cpu"), pairs)
    for name in WITH_GEOMETRY:
        np.testing.assert_array_equal(first[name], again[name], err_msg=name)


def test_images_without_a_vector_are_told(made: tuple[Project, PairFeatures]) -> None:
    assert made[1].known(np.array([1, 2]), np.array([2, 99])).tolist() == [True, False]
