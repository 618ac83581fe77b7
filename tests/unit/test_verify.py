"""Verification of pairs: the projection of known edits, what is refused, and odd pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.core.reading.images import read_image
from app.core.verifying import geometry
from app.core.verifying.geometry import Refusal, fit, of_view, project, refused, turning, view_of
from app.core.verifying.keypoints import keypoints, working_size
from app.core.verifying.verify import LocalFeatures, local_features, region_similarity, verify
from models.views import VIEWS, turn
from tests.textured import EDITS, edited, scene

GRID = np.stack(np.meshgrid([0.1, 0.5, 0.9], [0.1, 0.5, 0.9]), -1).reshape(-1, 2)
SIZE = (640, 480)


def error(found: np.ndarray, true: np.ndarray, size: tuple[int, int]) -> float:
    """The largest distance between where nine points are put and where they belong, in working pixels."""
    gap = (project(found, GRID) - project(true, GRID)) * size
    return float(np.hypot(*gap.T).max())


@pytest.fixture(scope="module")
def picture() -> tuple[Image.Image, LocalFeatures]:
    image = scene(1)
    return image, local_features(image)


@pytest.mark.parametrize("name", EDITS)
def test_the_projection_of_an_edit_is_found_to_a_pixel(picture: tuple[Image.Image, LocalFeatures], name: str) -> None:
    image, ours = picture
    copy, true = edited(image, name)
    theirs = local_features(copy)
    found = verify(ours, theirs)
    assert found.matrix is not None and found.refusal is None and found.inliers >= 20
    assert error(found.matrix, true, ours.size) < 1.5
    apart = np.hypot(*((project(found.matrix, found.right) - found.left) * ours.size).T)
    assert apart[found.agreeing].max() < 2 * geometry.REACH
    back = verify(theirs, ours)
    assert back.matrix is not None and error(np.linalg.inv(back.matrix), true, ours.size) < 2
    assert (found.view >= 4) == name.startswith("mirror")


@pytest.mark.parametrize("view", VIEWS)
def test_all_eight_views_are_recognised(picture: tuple[Image.Image, LocalFeatures], view: int) -> None:
    image, ours = picture
    from models.views import inverse

    copy = Image.fromarray(turn(np.asarray(image), inverse(view)))  # so that turned by `view` it is the picture
    found = verify(ours, local_features(copy))
    assert found.view == view and found.overlap > 0.98
    assert found.matrix is not None and error(found.matrix, of_view(view), ours.size) < 1.5
    plain = verify(ours, local_features(copy), mirrored=False)
    assert view < 4 or plain.inliers < found.inliers / 4


@pytest.mark.parametrize("view", VIEWS)
def test_the_matrix_of_a_view_is_what_turning_pixels_does(view: int) -> None:
    pixels = np.zeros((3, 5, 1), np.uint8)
    pixels[0, 4] = 9
    turned = turn(pixels, view)
    row, column = np.argwhere(turned[..., 0])[0]
    place = project(of_view(view), np.array([[4.5 / 5, 0.5 / 3]]))[0]
    assert place == pytest.approx([(column + 0.5) / turned.shape[1], (row + 0.5) / turned.shape[0]])
    assert view_of(of_view(view), SIZE, SIZE) == view
    assert abs(np.linalg.det(turning(view))) == pytest.approx(1)


def test_different_pictures_are_not_aligned() -> None:
    features = [local_features(scene(seed)) for seed in range(20, 26)]
    for i, one in enumerate(features):
        for other in features[i + 1 :]:
            found = verify(one, other)
            assert found.matrix is None and found.refusal is Refusal.FEW and found.inliers == 0


def test_the_same_pair_gives_the_same_answer(picture: tuple[Image.Image, LocalFeatures]) -> None:
    image, ours = picture
    theirs = local_features(edited(image, "rotate")[0])
    one, other = verify(ours, theirs), verify(ours, theirs)
    assert np.array_equal(one.matrix, other.matrix) and np.array_equal(one.agreeing, other.agreeing)


def some(count: int, matrix: np.ndarray, low: float = 0, high: float = 1) -> tuple[np.ndarray, np.ndarray]:
    right = np.random.default_rng(0).uniform(low, high, (count, 2))
    return project(matrix, right).astype(np.float32), right.astype(np.float32)


def squeezed(x: float, y: float) -> np.ndarray:
    return np.diag([x, y, 1.0])


@pytest.mark.parametrize(
    ("matrix", "why"),
    [
        (np.eye(3), None),
        (squeezed(0.2, 0.2), None),
        (np.array([[1, 0, 0], [0, 1, 0], [-1.5, 0, 1.0]]), Refusal.FOLDED),
        (squeezed(-1, 1), Refusal.FOLDED),
        (squeezed(0.05, 0.05), Refusal.SCALE),
        (squeezed(30, 30), Refusal.SCALE),
        (squeezed(1, 0.2), Refusal.SCALE),
        (np.array([[1, 0, 0], [0, 1, 0], [6, 0, 1.0]]), Refusal.FOLDED),
    ],
)
def test_projections_that_no_camera_makes_are_refused(matrix: np.ndarray, why: Refusal | None) -> None:
    assert refused(matrix, SIZE, SIZE) is why


def test_points_that_agree_on_such_a_projection_are_refused_too() -> None:
    for matrix, why in ((squeezed(0.05, 0.05), Refusal.SCALE), (np.eye(3), None)):
        left, right = some(40, matrix)
        found = fit(left, right, SIZE, SIZE)
        assert found.refusal is why and (found.matrix is None) == (why is not None)
        assert found.inliers.sum() >= 38


def test_a_shared_logo_does_not_align_two_pictures() -> None:
    left, right = some(40, np.eye(3), 0.4, 0.46)
    assert fit(left, right, SIZE, SIZE).refusal is Refusal.CLUSTERED


def test_noise_and_too_few_points_are_no_projection() -> None:
    rng = np.random.default_rng(3)
    left, right = rng.uniform(size=(2, 60, 2)).astype(np.float32)
    assert fit(left, right, SIZE, SIZE).refusal is Refusal.FEW
    few = some(geometry.LEAST_INLIERS - 1, np.eye(3))
    assert fit(*few, SIZE, SIZE).refusal is Refusal.FEW
    line = np.stack([np.linspace(0, 1, 30), np.linspace(0, 1, 30)], 1).astype(np.float32)
    assert fit(line, line, SIZE, SIZE).matrix is None


def test_the_overlap_is_the_share_of_the_left_picture() -> None:
    half = np.array([[0.5, 0, 0.75], [0, 1, 0], [0, 0, 1.0]])  # from .75 on: a quarter is in sight
    assert geometry.overlap(half) == pytest.approx(0.25, abs=1e-6)
    assert geometry.overlap(of_view(5)) == pytest.approx(1, abs=1e-6)


ODD = {
    "one pixel": (1, 1), "a line": (1, 400), "a stripe": (900, 2), "tiny": (8, 6), "wide": (3000, 40),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("textured", [False, True])
def test_odd_pictures_crash_nothing(name: str, textured: bool) -> None:
    size = ODD[name]
    image = scene(5).resize(size) if textured else Image.new("RGB", size, (90, 90, 90))
    found, normal = local_features(image), local_features(scene(5, 200, 150))
    for pair in ((found, normal), (normal, found), (found, found)):
        assert verify(*pair).overlap >= 0
    assert max(found.size) <= 640 and min(found.size) >= 1


def test_a_flat_picture_has_no_keypoints_and_a_giant_is_reduced() -> None:
    assert len(keypoints(np.full((300, 400), 77, np.uint8))) == 0
    assert working_size(12000, 9000) == (640, 480)
    assert working_size(32, 24) == (256, 192)
    assert working_size(1, 30000) == (1, 640)


@pytest.mark.data
def test_real_photographs_are_matched_with_their_edits_and_with_nothing_else(data: Path) -> None:
    paths = sorted((data / "photos" / "imagenet").glob("*.jpg"))[::60][:8]
    images = [read_image(path) for path in paths]
    features = [local_features(image) for image in images]
    errors = []
    for image, ours in zip(images, features, strict=True):
        for name in ("crop and enlarge", "rotate", "perspective", "mirror"):
            copy, true = edited(image, name)
            found = verify(ours, local_features(copy))
            errors.append(np.inf if found.matrix is None else error(found.matrix, true, ours.size))
    assert np.mean(np.array(errors) < 4) >= 0.9, sorted(errors)
    accepted = [verify(a, b).inliers for i, a in enumerate(features) for b in features[i + 1 :]]
    assert not any(accepted)


def test_regions_tell_the_same_picture_from_another() -> None:
    from app.core.verifying.verify import open_map

    map_of = open_map("cpu", 1)
    image = scene(1)
    ours, copy, other = (local_features(i, map_of) for i in (image, edited(image, "crop")[0], scene(2)))
    assert region_similarity(ours, ours) == pytest.approx(1, abs=1e-5)
    assert region_similarity(ours, other) < region_similarity(ours, copy) < 1
    assert region_similarity(ours, copy) == pytest.approx(region_similarity(copy, ours), abs=1e-6)
    with pytest.raises(ValueError, match="without regions"):
        region_similarity(ours, local_features(image))
