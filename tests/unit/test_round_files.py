"""Files of a round: never written over, and swept away when they are nobody's; a round begins with its candidates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.core.mining import mine as mining
from app.core.mining.candidates import read_candidates
from app.core.mining.mine import mine
from app.core.mining.round_files import free_file, sweep
from app.core.records import EmbedderRow
from app.core.searching import cell_search, cells
from app.core.settings import Settings
from app.core.store.project import Project
from models.errors import UserError
from tests.made import project_of, vectors_of

CELLS = Settings().having(mine__search="cells")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 40) as made:
        yield made


def embedder(project: Project, fingerprint: str = "a" * 64) -> EmbedderRow:
    return project.rounds.add_embedder(
        fingerprint=fingerprint, name=fingerprint[:3], backbone="b", backbone_fingerprint="b0", head="raw", file="x",
        dim=16,
    )  # fmt: skip


def run(project: Project, settings: Settings, row: EmbedderRow | None = None, *, begins: bool = False) -> Path:
    found = vectors_of(project, np.random.default_rng(3))
    _, done = mine(project, row or embedder(project), found, settings, begins={} if begins else None)
    return project.path / done.file


def test_a_run_writes_beside_the_file_of_the_run_before_and_then_takes_that_away(project: Project) -> None:
    files = [run(project, Settings().having(miner__knn__k=k), begins=k == 3) for k in (3, 4, 5)]
    assert [file.name for file in files] == ["knn.arrow", "knn-2.arrow", "knn.arrow"]
    assert [path.name for path in files[0].parent.iterdir()] == ["knn.arrow"]
    assert len(read_candidates(files[2])) == project.rounds.minings(0)[0].candidates


def test_until_a_run_is_noted_the_one_before_stands(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(project, Settings().having(miner__knn__k=3), begins=True)
    before = first.read_bytes()
    monkeypatch.setattr(project.rounds, "add_mining", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(project, Settings().having(miner__knn__k=9))
    assert first.read_bytes() == before and project.rounds.minings(0)[0].settings == {"k": 3}
    monkeypatch.undo()
    sweep(project)
    assert [path.name for path in first.parent.iterdir()] == ["knn.arrow"]


def test_a_round_begins_with_its_first_candidates_or_not_at_all(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="no round"):
        run(project, Settings())
    run(project, Settings(), begins=True)
    with monkeypatch.context() as patch:
        patch.setattr(mining, "write_candidates", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(project, Settings(), embedder(project, "e" * 64), begins=True)
    assert [one.number for one in project.rounds.all()] == [0]
    run(project, Settings(), embedder(project, "e" * 64), begins=True)
    assert [(one.number, one.embedder[0]) for one in project.rounds.all()] == [(0, "a"), (1, "e")]
    assert {(one.round, one.file) for one in project.rounds.minings()} == {
        (0, "candidates/0/knn.arrow"), (1, "candidates/1/knn.arrow")}  # fmt: skip


def test_an_unknown_embedder_begins_no_round(project: Project) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        project.rounds.add_mining(round=0, miner="knn", embedder="nobody", file="f", candidates=0, images=0, seed=0,
                                  settings={}, begins={})  # fmt: skip
    assert not project.rounds.all() and not project.rounds.minings()


def test_an_index_of_an_embedder_the_project_does_not_know_is_swept_and_no_other(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "MEMBERS", 4)
    run(project, CELLS, begins=True)
    run(project, CELLS, embedder(project, "e" * 64), begins=True)
    index = project.path / "index"
    files = {path.relative_to(index) for path in index.rglob("*.safetensors")}
    assert {path.parent.name for path in files} == {"a" * 16, "e" * 16}
    for folder in ("0123456789abcdef", "fedcba9876543210"):
        (index / folder).mkdir()
        (index / folder / "1-cells.safetensors").write_bytes(b"old")
    (index / "fedcba9876543210" / "notes.txt").write_text("mine")
    (index / "my own folder").mkdir()
    (index / "my own folder" / "kept.safetensors").write_bytes(b"")
    (index / ("a" * 16) / ".x.safetensors.77.part").write_bytes(b"half")
    joined: list[int] = []
    monkeypatch.setattr(cell_search.Join, "nearest", lambda *_: joined.append(1))
    run(project, CELLS)  # of the first embedder: what it has found stays and is used
    assert not joined
    there = {path.relative_to(index) for path in index.rglob("*") if path.is_file()}
    assert there == files | {Path("fedcba9876543210/notes.txt"), Path("my own folder/kept.safetensors")}
    assert not (index / "0123456789abcdef").exists()


def test_nothing_to_sweep_is_no_error_and_rules_keep_their_files(project: Project) -> None:
    sweep(project)
    kept = project.folder("candidates") / "rules" / "hash.arrow"
    kept.parent.mkdir()
    kept.write_bytes(b"")
    elsewhere = project.path.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "knn.arrow").write_bytes(b"")
    (project.path / "candidates" / "7").symlink_to(elsewhere, target_is_directory=True)
    sweep(project)
    assert kept.exists() and (elsewhere / "knn.arrow").exists()


def test_the_free_file_is_never_the_former_one() -> None:
    assert free_file(2, "knn", None) == Path("candidates/2/knn.arrow")
    assert free_file(2, "knn", "candidates/2/knn.arrow") == Path("candidates/2/knn-2.arrow")
    assert free_file(2, "knn", "candidates/2/knn-2.arrow") == Path("candidates/2/knn.arrow")
