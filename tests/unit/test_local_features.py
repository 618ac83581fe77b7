"""Local features on disk: nothing lost on the way, used again, made again where damaged; and the miner on them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.core.jobs import NULL_JOB, Cancelled, Job
from app.core.miners import MINERS
from app.core.mining.known import Known, keys
from app.core.mining.mine import over
from app.core.mining.mining_input import MiningInput
from app.core.mining.why import parts
from app.core.records import Candidates, Embeddings, Image
from app.core.verifying import fine_stage
from app.core.verifying import local_features as lf
from app.core.verifying.fine_stage import compare
from app.core.verifying.local_features import KEYPOINTS, LocalStore, folder_of, packed, unpacked
from app.core.verifying.verify import LocalFeatures, local_features, verify
from tests.textured import edited, scene


def cheap_map(pixels: np.ndarray) -> np.ndarray:
    """In the place of the network: 28 x 28 cells of 112 numbers, from the pixels."""
    cells = pixels[:, ::16, ::16].astype(np.float32) / 255
    return np.tile(cells, (1, 1, 1, 38))[..., :112] * np.linspace(0.5, 2, 112, dtype=np.float32)


def record(id: int, path: Path) -> Image:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Image(id, digest, path.name, str(path.parent), 1, 1, "PNG", 1, None, None, None, None, None)


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Image]:
    """1 and 2 are a scene and its crop, 3 and 4 another and its mirror image, 5 to 8 scenes of their own."""
    folder = tmp_path_factory.mktemp("scenes")
    made = [scene(1), edited(scene(1), "crop")[0], scene(2), edited(scene(2), "mirror")[0]]
    made += [scene(seed) for seed in (3, 4, 5, 6)]
    for number, image in enumerate(made, start=1):
        image.save(folder / f"{number}.png")
    return {number: record(number, folder / f"{number}.png") for number in range(1, 9)}


def close(one: LocalFeatures, other: LocalFeatures) -> None:
    assert one.size == other.size and one.regions is not None and other.regions is not None
    for a, b in ((one.keypoints, other.keypoints), (one.regions, other.regions)):
        count = min(len(a), len(b))
        assert np.abs(a.points[:count] - b.points[:count]).max() < 2e-4
        assert np.abs(a.vectors[:count] - b.vectors[:count]).max() < 2e-3


def test_a_row_holds_the_features_and_the_strongest_keypoints() -> None:
    found = local_features(scene(1), cheap_map)
    back = unpacked(packed(found))
    close(found, back)
    assert len(back.keypoints) == KEYPOINTS and back.regions is not None
    assert found.regions is not None and len(back.regions) == len(found.regions)
    assert np.allclose(np.linalg.norm(back.keypoints.vectors, axis=1), 1, atol=1e-6)
    empty = unpacked(packed(LocalFeatures((3, 4), found.keypoints.__class__(*(a[:0] for a in (
        found.keypoints.points, found.keypoints.vectors))))))  # fmt: skip
    assert len(empty.keypoints) == 0 and empty.regions is not None and len(empty.regions) == 0


def test_features_are_computed_once_and_again_where_the_file_is_damaged(
    images: dict[int, Image], tmp_path: Path
) -> None:
    folder = folder_of(tmp_path)
    store = LocalStore(folder, images)
    assert store.compute([1, 2, 3], cheap_map) == (3, 0)
    again = LocalStore(folder, images)
    assert again.compute([3, 1], cheap_map) == (0, 0)
    close(again.of(3), local_features(scene(2), cheap_map))
    assert again.compute([1, 5], cheap_map) == (1, 0) and all(again.has(id) for id in (1, 3, 5))
    close(again.of(1), store.of(1))
    file = next(folder.glob("*.npy"))
    file.write_bytes(file.read_bytes()[:200])
    assert LocalStore(folder, images).compute([1, 2, 3], cheap_map)[0] == 3


def test_what_does_not_fit_the_budget_is_computed_but_not_kept(
    images: dict[int, Image], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lf, "MOST_BYTES", 2 * 2 * lf.DIM + 500)
    store = LocalStore(tmp_path / "f", images)
    assert store.compute([1, 2, 3, 5], cheap_map) == (4, 0)
    assert all(store.has(id) for id in (1, 2, 3, 5))
    assert LocalStore(tmp_path / "f", images).compute([1, 2, 3, 5], cheap_map)[0] == 2


def test_a_file_that_is_gone_has_no_features_and_is_told(images: dict[int, Image], tmp_path: Path) -> None:
    told: list[str] = []
    gone = {**images, 9: replace(images[1], id=9, content_hash="0" * 64, path="gone.png")}
    store = LocalStore(tmp_path / "f", gone)
    assert store.compute([1, 9, 77], cheap_map, Job(on_warning=told.append)) == (1, 2)
    assert not store.has(9) and "gone.png" in told[0]


def test_what_was_computed_before_a_cancel_is_kept(images: dict[int, Image], tmp_path: Path) -> None:
    asked = iter([False, False, True, True])
    with pytest.raises(Cancelled):
        LocalStore(tmp_path / "f", images).compute([1, 2, 3, 5], cheap_map, Job(is_cancelled=lambda: next(asked)))
    assert LocalStore(tmp_path / "f", images).compute([1, 2, 3, 5], cheap_map)[0] == 2


def mining(images: dict[int, Image], folder: Path | None, known: Known | None = None) -> MiningInput:
    """Embeddings in which the copies are no nearer than the rest: only the pictures tell."""
    rng = np.random.default_rng(4)
    vectors = rng.standard_normal((8, 5)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    hashes = {id: image.content_hash for id, image in images.items()}
    data = over(Embeddings(np.arange(1, 9), vectors), hashes, known or Known.build([]), "cpu", NULL_JOB)
    return replace(data, images=lambda ids: {id: images[id] for id in ids.tolist()}, folder=folder)


def mined(data: MiningInput, **values: int) -> Candidates:
    found: Candidates = MINERS.load("coarse_to_fine")(data, **{"top": 7, "k": 1, "pairs": 1000, "alike": 0, **values})
    return found


def test_of_each_image_the_one_that_shows_the_same_parts_is_proposed(images: dict[int, Image], tmp_path: Path) -> None:
    data = mining(images, tmp_path)
    found = mined(data)
    pairs = dict(zip(zip(found.left.tolist(), found.right.tolist(), strict=True), map(parts, found.why), strict=True))
    assert {(1, 2), (3, 4)} <= set(pairs)
    stored = LocalStore(folder_of(tmp_path), images)
    assert stored.compute(list(images))[0] == 0, "the miner kept what it computed"
    for (left, right), (key, values) in pairs.items():
        one, other = sorted((left, right), key=lambda id: images[id].content_hash)
        inliers = verify(stored.of(one), stored.of(other)).inliers
        assert key == "coarse_to_fine" and int(values["inliers"]) == inliers
        assert (inliers > 0) == ((left, right) in {(1, 2), (3, 4)})
        assert 0 <= int(values["percent"]) <= 100 and 1 <= int(values["rank"]) <= 7
    again = mined(mining(images, tmp_path))
    assert again.left.tolist() == found.left.tolist() and list(again.why) == list(found.why)


def test_at_most_so_many_pairs_are_compared_and_the_report_says_so(images: dict[int, Image], tmp_path: Path) -> None:
    data = mining(images, tmp_path)
    assert len(mined(data, pairs=3, k=7)) == 3
    assert data.left_out["beyond_the_closest"] == 28 - 3


def test_only_pairs_that_fit_are_proposed_and_the_others_counted(images: dict[int, Image], tmp_path: Path) -> None:
    everything = mined(mining(images, tmp_path), k=7)
    fits = {}
    for left, right, text in zip(everything.left.tolist(), everything.right.tolist(), everything.why, strict=True):
        values = parts(text)[1]
        fits[left, right] = int(values["inliers"]), int(values["percent"])
    assert len(fits) == 28
    for alike in (100, sorted(percent for _, percent in fits.values())[14]):
        data = mining(images, tmp_path)
        found = mined(data, k=7, alike=alike)
        wanted = {pair for pair, (inliers, percent) in fits.items() if inliers or percent >= alike}
        assert set(zip(found.left.tolist(), found.right.tolist(), strict=True)) == wanted >= {(1, 2), (3, 4)}
        assert data.left_out["do_not_fit"] == 28 - len(wanted) > 0


def test_a_pair_is_compared_once_whatever_the_ids_and_again_where_the_file_is_damaged(
    images: dict[int, Image], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compared(features: Path | None, given: dict[int, Image]) -> dict[frozenset[str], tuple[int, int]]:
        left, right = np.triu_indices(8, 1)
        found = compare(features, given, left + 1, right + 1)
        names = [frozenset((given[a + 1].path, given[b + 1].path)) for a, b in zip(left, right, strict=True)]
        return dict(zip(names, zip(found.inliers.tolist(), found.percent.tolist(), strict=True), strict=True))

    calls: list[int] = []
    real = fine_stage.verify
    monkeypatch.setattr(fine_stage, "verify", lambda one, other: calls.append(1) or real(one, other))
    first = compared(tmp_path, images)
    assert len(calls) == 28 and first[frozenset(("1.png", "2.png"))][0] > 9
    other_ids = {9 - id: replace(image, id=9 - id) for id, image in images.items()}
    assert compared(tmp_path, other_ids) == first and len(calls) == 28
    assert compared(None, images) == first and len(calls) == 56
    next(tmp_path.glob("fine-*/*.npy")).write_bytes(b"no segment")
    assert compared(tmp_path, images) == first and len(calls) == 84


def test_pairs_that_were_compared_before_a_cancel_are_kept(
    images: dict[int, Image], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fine_stage, "WARM", 3)
    monkeypatch.setattr(fine_stage, "cores", lambda: 1)
    told: list[str] = []
    job = Job(lambda progress: told.append(progress.text), lambda: told.count(fine_stage.TEXT) > 4)
    left, right = (side + 1 for side in np.triu_indices(8, 1))
    with pytest.raises(Cancelled):
        compare(tmp_path, images, left, right, job)
    calls: list[int] = []
    real = fine_stage.verify
    monkeypatch.setattr(fine_stage, "verify", lambda one, other: calls.append(1) or real(one, other))
    again = compare(tmp_path, images, left, right)
    assert 0 < len(calls) < 28 - 11
    whole = compare(None, images, left, right)
    assert np.array_equal(again.inliers, whole.inliers) and np.array_equal(again.percent, whole.percent)


def test_pictures_that_cannot_be_read_fit_nothing_and_are_counted(images: dict[int, Image], tmp_path: Path) -> None:
    gone = {**images, 2: replace(images[2], content_hash="0" * 64, path="gone.png")}
    del gone[8]
    data = mining(images, tmp_path)
    found = mined(replace(data, images=lambda _ids: gone), k=7, alike=1)
    assert not {2, 8} & {*found.left.tolist(), *found.right.tolist()}
    assert data.left_out["images_without_local_features"] == 2


def test_known_matches_that_the_first_stage_misses_are_counted(images: dict[int, Image], tmp_path: Path) -> None:
    from app.core.records import Answer, Grade, Source

    def nd(left: int, right: int) -> Answer:
        return Answer(1, left, right, Grade.ND, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "")

    known = Known.build([nd(1, 2), nd(3, 4)])
    for top in (1, 3, 7):
        data = mining(images, tmp_path, known)
        mined(data, top=top)
        rows = data.neighbours(top, data.ids)
        among = set(keys(np.repeat(rows.ids, top), rows.others.ravel()).tolist())
        missed = sum((left << 32 | right) not in among for left, right in ((1, 2), (3, 4)))
        assert data.left_out["known_matches"] == 2
        assert data.left_out["known_matches_missed_by_the_first_stage"] == missed


@pytest.mark.parametrize("propose_known", [False, True])
def test_pairs_that_are_left_out_take_no_place_in_the_first_stage(
    images: dict[int, Image], tmp_path: Path, propose_known: bool
) -> None:
    from app.core.records import Answer, Grade, Source
    from app.core.store.images import KnownGroup

    nd = Answer(1, 1, 8, Grade.ND, False, False, ("a",), (), Source.HUMAN, "", "", False, None, "")
    group = [KnownGroup(id, "burst", True) for id in range(1, 7)]
    angles = np.array([0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.9, 0.8])  # 1 to 6 are one burst, then 8, then 7
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    hashes = {id: image.content_hash for id, image in images.items()}
    data = over(Embeddings(np.arange(1, 9), vectors), hashes, Known.build([nd], groups=group), "cpu", NULL_JOB)
    data = replace(data, images=lambda _ids: images, folder=tmp_path, propose_known=propose_known)
    mined(data, top=1)
    # The nearest of 1 that may be proposed is 7: 8 comes before it. Where the burst may be proposed, 2 comes first.
    assert data.left_out["known_matches"] == 1
    assert data.left_out["known_matches_missed_by_the_first_stage"] == propose_known
