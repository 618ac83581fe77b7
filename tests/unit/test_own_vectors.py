"""Vectors made elsewhere: how they come in, what is refused, and the whole loop over them without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core import pipeline
from app.core.applying.find import find
from app.core.embedding import embed
from app.core.embedding.own_vectors import is_start
from app.core.exchanging.exporting import export
from app.core.exchanging.importing import import_file
from app.core.how import How
from app.core.jobs import Job
from app.core.learning.learn import start_of
from app.core.measuring.evaluation_pairs import compared
from app.core.records import FloatArray, Grade
from app.core.settings import Settings
from app.core.store.project import Project
from models.errors import UserError
from models.head import Head
from tests.made import begin_round, grade, project_of, scan, sha

COUNT, DIM = 9, 6
HOW = How(Settings({"train.steps": 100, "train.check_every": 50, "train.learning_rate": 0.01, "frozen.size": 0,
                    "evaluate.resamples": 100}), device="cpu", threads=1)  # fmt: skip


class Heard(Job):
    """Keeps the warnings."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []

    def warn(self, message: object) -> None:
        self.warnings.append(str(message))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", COUNT) as made:
        yield made


def vectors(count: int = COUNT, dim: int = DIM, seed: int = 0) -> FloatArray:
    drawn: FloatArray = np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)
    return drawn


def names(count: int = COUNT) -> list[str]:
    return [f"{number:03}.jpg" for number in range(1, count + 1)]


def bring(project: Project, arrays: dict[str, Any], job: Job | None = None, **more: Any) -> dict[str, Any]:
    path = project.path.parent / "mine.npz"
    np.savez(path, **arrays)
    return import_file(project, path, "embeddings", job=job or Heard(), **more)


def unit(rows: FloatArray) -> FloatArray:
    scaled: FloatArray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return scaled


@pytest.mark.parametrize("called", ["paths", "hashes", "both"])
def test_vectors_become_an_embedder_of_unit_vectors(project: Project, called: str) -> None:
    rows, order = 1e30 * vectors().astype(np.float64), np.random.default_rng(1).permutation(COUNT)
    texts = {"paths": np.array(names())[order], "hashes": np.array([sha(name) for name in names()])[order]}
    given = {name: text for name, text in texts.items() if called in (name, "both")}
    done = bring(project, {"vectors": rows[order], "extra": np.zeros(1), **given})
    assert done == {"rows": COUNT, "embedder": "mine", "images": COUNT, "dim": DIM, "repeated": 0, "without": [],
                    "bad": [], "ignored_columns": ["extra"]}  # fmt: skip
    row = project.rounds.embedder("mine")
    assert (row.backbone, row.head, row.dim, row.parent) == ("imported", "raw", DIM, None)
    found = embed.embeddings(project, row)
    assert found.ids.tolist() == list(range(1, COUNT + 1))
    np.testing.assert_allclose(found.vectors, unit(rows), atol=1e-6)


def test_what_is_exported_comes_back_as_it_was(project: Project, tmp_path: Path) -> None:
    bring(project, {"vectors": vectors(), "paths": np.array(names())}, name="first of all: mine!")
    export(project, "embeddings", tmp_path / "out.npz")
    with project_of(tmp_path / "other", COUNT) as other:
        import_file(other, tmp_path / "out.npz", "embeddings")
        export(other, "embeddings", tmp_path / "again.npz")
        assert [row.name for row in other.rounds.embedders()] == ["out"]
    assert [row.name for row in project.rounds.embedders()] == ["first-of-all-mine"]
    with np.load(tmp_path / "out.npz") as one, np.load(tmp_path / "again.npz") as two:
        assert one["paths"].tolist() == two["paths"].tolist() == names()
        np.testing.assert_allclose(one["vectors"], two["vectors"], atol=1e-6)


@pytest.mark.parametrize(
    ("arrays", "says"),
    [
        ({"paths": np.array(names())}, "must hold the array vectors, and paths or hashes; it holds paths"),
        ({"vectors": vectors()}, "must hold the array vectors, and paths or hashes; it holds vectors"),
        ({"vectors": vectors()[0], "paths": np.array(names())}, "one row an image"),
        ({"vectors": np.ones((COUNT, DIM), int), "paths": np.array(names())}, "must be numbers, one row an image"),
        ({"vectors": np.ones((COUNT, 0), np.float32), "paths": np.array(names())}, "one row an image"),
        ({"vectors": vectors(), "paths": np.array(names(COUNT - 1))}, "must be 9 texts, one a vector"),
        ({"vectors": vectors(), "paths": np.arange(COUNT)}, "must be 9 texts, one a vector"),
        ({"vectors": vectors(), "paths": np.array(names(), object)}, "is not an .npz of plain arrays"),
        ({"vectors": vectors(3), "paths": np.array(["x.jpg", "y.jpg", "001.jpg"])}, "x.jpg is not in this collection"),
        ({"vectors": np.zeros((2, 3)), "paths": np.array(names(2))}, "all zeros"),
        ({"vectors": np.zeros((0, 3)), "paths": np.array([], str)}, "too few rows"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_and_nothing_is_stored(
    project: Project, arrays: dict[str, Any], says: str
) -> None:
    with pytest.raises(UserError) as refused:
        bring(project, arrays)
    assert says in str(refused.value) and "\n" not in str(refused.value)
    assert not project.rounds.embedders() and not list(project.folder("checkpoints").iterdir())


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off", b"\x93NUMPY\x01\x00"])
def test_a_damaged_file_is_refused(project: Project, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.npz").write_bytes(content)
    with pytest.raises(UserError, match=r"x\.npz is not an \.npz of plain arrays"):
        import_file(project, tmp_path / "x.npz", "embeddings")
    with pytest.raises(UserError, match=r"gone\.npz cannot be read: No such file"):
        import_file(project, tmp_path / "gone.npz", "embeddings")


def test_rows_that_cannot_be_used_are_told_and_the_rest_is_kept(project: Project) -> None:
    rows = vectors(8)
    rows[1], rows[2, 3], rows[6] = 0, np.nan, rows[5]
    listed = ["001.jpg", "002.jpg", "003.jpg", "../004.jpg", "001.jpg", "005.jpg", "005.jpg", "006.jpg"]
    arrays = {"vectors": rows, "paths": np.array(listed)}
    with pytest.raises(UserError, match=r"line 2.*4 such lines.*nothing was imported"):
        bring(project, arrays, strict=True)
    assert not project.rounds.embedders() and not list(project.folder("checkpoints").iterdir())
    done = bring(project, arrays)
    assert [line["line"] for line in done["bad"]] == [2, 3, 4, 5]
    assert done["bad"][3]["reason"] == "gives the image of line 1 another vector"
    assert (done["images"], done["repeated"], done["rows"]) == (3, 1, 8)
    assert [Path(image["path"]).name for image in done["without"]] == ["002.jpg", "003.jpg", "004.jpg", "007.jpg",
                                                                       "008.jpg", "009.jpg"]  # fmt: skip
    found = embed.embeddings(project, project.rounds.embedder("mine"))
    assert found.ids.tolist() == [1, 5, 6]
    np.testing.assert_allclose(found.vectors, unit(rows[[0, 5, 7]]), atol=1e-6)


def test_an_image_that_came_later_has_no_features_with_a_reason(project: Project) -> None:
    bring(project, {"vectors": vectors(), "paths": np.array(names())})
    row = project.rounds.embedder("mine")
    folder = project.images.folders()[0].id
    project.images.record(folder, [scan("new.jpg"), *(scan(f"more{n}.jpg") for n in range(12))])
    heard = Heard()
    done = embed.embed_collection(project, Settings({"embed.views": "all eight"}), "cpu", 1, heard, row=row)
    assert done.vectors.ids.tolist() == list(range(1, COUNT + 1)) and not done.turned and not done.computed
    assert heard.warnings[0].endswith("they say nothing of turned pictures, which are left out")
    assert heard.warnings[1].endswith("new.jpg has no features: the imported file has no vector of it")
    assert heard.warnings[-1] == "3 more images have no features: the imported file has no vector of it"
    assert len(heard.warnings) == 12


def test_the_same_vectors_are_the_same_embedder_and_others_get_a_name_of_their_own(project: Project) -> None:
    arrays = {"vectors": vectors(), "paths": np.array(names())}
    assert bring(project, arrays)["embedder"] == "mine"
    assert bring(project, arrays, name="else")["embedder"] == "mine"
    turned = {"vectors": 2 * vectors()[::-1], "paths": np.array(names()[::-1])}
    assert bring(project, turned)["embedder"] == "mine", "order and length say nothing"
    arrays["vectors"] = vectors(seed=2)
    assert bring(project, arrays)["embedder"] == "mine-2"
    assert len(project.rounds.embedders()) == 2


def test_vectors_are_no_cache_and_a_damaged_file_is_told(project: Project) -> None:
    bring(project, {"vectors": vectors(), "paths": np.array(names())})
    row = project.rounds.embedder("mine")
    for cache in ("features", "embeddings"):
        shutil.rmtree(project.folder(cache))
    np.testing.assert_allclose(embed.embeddings(project, row).vectors, unit(vectors()), atol=1e-6)
    (file,) = project.path.glob("checkpoints/*.vectors.npy")
    file.write_bytes(file.read_bytes()[:-4])
    with pytest.raises(UserError, match="cannot be read as the vectors that were imported; import them again"):
        embed.embeddings(project, row)
    bring(project, {"vectors": vectors(), "paths": np.array(names())})
    np.testing.assert_allclose(embed.embeddings(project, row).vectors, unit(vectors()), atol=1e-6)


def test_what_needs_a_network_is_refused(project: Project, tmp_path: Path) -> None:
    bring(project, {"vectors": vectors(), "paths": np.array(names())})
    with pytest.raises(UserError, match="no network that could look at a picture"):
        find(project, [tmp_path], threads=1)
    with pytest.raises(UserError, match="export its embeddings instead"):
        pipeline.STAGES["model"](project, HOW, kind="safetensors", out=str(tmp_path / "m.safetensors"))
    network = embed.backbone_of(project.rounds.embedder("mine"), project)
    with pytest.raises(UserError, match="no network that could look at a picture"):
        network.open("cpu", 1)


def embedder(project: Project, name: str, head: str, **more: Any) -> Any:
    """An embedder of a network, as a row alone."""
    return project.rounds.add_embedder(fingerprint=name, name=name, backbone="b", backbone_fingerprint="b", head=head,
                                       file="f", dim=DIM, **more)  # fmt: skip


def test_what_is_compared_ends_with_what_mines_or_was_learned_last(project: Project) -> None:
    bring(project, {"vectors": vectors(), "paths": np.array(names())})
    own = project.rounds.embedder("mine")
    whitened = embedder(project, "w", "whiten")
    begin_round(project, "w")
    assert list(compared(project)) == ["imported", "whitened"] and start_of(project) == whitened
    begin_round(project, own.fingerprint)
    assert list(compared(project)) == ["whitened", "imported"] and start_of(project) == own
    embedder(project, "t", "linear", parent="w")
    assert list(compared(project)) == ["whitened", "trained", "imported"]
    network = embed.backbone_of(own, project)
    learned = embed.store_embedder(project, Head("linear", {"matrix": np.eye(DIM, dtype=np.float32)}), network,
                                   name="o", round=1, parent=own.fingerprint)  # fmt: skip
    assert list(compared(project)) == ["whitened", "imported", "trained"]
    assert is_start(own) and not is_start(learned) and not is_start(whitened)
    begin_round(project, learned.fingerprint)
    assert compared(project)["trained"] == learned and start_of(project) == own, "learning begins at the vectors again"


def test_the_whole_loop_runs_on_vectors_alone(tmp_path: Path) -> None:
    """Two images a group, told apart by half of the numbers; the other half is noise that learning can drop."""
    count = 160
    rng = np.random.default_rng(0)
    kept = np.repeat(rng.standard_normal((count // 2, 8)), 2, axis=0)
    rows = np.hstack([kept, 1.5 * rng.standard_normal((count, 8))])
    with project_of(tmp_path / "p", count) as project:
        bring(project, {"vectors": rows, "paths": np.array(names(count))})
        mined = pipeline.mine(project, HOW, embedder="mine")
        assert mined["embedder"] == "mine" and mined["candidates"] > 0 and mined["round"] == 0
        for number in range(1, count, 2):
            grade(project, number, number + 1, Grade.ND)
            if number + 3 <= count:
                grade(project, number, number + 3, Grade.NND)
        trained = pipeline.train(project, HOW, compare=False)
        assert trained["scope"] == "head"
        assert pipeline.remine(project, HOW)["embedder"] == trained["checkpoint"]
        report = pipeline.evaluate(project, HOW)
        assert list(report["embedders"]) == ["imported", "trained"] and report["names"]["imported"] == "mine"
        learned = project.rounds.embedder(trained["checkpoint"])
        scale = np.linalg.norm(Head.load(project.path / learned.file).arrays["matrix"], axis=1)
        assert scale[8:].mean() < 0.97 * scale[:8].mean(), "the noise counts for less"
        pipeline.STAGES["protocol"](project, HOW, queries=20, compact=60, draws=1)
        with pytest.raises(UserError, match="no network that could look at a picture"):
            pipeline.train(project, How(HOW.settings.having(train__augmented="on"), device="cpu", threads=1))
