"""Find on a small collection of real pictures: matches, no match, identical files and pixels, unreadable files."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from app.cli import cli
from app.core import pipeline
from app.core.applying import find as module
from app.core.applying.find_report import as_text
from app.core.applying.match_rule import Rule
from app.core.applying.operating_points import OperatingPoint, keep
from app.core.embedding.embed import features
from app.core.how import How
from app.core.records import Cut
from app.core.store.project import Project
from models.errors import UserError
from models.head import Head
from tests.gui.furnished import draw_pictures


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve pictures, read and embedded; the first also as PNG with the same pixels elsewhere."""
    place = tmp_path_factory.mktemp("find")
    rng = np.random.default_rng(0)
    for n, path in enumerate(draw_pictures(place / "pictures")):
        with Image.open(path) as image:
            pixels = np.asarray(image).copy()
        noise = np.kron(rng.integers(0, 255, (9, 12, 3)), np.ones((10, 10, 1))).astype(np.uint8)
        Image.fromarray(pixels // 2 + noise // 2).save(path.with_suffix(".png" if n == 3 else ".jpg"))
    (place / "pictures" / "picture03.jpg").unlink()
    with Project.create(place / "p") as project:
        pipeline.ingest(project, How(device="cpu"), folders=[str(place / "pictures")])
        pipeline.embed(project, How(device="cpu"))
    return place


@pytest.fixture
def project(made: Path) -> Project:
    """The project as a reader has it: nothing can be written."""
    with Project.open(made / "p.nearpair", role="reader") as opened:
        yield opened


def test_the_same_file_the_same_pixels_an_edit_a_stranger_and_a_broken_file(
    project: Project, made: Path, tmp_path: Path
) -> None:
    pictures, new = made / "pictures", tmp_path / "new"
    new.mkdir()
    shutil.copy(pictures / "picture05.jpg", new / "a same file.jpg")
    with Image.open(pictures / "picture03.png") as image:
        image.save(new / "b same pixels.bmp")
        image.save(new / "c recompressed.jpg", quality=85)
    flat = np.zeros((64, 64, 3), np.uint8)
    flat[::8] = 255
    Image.fromarray(flat).save(new / "d stranger.png")
    (new / "e broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 and then nothing")
    before = sorted(path for path in made.rglob("*") if path.is_file())
    result = module.find(project, [new], at=1.2, device="cpu")
    same, pixels, recompressed, stranger, broken = result["found"]
    assert same["matches"][0]["path"].endswith("picture05.jpg") and same["matches"][0]["same_file"]
    assert same["matches"][0]["distance"] == 0 and same["matches"][0]["predicted"] == "DUP"
    first = pixels["matches"][0]
    assert (first["same_file"], first["same_pixels"], first["predicted"]) == (False, True, "DUP")
    assert (
        recompressed["matches"][0]["path"].endswith("picture03.png")
        and recompressed["matches"][0]["predicted"] == "match"
    )
    assert not recompressed["matches"][0]["same_pixels"] and (recompressed["width"], recompressed["height"]) == (
        120,
        90,
    )
    assert not stranger["matches"] and stranger["nearest"]["distance"] > 1.2
    assert broken["problem"] and not broken["matches"] and broken["nearest"] is None
    text = as_text(result)
    for words in ("the same file", "identical pixels", "no match (nearest", "not read", "as asked for"):
        assert words in text
    assert sorted(path for path in made.rglob("*") if path.is_file()) == before
    assert all(d["distance"] <= e["distance"] for one in result["found"]
               for d, e in zip(one["matches"], one["matches"][1:], strict=False))  # fmt: skip


def test_the_rule_is_asked_for_measured_or_random_and_said(project: Project, made: Path) -> None:
    picture = [made / "pictures" / "picture01.jpg"]
    random = module.find(project, picture, device="cpu")
    assert "99.9 % of random pairs" in random["rule"] and 0 < random["threshold"] < 2
    again = module.find(project, picture, device="cpu")
    assert again == random
    assert module.find(project, picture, at=2, k=3, device="cpu")["threshold"] == 2
    row = project.rounds.embedder()
    assert row is not None
    project.close()
    with Project.open(made / "p.nearpair", role="command") as writing:
        keep(writing, row.fingerprint, Cut.LENIENT, OperatingPoint(1.1, "a test"))
        keep(writing, row.fingerprint, Cut.STRICT, OperatingPoint(0.3, "a test"))
        keep(writing, "of another embedder", Cut.STRICT, OperatingPoint(1.9, "nothing"))
        found = module.find(writing, picture, device="cpu")
        writing.set("operating_points", {})
    assert found["threshold"] == 1.1 and "up to 0.300 by a test; up to 1.100 by a test" in found["rule"]
    assert {match["predicted"] for match in found["found"][0]["matches"]} <= {"DUP", "ND", "near-ND"}


def test_what_a_distance_is_taken_for() -> None:
    points = {Cut.STRICT: OperatingPoint(0.3, ""), Cut.LENIENT: OperatingPoint(0.8, "")}
    rule = Rule(points, 0.8, "")
    assert [rule.predicted(d) for d in (0.3, 0.31, 0.8, 0.81)] == ["ND", "near-ND", "near-ND", "no match"]
    assert [Rule({}, 0.5, "").predicted(d) for d in (0.5, 0.6)] == ["match", "no match"]


def test_at_most_k_and_the_command_with_its_files(made: Path, tmp_path: Path) -> None:
    project, picture = str(made / "p.nearpair"), str(made / "pictures" / "picture01.jpg")
    with Project.open(made / "p.nearpair", role="window"):  # the window is open meanwhile
        done = CliRunner().invoke(
            cli, ["find", project, picture, "--k", "2", "--at", "2", "--json", "--out", str(tmp_path / "f.csv")]
        )
    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)
    assert result["ok"] and len(result["found"][0]["matches"]) == 2
    rows = list(csv.DictReader((tmp_path / "f.csv").read_text().splitlines()))
    assert [row["rank"] for row in rows] == ["1", "2"] and rows[0]["same_file"] == "1"
    done = CliRunner().invoke(cli, ["find", project, picture, "--out", str(tmp_path / "f.json"), "--device", "cpu"])
    assert done.exit_code == 0 and "the same file" in done.stdout
    assert json.loads((tmp_path / "f.json").read_text())["found"][0]["matches"][0]["distance"] == 0


def test_what_cannot_be_found_is_one_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        module.find(project, [tmp_path / "nowhere.jpg"], device="cpu")
    with Project.create(tmp_path / "bare") as bare, pytest.raises(UserError, match="embed it first"):
        module.find(bare, [tmp_path], device="cpu")


def test_images_without_features_are_told_not_computed(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "p.nearpair", tmp_path / "q.nearpair")
    from tests.made import scan

    with Project.open(tmp_path / "q.nearpair", role="command") as project:
        project.images.record(project.images.add_folder(tmp_path), [scan("new.jpg")])
        told: list[str] = []
        from app.core.jobs import Job

        module.find(project, [made / "pictures" / "picture01.jpg"], device="cpu", job=Job(on_warning=told.append))
        assert told == ["1 of the images have no features yet and are not compared; run embed to have them"]
        shutil.rmtree(tmp_path / "q.nearpair" / "embeddings")
        shutil.rmtree(tmp_path / "q.nearpair" / "features")
        with pytest.raises(UserError, match="no image of q has features yet"):
            module.find(project, [made / "pictures" / "picture01.jpg"], device="cpu")


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows the head was applied to, call by call."""
    rows: list[int] = []
    real = Head.apply

    def counted(self: Head, features: Any) -> Any:
        rows.append(len(features))
        return real(self, features)

    monkeypatch.setattr(Head, "apply", counted)
    return rows


def test_the_head_is_applied_to_new_pictures_alone(project: Project, made: Path, applied: list[int]) -> None:
    module.find(project, [made / "pictures" / "picture01.jpg"], at=1.2, device="cpu")
    assert applied == [1]


@pytest.mark.parametrize("harm", ["gone", "truncated", "of another embedder", "another dimension", "no features"])
def test_vectors_that_cannot_be_trusted_are_made_from_features_and_the_answer_is_the_same(
    harm: str, made: Path, tmp_path: Path, applied: list[int]
) -> None:
    shutil.copytree(made / "p.nearpair", tmp_path / "q.nearpair")
    whole = next(path for path in (tmp_path / "q.nearpair" / "embeddings").glob("*.npy") if "keys" not in path.name)
    if harm == "gone":
        whole.unlink()
    elif harm == "truncated":
        whole.write_bytes(whole.read_bytes()[:-40])
    elif harm == "of another embedder":
        keys = whole.with_suffix(".keys.npy")
        rows = np.load(keys)
        rows[0] = b"x" * 32
        np.save(keys, rows)
    elif harm == "another dimension":
        np.save(whole, np.load(whole)[:, :-1])
    else:
        shutil.rmtree(tmp_path / "q.nearpair" / "features")  # what is embedded is enough
    picture = [made / "pictures" / "picture01.jpg", made / "pictures" / "picture07.jpg"]
    with Project.open(made / "p.nearpair", role="reader") as project:
        wanted = module.find(project, picture, device="cpu")
    applied.clear()
    with Project.open(tmp_path / "q.nearpair", role="reader") as project:
        assert module.find(project, picture, device="cpu") == wanted
    assert applied == ([2] if harm == "no features" else [12, 2])


def test_images_that_came_after_the_last_embedding_are_compared_by_their_features(
    made: Path, tmp_path: Path, applied: list[int]
) -> None:
    shutil.copytree(made / "p.nearpair", tmp_path / "q.nearpair")
    (tmp_path / "more").mkdir()
    with Image.open(made / "pictures" / "picture08.jpg") as image:
        image.transpose(Image.Transpose.ROTATE_180).save(tmp_path / "more" / "turned.png")
    with Project.open(tmp_path / "q.nearpair", role="command") as project:
        pipeline.ingest(project, How(device="cpu"), folders=[str(tmp_path / "more")])
        features(project, device="cpu")
        applied.clear()
        found = module.find(project, [tmp_path / "more" / "turned.png"], at=1.2, device="cpu")["found"][0]
        assert found["matches"][0]["path"].endswith("turned.png") and found["matches"][0]["same_file"]
        assert applied == [1, 1]  # the one that came, and the one that is looked for
        project.images.mark_gone([row.id for row in project.images.files(project.images.folders()[0].id).values()])
        left = module.find(project, [made / "pictures" / "picture08.jpg"], at=2, k=9, device="cpu")["found"][0]
        assert [Path(match["path"]).name for match in left["matches"]] == ["turned.png"], "files that are gone"
