"""Pair files: their columns, names, order and bytes; and that grades survive the way into a second project."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.asking.batches import make_batch
from app.core.embedding import embed
from app.core.exchanging.exporting import export, format_of, write, write_run
from app.core.exchanging.importing import import_file
from app.core.exchanging.pair_rows import PairRow
from app.core.exchanging.tables import read_table
from app.core.grading.review import Review
from app.core.jobs import Cancelled, Job
from app.core.mining.mine import mine
from app.core.reading import hashes
from app.core.records import Act, Grade, Kind
from app.core.settings import Settings
from app.core.store.labels import By
from app.core.store.project import Project
from models.errors import UserError
from tests.made import begin_round, grade, project_of, scan, sha, vectors_of

COLUMNS = [
    "left_path", "right_path", "left_hash", "right_hash", "distance", "degree", "miner", "why", "round", "batch",
    "draw_probability", "grade", "lookalike", "confidence", "tags", "annotator", "inferred", "labelled_at",
    "label_source", "predicted_grade", "predicted_probability",
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """12 images, two of them identical, mined, one batch of which two pairs are answered, two imported answers."""
    with project_of(tmp_path / "p", 12) as made:
        made.rounds.add_embedder(
            fingerprint="f0", name="raw", backbone="b", backbone_fingerprint="b0", head="raw", file="x", dim=16
        )
        begin_round(made, "f0")
        made.images.set_pixel_hashes({1: "same", 12: "same"}, hashes.DECODER)
        found = vectors_of(made, np.random.default_rng(2))
        mine(made, made.rounds.embedder("f0"), found, Settings().having(miner__knn__k=4))
        review = Review(made, "ann", make_batch(made, Settings().having(batch__size=5, batch__strategy="random")))
        review.answer(Act(grade=Grade.NND, lookalike=True, low_confidence=True, tags=("crop", "logo")))
        review.answer(Act(grade=Grade.NEAR_ND, degree=0.6))
        review.answer(Act(kind=Kind.UNSURE))
        grade(made, 2, 11, Grade.ND, annotator="ben")
        grade(made, 2, 11, Grade.ND, annotator="ann")
        grade(made, 3, 11, Grade.ND, annotator="ann")
        grade(made, 3, 11, Grade.NND, annotator="ben")  # a disagreement is no answer
        yield made


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_answers_are_one_row_a_pair_with_the_agreed_columns(project: Project, tmp_path: Path) -> None:
    assert export(project, "csv", tmp_path / "a.csv") == 4
    rows = rows_of(tmp_path / "a.csv")
    assert list(rows[0]) == COLUMNS
    by_grade = {row["grade"]: row for row in rows}
    dup, nd, near, nnd = by_grade["DUP"], by_grade["ND"], by_grade["near-ND"], by_grade["NND"]
    assert (dup["left_path"], dup["right_path"]) == ("001.jpg", "012.jpg")
    assert (dup["inferred"], dup["distance"]) == ("1", "0.000000")
    assert (nd["left_path"], nd["right_path"]) == ("002.jpg", "011.jpg")
    assert (nd["annotator"], nd["inferred"]) == ("ann;ben", "0")
    assert (nd["distance"], nd["miner"], nd["round"], nd["draw_probability"]) == ("", "", "", "")
    assert (nnd["lookalike"], nnd["confidence"], nnd["tags"]) == ("1", "low", "crop;logo")
    assert (near["degree"], near["batch"], near["round"], near["miner"]) == ("0.6", "random-1", "0", "knn")
    batch = project.pairs.batches()[0]
    places = {(p.left, p.right): p for p in project.pairs.batch_pairs(batch.id)}
    place = places[int(near["left_path"][:3]), int(near["right_path"][:3])]
    assert (near["distance"], near["why"]) == (f"{place.distance:.6f}", place.why)
    assert float(near["draw_probability"]) == place.draw_probability
    assert near["left_hash"] == sha(near["left_path"])
    assert [row["distance"] for row in rows] == [*sorted(d for row in rows if (d := row["distance"])), ""]


def test_votes_are_one_row_an_act(project: Project, tmp_path: Path) -> None:
    project.labels.undo(By("ben"))
    assert export(project, "csv", tmp_path / "v.csv", votes=True) == 7
    rows = rows_of(tmp_path / "v.csv")
    assert list(rows[0]) == [*COLUMNS, "kind", "bad_side", "note", "undone"]
    assert [(r["annotator"], r["kind"], r["grade"], r["undone"]) for r in rows] == [
        ("ann", "grade", "NND", "0"), ("ann", "grade", "near-ND", "0"), ("ann", "unsure", "", "0"),
        ("ben", "grade", "ND", "0"), ("ann", "grade", "ND", "0"), ("ann", "grade", "ND", "0"),
        ("ben", "grade", "NND", "1"),
    ]  # fmt: skip
    assert rows[0]["batch"] == "random-1"


def test_candidates_are_the_unjudged_ones(project: Project, tmp_path: Path) -> None:
    count = export(project, "csv", tmp_path / "c.csv", candidates=True)
    rows = rows_of(tmp_path / "c.csv")
    mined = project.rounds.minings(0)[-1].candidates
    assert len(rows) == count == mined - 3 - sum((r["left_path"], r["right_path"]) in {
        ("002.jpg", "011.jpg"), ("003.jpg", "011.jpg")} for r in run_rows(project, tmp_path))  # fmt: skip
    assert not any(row["grade"] for row in rows)
    assert {row["round"] for row in rows} == {"0"}


def run_rows(project: Project, tmp_path: Path) -> list[dict[str, str]]:
    write_run(project, tmp_path / "run.csv")
    return rows_of(tmp_path / "run.csv")


def test_the_file_of_run_has_identical_pixels_first_then_the_candidates_closest_first(
    project: Project, tmp_path: Path
) -> None:
    rows = run_rows(project, tmp_path)
    assert list(rows[0]) == COLUMNS
    assert (rows[0]["grade"], rows[0]["inferred"], rows[0]["why"]) == ("DUP", "1", "identical")
    assert {(row["grade"], row["inferred"], row["miner"]) for row in rows[1:]} == {("", "0", "knn")}
    order = [(float(row["distance"]), row["left_hash"], row["right_hash"]) for row in rows]
    assert order == sorted(order)
    assert len(rows) == 1 + project.rounds.minings(0)[-1].candidates


def test_the_same_project_gives_the_same_bytes_in_every_format(project: Project, tmp_path: Path) -> None:
    listed = {}
    for suffix in ("csv", "jsonl", "parquet"):
        for name in ("a", "b"):
            write_run(project, tmp_path / f"{name}.{suffix}")
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()
        listed[suffix] = tmp_path / f"a.{suffix}"
    table = pq.read_table(listed["parquet"]).to_pylist()
    assert table == [json.loads(line) for line in listed["jsonl"].read_text().splitlines()]
    for row in table:
        row["distance"] = f"{row['distance']:.6f}"
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in table] == rows_of(listed["csv"])
    assert pq.read_schema(listed["parquet"]).field("draw_probability").type == "double"


def test_paths_are_relative_to_the_first_root_or_absolute(tmp_path: Path) -> None:
    old, new = tmp_path / "2019" / "photos", tmp_path / "2020" / "photos"
    with Project.create(tmp_path / "p") as project:
        first, second = project.images.add_folder(old), project.images.add_folder(new)
        project.images.record(first, [scan("z.jpg", content="twice"), scan("both.jpg", content="one")])
        project.images.record(second, [scan("a.jpg", content="twice"), scan("both.jpg", content="two")])
        grade(project, 1, 2, Grade.NND)
        grade(project, 2, 3, Grade.NND)
        export(project, "csv", tmp_path / "relative.csv")
        export(project, "csv", tmp_path / "absolute.csv", absolute=True)
        import_file(project, tmp_path / "relative.csv", "labels", annotator="back")
        import_file(project, tmp_path / "absolute.csv", "labels", annotator="again")
        assert len(project.labels.current("back")) == len(project.labels.current("again")) == 2
    rows = rows_of(tmp_path / "relative.csv")
    named = {row[f"{side}_hash"]: row[f"{side}_path"] for row in rows for side in ("left", "right")}
    assert named == {sha("twice"): "z.jpg", sha("one"): "2019/photos/both.jpg", sha("two"): "2020/photos/both.jpg"}
    absolute = {row["left_path"] for row in rows_of(tmp_path / "absolute.csv")}
    assert absolute == {str(old / "z.jpg"), str(old / "both.jpg")}


names = st.lists(
    st.text(st.characters(exclude_characters="/\0\\", exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
        lambda name: name not in (".", "..")
    ),
    min_size=4, max_size=4, unique=True,
)  # fmt: skip


@given(names, st.sampled_from(["csv", "jsonl"]))
@settings(deadline=None, max_examples=60)
def test_any_name_survives_a_pair_file(listed: list[str], suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x.{suffix}")
        rows = [PairRow(listed[0], listed[1], "a", "b", 0.5), PairRow(listed[2], listed[3], "c", "d", why=listed[0])]
        write(suffix, path, PairRow, rows, 2)
        back = read_table(path, dict, needs=("left_path", "right_path"), may_have=COLUMNS, aliases={})
        assert [cells[name] for _, cells in back.rows for name in ("left_path", "right_path")] == listed
        assert back.rows[1][1]["why"] == listed[0]


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_every_grade_survives_the_way_into_a_second_project(project: Project, tmp_path: Path, format: str) -> None:
    out = tmp_path / f"labels.{format}"
    export(project, format, out)
    with project_of(tmp_path / "second", 12) as other:
        done = import_file(other, out, "labels", annotator="file")
        assert (done["labels"], done["inferred"], done["bad"], done["ignored_columns"]) == (3, 1, [], [])
        first, second = (
            {
                (p.images.by_ids([a.left])[a.left].content_hash, p.images.by_ids([a.right])[a.right].content_hash):
                (a.grade, a.lookalike, a.low_confidence, a.tags, a.degree)
                for a in p.labels.answers() if a.grade
            } for p in (project, other)
        )  # fmt: skip
        assert first == second
        again = import_file(other, out, "labels", annotator="file")
        assert (again["labels"], again["unchanged"]) == (0, 3)
        assert len(other.labels.all()) == 3


def test_a_file_is_replaced_whole_or_stays_as_it_was(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "pairs.csv"
    out.write_text("kept")

    with pytest.raises(Cancelled):
        write_run(project, out, job=Job(is_cancelled=lambda: True))
    assert out.read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["pairs.csv"]
    for place in (tmp_path / "none" / "x.csv", tmp_path / "pairs.csv" / "x.csv", tmp_path):
        with pytest.raises(UserError):
            export(project, "csv", place)


def test_the_suffix_names_the_format() -> None:
    assert [format_of(Path(name)) for name in ("a.CSV", "b.jsonl", "c.parquet")] == ["csv", "jsonl", "parquet"]
    with pytest.raises(UserError, match=r"\.csv, \.jsonl, \.parquet"):
        format_of(Path("pairs.xlsx"))


def test_embeddings_are_plain_arrays(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = vectors_of(project, np.random.default_rng(2))
    monkeypatch.setattr(embed, "embeddings", lambda *_args: found)
    assert export(project, "embeddings", tmp_path / "e.npz") == 12
    with np.load(tmp_path / "e.npz", allow_pickle=False) as arrays:
        assert sorted(arrays) == ["hashes", "paths", "vectors"]
        assert arrays["paths"].tolist() == [f"{n:03}.jpg" for n in range(1, 13)]
        assert arrays["hashes"].tolist() == [sha(name) for name in arrays["paths"]]
        assert arrays["vectors"].dtype == np.float32
        assert np.array_equal(arrays["vectors"], found.vectors)
    first = (tmp_path / "e.npz").read_bytes()
    export(project, "embeddings", tmp_path / "e.npz")
    assert (tmp_path / "e.npz").read_bytes() == first
    with pytest.raises(UserError, match="neither candidates nor votes"):
        export(project, "embeddings", tmp_path / "e.npz", votes=True)


def test_what_is_not_there_yet_is_said(tmp_path: Path) -> None:
    with project_of(tmp_path / "q", 2) as empty:
        with pytest.raises(UserError, match="mine first"):
            write_run(empty, tmp_path / "x.csv")
        with pytest.raises(UserError, match="mine first"):
            export(empty, "csv", tmp_path / "x.csv", candidates=True)
        with pytest.raises(UserError, match="no embedder yet"):
            export(empty, "embeddings", tmp_path / "x.npz")
        assert export(empty, "csv", tmp_path / "x.csv") == 0
        assert rows_of(tmp_path / "x.csv") == []
