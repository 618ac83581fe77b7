"""Files that people bring: aliases, line numbers, what is refused, what is counted, and nd_dev's own truth."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.exchanging.importing import import_file
from app.core.jobs import Job
from app.core.records import POLICY, Grade, Kind, ScanResult, Source
from app.core.store.project import Project
from models.errors import UserError
from tests.made import grade, project_of, scan, sha


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_of(tmp_path / "p", 9) as made:
        made.images.record(made.images.folders()[0].id, [scan("copy of 9.jpg", content="009.jpg")])
        yield made


def label(project: Project, text: str, *, name: str = "labels.csv", strict: bool = False) -> dict[str, object]:
    path = project.path.parent / name
    path.write_text(text, encoding="utf-8")
    return import_file(project, path, "labels", annotator="file", strict=strict)


def answers(project: Project) -> dict[tuple[int, int], str]:
    return {(a.left, a.right): "lookalike" if a.lookalike else str(a.grade) for a in project.labels.answers()}


def test_aliases_ends_in_any_order_and_every_code(project: Project) -> None:
    done = label(
        project,
        "\ufeffPath_A,path_b, Label ,source,strict\n"
        "002.jpg,001.jpg,nd,x,1\n001.jpg,003.jpg,NEAR-ND,x,0\n1.jpg,004.jpg,NND,x,1\n"
        f"001.jpg,{sha('004.jpg')},look-alike,x,1\n001.jpg,005.jpg,DUP,x,1\n",
    )
    assert answers(project) == {(1, 2): "ND", (1, 3): "near-ND", (1, 4): "lookalike", (1, 5): "DUP"}
    assert done == {
        "rows": 5, "labels": 4, "unchanged": 0, "same_image": 0, "inferred": 0, "repeated": 0,
        "bad": [{"line": 4, "reason": "1.jpg is not in this collection"}], "ignored_columns": ["source"],
    }  # fmt: skip
    stored = project.labels.all()
    assert {(row.kind, row.source, row.annotator) for row in stored} == {(Kind.IMPORT, Source.IMPORT, "file")}
    assert len({row.step for row in stored}) == 1  # one act, to be undone at once
    policy = {(row.left, row.right) for row in stored if POLICY in row.tags}
    assert policy == {(1, 3)}, "strict 0 on a near-ND row: how much it differs is a policy of the file"


def test_paths_are_found_beside_the_file_under_a_root_and_by_hash(project: Project) -> None:
    root = Path(project.images.folders()[0].path)
    done = label(
        project,
        "left_path,right_path,left_hash,right_hash,grade\n"
        f"photos/001.jpg,002.jpg,,,ND\n{root / '003.jpg'},moved/away.jpg,,{sha('004.jpg')},ND\n"
        f"005.jpg,006.jpg,{sha('007.jpg')},,ND\n008.jpg,001.jpg,{sha('another content')},,ND\n",
    )
    # A hash that is known decides; a picture whose content is another than the one graded gets no grade.
    assert answers(project) == {(1, 2): "ND", (3, 4): "ND", (6, 7): "ND"}
    assert done["bad"] == [{"line": 5, "reason": "008.jpg has another content here than the picture the file means"}]


@pytest.mark.parametrize(
    "path", ["../photos/001.jpg", "a/../001.jpg", "a\\..\\001.jpg", "/etc/passwd", "/elsewhere/photos/001.jpg",
             "C:\\photos\\001.jpg"],
)  # fmt: skip
def test_what_leads_out_of_the_collection_is_refused(project: Project, path: str) -> None:
    done = label(project, f"left_path,right_path,grade\n{path},002.jpg,ND\n")
    assert done["bad"] == [{"line": 2, "reason": f"{path} is outside this collection"}]
    assert not answers(project)


def test_a_root_may_be_named_through_a_link(project: Project, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "photos")
    label(project, f"left_path,right_path,grade\n{tmp_path / 'link' / '001.jpg'},002.jpg,ND\n")
    assert answers(project) == {(1, 2): "ND"}


def test_one_image_repeats_and_contradictions_are_told_apart(project: Project) -> None:
    done = label(
        project,
        "left_path,right_path,grade\n001.jpg,002.jpg,ND\n002.jpg,001.jpg,ND\n009.jpg,copy of 9.jpg,ND\n"
        "001.jpg,002.jpg,NND\n",
    )
    assert (done["labels"], done["repeated"], done["same_image"]) == (1, 1, 1)
    assert done["bad"] == [{"line": 5, "reason": "answers the pair of line 2 differently"}]
    assert answers(project) == {(1, 2): "ND"}


def test_lines_are_those_of_the_file_although_cells_span_them(project: Project) -> None:
    done = label(
        project,
        'note,left_path,right_path,grade\n"two\nlines",001.jpg,002.jpg,ND\n\n,,,\nx,001.jpg,003.jpg,maybe\n'
        '"three\n\nlines",001.jpg,none.jpg,ND\nx,001.jpg,004.jpg,ND,more\nx,001.jpg,005.jpg\nx,001.jpg,006.jpg,ND\n',
    )
    assert [(bad["line"], bad["reason"].split(";")[0]) for bad in done["bad"]] == [  # type: ignore[attr-defined]
        (6, "'maybe' is not a grade"), (7, "none.jpg is not in this collection"), (10, "5 cells, the header has 4"),
        (11, "'' is not a grade"),
    ]  # fmt: skip
    assert answers(project) == {(1, 2): "ND", (1, 6): "ND"}


def test_strict_stores_nothing_when_one_line_is_bad(project: Project) -> None:
    with pytest.raises(UserError, match=r"line 3: 'what' is not a grade.*nothing was imported"):
        label(project, "left_path,right_path,grade\n001.jpg,002.jpg,ND\n001.jpg,003.jpg,what\n", strict=True)
    assert not project.labels.all()


def test_extras_are_kept_and_checked(project: Project) -> None:
    done = label(
        project,
        "left_path,right_path,grade,lookalike,confidence,degree,tags,inferred,labelled_at\n"
        "001.jpg,002.jpg,NND,1,low,0.25,crop; logo,0,2020\n001.jpg,003.jpg,ND,0,,,,1,\n"
        "001.jpg,004.jpg,ND,0,,1.5,,0,\n001.jpg,005.jpg,ND,perhaps,,,,0,\n",
    )
    (answer,) = project.labels.answers()
    assert (answer.lookalike, answer.low_confidence, answer.degree, answer.tags) == (True, True, 0.25, ("crop", "logo"))
    assert (done["inferred"], done["ignored_columns"]) == (1, [])
    assert [bad["line"] for bad in done["bad"]] == [4, 5]  # type: ignore[attr-defined]


def test_json_lines_are_read_like_csv(project: Project) -> None:
    done = label(
        project,
        '{"left_path": "001.jpg", "right_path": "002.jpg", "grade": "ND", "lookalike": false, "tags": ["a", "b"]}\n\n'
        '{"left_path": "001.jpg", "right_path": "003.jpg", "grade": "NND", "degree": 0, "lookalike": true}\n'
        '[1, 2]\n{"left_path": "001.jpg"\n{"left_path": "001.jpg", "right_path": {}, "grade": "ND"}\n',
        name="labels.jsonl",
    )
    assert answers(project) == {(1, 2): "ND", (1, 3): "lookalike"}
    assert [bad["line"] for bad in done["bad"]] == [4, 5, 6]  # type: ignore[attr-defined]
    assert label(project, "", name="empty.jsonl")["rows"] == 0


def test_a_second_import_adds_only_what_changed(project: Project) -> None:
    text = "left_path,right_path,grade\n001.jpg,002.jpg,ND\n001.jpg,003.jpg,ND\n"
    label(project, text)
    done = label(project, text.replace("003.jpg,ND", "003.jpg,NND"))
    assert (done["labels"], done["unchanged"]) == (1, 1)
    assert answers(project) == {(1, 2): "ND", (1, 3): "NND"}
    grade(project, 1, 2, Grade.NND, annotator="ann")
    label(project, text)
    assert answers(project)[1, 2] == "None"  # two people differ; neither overwrites the other


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"left_path;right_path;grade\na;b;ND\n", "lacks the column left_path and right_path and grade; it has left"),
        (b"left_path,right_path\na,b\n", "lacks the column grade"),
        (b"", "it has none"),
        (b'left_path,right_path,grade\n"' + b"x" * 200_000, "is not CSV from line"),
    ],
)
def test_a_file_that_is_no_label_file_is_one_sentence(project: Project, content: bytes, says: str) -> None:
    path = project.path.parent / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=says):
        import_file(project, path, "labels", annotator="file")


def test_bytes_that_are_not_utf8_cost_their_line_only(project: Project) -> None:
    path = project.path.parent / "latin.csv"
    path.write_bytes("left_path,right_path,grade\nstraße.jpg,001.jpg,ND\n001.jpg,002.jpg,ND\n".encode("latin-1"))
    done = import_file(project, path, "labels", annotator="file")
    assert (done["labels"], done["bad"]) == (1, [{"line": 2, "reason": "this is not UTF-8 text"}])


def test_a_missing_file_and_a_missing_name_are_said(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        import_file(project, tmp_path / "none.csv", "labels", annotator="file")
    (tmp_path / "ok.csv").write_text("left_path,right_path,grade\n")
    with pytest.raises(UserError, match="need the name of their annotator"):
        import_file(project, tmp_path / "ok.csv", "labels", annotator=" ")


def test_bad_lines_and_unused_columns_are_told_once(project: Project) -> None:
    path = project.path.parent / "many.csv"
    path.write_text("left_path,right_path,grade,x,y\n" + "no.jpg,001.jpg,ND,1,2\n" * 25)
    told: list[str] = []
    import_file(project, path, "labels", annotator="file", job=Job(on_warning=told.append))
    assert told[0] == "many.csv: columns not used: x, y"
    assert told[1] == "many.csv, line 2: no.jpg is not in this collection"
    assert told[-1] == "many.csv: 15 more lines cannot be used"
    assert len(told) == 12


def test_groups_and_what_is_known_across_them(project: Project) -> None:
    path = project.path.parent / "groups.csv"
    path.write_text(
        "image,source,group,cross_group_is_NND,in_group\n001.jpg,s,a,1,positive\n002.jpg,s,a,1,positive\n"
        "003.jpg,s,b,0,unknown\n009.jpg,s,b,1,x\ncopy of 9.jpg,s,b,0,x\nnone.jpg,s,b,1,x\n004.jpg,s,,1,x\n"
    )
    done = import_file(project, path, "groups")
    assert [(g.image_id, g.name, g.cross_group_nnd) for g in project.images.groups()] == [
        (1, "a", True), (2, "a", True), (3, "b", False), (9, "b", False),
    ]  # fmt: skip
    assert (done["groups"], done["images"], done["repeated"]) == (2, 4, 1)
    assert [bad["line"] for bad in done["bad"]] == [7, 8]
    assert done["ignored_columns"] == ["source", "in_group"]
    path.write_text("image,group\n001.jpg,c\n")
    import_file(project, path, "groups")
    assert [g.cross_group_nnd for g in project.images.groups() if g.name == "c"] == [False]


@pytest.fixture(scope="module")
def nd_dev(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Path]]:
    """A project on nd_dev/images, hashed but not decoded; its root is not the folder of the truth files."""
    truth = data / "nd_dev"
    root = truth / "images"
    with Project.create(tmp_path_factory.mktemp("nd") / "nd") as made:
        results = []
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            results.append(ScanResult(path.relative_to(root).as_posix(), 1, 1, content, 1, 1, "JPEG", "RGB"))
        made.images.record(made.images.add_folder(root), results)
        yield made, truth


@pytest.mark.data
def test_the_truth_of_nd_dev_is_read_as_it_is(nd_dev: tuple[Project, Path]) -> None:
    project, truth = nd_dev
    done = import_file(project, truth / "pairs.csv", "labels", annotator="truth")
    assert done["bad"] == []
    assert (done["rows"], done["same_image"]) == (2193, 8)
    assert done["labels"] + done["repeated"] + done["same_image"] == done["rows"]
    assert done["ignored_columns"] == ["relation", "source", "gt", "note"]
    assert sum(POLICY in answer.tags for answer in project.labels.answers()) > 700
    counted = Counter(answer.grade for answer in project.labels.answers())
    assert sum(counted.values()) == done["labels"]
    assert counted[Grade.ND] >= 290
    groups = import_file(project, truth / "groups.csv", "groups")
    assert groups["bad"] == []
    assert (groups["rows"], groups["images"]) == (1361, 1356)
    assert sum(g.cross_group_nnd for g in project.images.groups()) > 1000


def test_an_answer_that_was_taken_back_does_not_come_back(project: Project) -> None:
    header = "left_path,right_path,grade,annotator,kind,undone\n"
    done = label(project, header + "001.jpg,002.jpg,ND,a,grade,1\n001.jpg,003.jpg,NND,a,grade,0\n")
    assert answers(project) == {(1, 3): "NND"}
    assert done["bad"] == [{"line": 2, "reason": "this answer was taken back"}] and done["ignored_columns"] == ["kind"]


def test_a_file_in_another_encoding_is_refused_as_that(project: Project) -> None:
    path = project.path.parent / "excel.csv"
    path.write_text("left_path,right_path,grade\r\n001.jpg,002.jpg,ND\r\n", encoding="utf-16")
    with pytest.raises(UserError, match="not UTF-8"):
        import_file(project, path, "labels", annotator="a")


def test_an_annotator_whose_name_is_not_text_is_refused(project: Project) -> None:
    path = project.path.parent / "labels.csv"
    path.write_text("left_path,right_path,grade\n001.jpg,002.jpg,ND\n", encoding="utf-8")
    with pytest.raises(UserError, match="not valid text"):
        import_file(project, path, "labels", annotator="a\udcff")
